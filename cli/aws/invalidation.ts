// What CloudFront has to forget when pictures are purged.

import { randomUUID } from 'node:crypto';
import { CloudFrontClient, GetDistributionConfigCommand } from '@aws-sdk/client-cloudfront';
import { type Card, TEMPLATES, type TemplateName, templateNamed } from '../../card-schema/catalogue.ts';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { isSigned } from '../../card-schema/template.ts';
import { formatValues } from '../../card-schema/values.ts';
import { CACHE_TAG_HEADER, cacheTagOf, photoTag } from '../../edge/core/cache-tag.ts';
import type { PurgeTarget } from '../purge/target.ts';
import { asked } from './aws.ts';
import { createInvalidation } from './create-invalidation.ts';
import { clientSettings } from './settings.ts';
import type { StoredDesign } from './stored-designs.ts';

/** Paths, with `*` at the end only, and tags, which begin with `#`. */
export type Invalidation = readonly string[];

/** Invalidations with a wildcard that may be in progress at once, and paths in all (CloudFront quotas). */
const MAX_WILDCARDS = 15;
const MAX_PATHS = 3000;
/** Characters of one path (CloudFront guide, "Specify the files to invalidate"). */
const MAX_PATH_CHARACTERS = 4000;
const EVERYTHING: Invalidation = ['/*'];

/** A distribution with cache tags forgets a whole template by its tag; without, and for one card, by path. */
export function invalidationFor(
  target: PurgeTarget,
  designs: readonly StoredDesign[],
  build: DesignVersions,
  hasTags: boolean,
): Invalidation {
  const items = [...new Set(itemsFor(target, designs, build, hasTags).map(within))];
  const tooMany = items.filter((item) => item.endsWith('*')).length > MAX_WILDCARDS || items.length > MAX_PATHS;
  // S3 still has the other pictures, so none of them is drawn again.
  return items.includes('/*') || tooMany ? EVERYTHING : items;
}

/** The beginning of a path that is too long, with all that begins so: cards that agree in some 4,000 characters are one card. */
function within(path: string): string {
  return path.length <= MAX_PATH_CHARACTERS ? path : `${path.slice(0, MAX_PATH_CHARACTERS - 1)}*`;
}

function itemsFor(target: PurgeTarget, designs: readonly StoredDesign[], build: DesignVersions, hasTags: boolean): string[] {
  // Also where S3 has no such card any more: the caches may.
  if (target.kind === 'photo') return hasTags ? [`#${photoTag(target.photo)}`] : [...EVERYTHING];
  if (target.kind === 'card') return withVersions(pathOfCard(target.card), target.card.template, designs, build);
  if (target.kind === 'template') {
    return hasTags ? [`#${target.template}`] : withVersions(pathOfTemplate(target.template), target.template, designs, build);
  }
  return designs.flatMap(({ template, designVersion }) => {
    if (hasTags) return [`#${cacheTagOf(template, designVersion)}`];
    // An address without a version may still show the old picture, if it was cached before the deploy.
    const plain = Object.hasOwn(build, template) ? [pathOfTemplate(template as TemplateName)] : [`/${template}/*`];
    return [...plain, ...versioned('/*', designVersion)];
  });
}

function pathOfCard(card: Card): string {
  const values = formatValues(card);
  const template = templateNamed(card.template);
  const isAtRoot = template.addressing === 'root' || template.addressing === 'fixed';
  // Any signature: keys are rotated, and each key has given the card another address.
  return `/${isAtRoot ? '' : `${card.template}/`}${values}.${isSigned(template) ? '*' : 'jpg'}`;
}

function pathOfTemplate(template: TemplateName): string {
  const { addressing } = TEMPLATES[template];
  // Cards at the root have nothing in common that a wildcard could stand behind.
  return addressing === 'root' ? '/*' : addressing === 'fixed' ? `/${template}.jpg` : `/${template}/*`;
}

/** The address without a version, and those with a version that pages may carry: of this build, and of the pictures found. */
function withVersions(path: string, template: TemplateName, designs: readonly StoredDesign[], build: DesignVersions): string[] {
  const found = designs.map(({ designVersion }) => designVersion);
  return [path, ...[build[template], ...found].flatMap((version) => versioned(path, version))];
}

/** Both spellings: CloudFront wants characters that RFC 1738 calls unsafe encoded, `~` among them. The key that picture-paths.js makes has the current version. */
function versioned(path: string, version: string): string[] {
  return [`/~${version}${path}`, `/%7E${version}${path}`];
}

/** Whether the distribution takes our cache tags from answers. */
export async function hasCacheTags(distribution: string): Promise<boolean> {
  return withClient(async (client) => {
    const call = client.send(new GetDistributionConfigCommand({ Id: distribution }));
    const { DistributionConfig } = await asked(`CloudFront, ${distribution}`, call);
    return DistributionConfig?.CacheTagConfig?.HeaderName?.toLowerCase() === CACHE_TAG_HEADER;
  });
}

/** Starts an invalidation and returns its id. */
export async function invalidate(distribution: string, items: Invalidation): Promise<string> {
  return withClient(async (client) => {
    const call = createInvalidation(client, distribution, items, `cards-purge-${randomUUID()}`);
    return (await asked(`CloudFront, invalidation in ${distribution}`, call)) ?? 'without an id';
  });
}

/** CloudFront is one for all Regions. */
async function withClient<T>(use: (client: CloudFrontClient) => Promise<T>): Promise<T> {
  const client = new CloudFrontClient(clientSettings('us-east-1'));
  try {
    return await use(client);
  } finally {
    client.destroy();
  }
}
