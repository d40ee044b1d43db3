// The command purge: takes pictures out of the bucket, and then out of CloudFront. It only tells what it would do, unless --yes.
import type { Card, TemplateName } from '../../card-schema/catalogue.ts';
import { TEMPLATE_NAMES } from '../../card-schema/catalogue.ts';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { designVersions } from '../../card-site/bundle/design-versions.ts';
import { formatCardKey } from '../../edge/core/card-key.ts';
import { AwsError } from '../aws/aws.ts';
import { hasCacheTags, type Invalidation, invalidate, invalidationFor } from '../aws/invalidation.ts';
import {
  BUCKET_OPTIONS,
  deletePictures,
  everStoredVersions,
  type FailedPicture,
  openPictureBucket,
  type PictureBucket,
  picturesUnder,
  type StoredPicture,
  storedVersions,
  versionsUnder,
} from '../aws/picture-bucket.ts';
import { type CommandLine, command, type Outcome } from '../terminal/command.ts';
import { cardOf, ORIGIN, UsageError } from '../terminal/options.ts';
import { count } from '../terminal/table.ts';
import { type Held, heldIn, heldTable, isOfBuild } from './versions.ts';

/** What is to go. */
export type Target =
  | { readonly kind: 'card'; readonly card: Card }
  | { readonly kind: 'template'; readonly template: TemplateName }
  /** Templates of which pictures are there, but none of this build, and which therefore stay. */
  | { readonly kind: 'old'; readonly doubtful: ReadonlySet<string> };

const OPTIONS = {
  ...BUCKET_OPTIONS,
  old: { type: 'boolean', about: 'everything that this build does not draw any more' },
  yes: { type: 'boolean', about: 'does it; without it, it is only told what would go' },
  versions: { type: 'boolean', about: 'of a versioned bucket, every version for good, instead of a delete marker' },
  force: { type: 'boolean', about: 'with --old: also templates of which there is no picture of this build yet' },
  distribution: { type: 'string', value: 'ID', about: 'CloudFront’s; that of --stack if left out' },
  origin: { ...ORIGIN, about: 'whose key signed the path, if a path is given' },
} as const;

export const purge = command({
  about: 'deletes pictures by card, by template or all old ones, from the store and from CloudFront',
  usage: '<template> [--field value …] | <path or address> | --old',
  takesCard: true,
  options: OPTIONS,
  examples: [
    'purge /12-34-10.jpg --yes',
    'purge article',
    'purge article --title "Small teams, large ships" --author "Ada Okafor" --stack edgecard-prod --yes',
    'purge --old --stack edgecard-prod',
  ],
  notes: `A template alone means all its pictures, of every design version; with its fields, that card. The next viewer has a card drawn
again. In a versioned bucket a picture gets a delete marker: its key is free again, and removing the marker takes a mistake back;
the lifecycle rule ends old versions. With --versions nothing is left to take back: for what must not exist any more.
CloudFront is asked after S3, so that it cannot fetch an old picture once more. What is also in crawlers' own caches stays there.`,
  async run(line) {
    const build = await designVersions();
    if (line.options.old && line.words.length > 0) throw new UsageError('Give a card, a template or --old, one of them.');
    // Before any bucket is opened: most mistakes are in the card.
    const named = line.options.old ? undefined : await targetOf(line);
    const bucket = await openPictureBucket(line.options);
    try {
      if (line.options.versions && bucket.isLocal)
        throw new UsageError('--versions is for a bucket on AWS: the local store keeps none.');
      return await run(bucket, named ?? (await oldTarget(bucket, build, line.options.force === true)), build, line);
    } finally {
      await bucket.close();
    }
  },
});

async function targetOf(line: CommandLine<typeof OPTIONS>): Promise<Target> {
  const [word] = line.words;
  if (word === undefined)
    throw new UsageError(`Name a template (${TEMPLATE_NAMES.join(', ')}), give a path such as /12-34-10.jpg, or --old.`);
  const template = TEMPLATE_NAMES.find((name) => name === word);
  const whole = template !== undefined && line.words.length === 1 && Object.keys(line.fields).length === 0;
  return whole ? { kind: 'template', template } : { kind: 'card', card: await cardOf(line, line.options.origin) };
}

/** What is deployed may be older than this build, whose pictures are then the old ones: a template without any of this build is left alone. */
async function oldTarget(bucket: PictureBucket, build: DesignVersions, force: boolean): Promise<Target> {
  if (force) return { kind: 'old', doubtful: new Set() };
  const held = await heldIn(bucket, build);
  const unseen = held.filter(({ old, pictures }) => !old && pictures === 0).map(({ template }) => template);
  return { kind: 'old', doubtful: new Set(unseen.filter((name) => held.some(({ template, old }) => old && template === name))) };
}

async function run(
  bucket: PictureBucket,
  target: Target,
  build: DesignVersions,
  { options }: CommandLine<typeof OPTIONS>,
): Promise<Outcome> {
  const distribution = options.distribution ?? bucket.deployment?.distributionId;
  // Before anything is deleted, because it may be refused.
  const hasTags = distribution !== undefined && (await hasCacheTags(distribution));
  const stored = await (options.versions ? everStoredVersions : storedVersions)(bucket);
  const versions = [...new Set([...Object.values(build), ...stored])];
  const groups = new Map<string, Held>();
  const failed: FailedPicture[] = [];
  const stopped: string[] = [];
  let deleted = 0;
  try {
    for await (const pictures of picturesOf(target, bucket, versions, build, options.versions === true)) {
      for (const picture of pictures) countIn(groups, picture, build);
      if (!options.yes) continue;
      const refused = await deletePictures(bucket, pictures);
      failed.push(...refused);
      deleted += pictures.length - refused.length;
    }
  } catch (error) {
    // Some may be gone already: CloudFront has to hear of those, and the person of the rest.
    if (!(error instanceof AwsError) || deleted === 0) throw error;
    stopped.push(error.message);
  }
  const held = [...groups.values()];
  const invalidation = bucket.isLocal ? [] : invalidationFor(target, held, build, hasTags);
  const done = options.yes === true;
  let invalidated: string | undefined;
  if (done && distribution !== undefined && invalidation.length > 0) {
    invalidated = await invalidate(distribution, invalidation).catch((error: unknown) => {
      if (!(error instanceof AwsError)) throw error;
      // Another purge finds nothing any more in S3, and so would not ask for this.
      const paths = invalidation.map((item) => `'${item}'`).join(' ');
      stopped.push(
        `${error.message} By hand: aws cloudfront create-invalidation --distribution-id ${distribution} --paths ${paths}`,
      );
      return undefined;
    });
  }
  const purged: Purged = {
    store: bucket.name,
    isLocal: bucket.isLocal,
    done,
    held,
    deleted,
    failed,
    distribution,
    invalidation,
    invalidated,
    stopped,
    leftAlone: target.kind === 'old' ? [...target.doubtful] : [],
  };
  return { text: formatPurged(purged), json: purged, exitCode: failed.length + stopped.length > 0 ? 1 : 0 };
}

interface Purged {
  readonly store: string;
  readonly isLocal: boolean;
  readonly done: boolean;
  readonly held: readonly Held[];
  readonly deleted: number;
  readonly failed: readonly FailedPicture[];
  readonly distribution: string | undefined;
  readonly invalidation: Invalidation;
  /** CloudFront's id of the invalidation. */
  readonly invalidated: string | undefined;
  /** Refusals that ended the work early. */
  readonly stopped: readonly string[];
  readonly leftAlone: readonly string[];
}

async function* picturesOf(
  target: Target,
  bucket: PictureBucket,
  versions: readonly string[],
  build: DesignVersions,
  everyVersion: boolean,
): AsyncGenerator<readonly StoredPicture[]> {
  const list = everyVersion ? versionsUnder : picturesUnder;
  for (const version of versions) {
    const prefix =
      target.kind === 'card'
        ? keyIn(version, target.card)
        : `${version}/${target.kind === 'template' ? `${target.template}/` : ''}`;
    for await (const page of list(bucket, prefix)) yield page.filter((picture) => isMeant(target, picture, build));
  }
}

function isMeant(target: Target, { key, template, designVersion }: StoredPicture, build: DesignVersions): boolean {
  if (target.kind === 'card') return key === keyIn(designVersion, target.card);
  return target.kind === 'template' || (!isOfBuild(template, designVersion, build) && !target.doubtful.has(template));
}

function keyIn(designVersion: string, card: Card): string {
  return formatCardKey(card, { [card.template]: designVersion } as DesignVersions); // no other version is read
}

function countIn(groups: Map<string, Held>, { template, designVersion, bytes }: StoredPicture, build: DesignVersions): void {
  const place = `${template} ${designVersion}`;
  const before = groups.get(place) ?? { pictures: 0, bytes: 0 };
  const old = !isOfBuild(template, designVersion, build);
  groups.set(place, { template, designVersion, pictures: before.pictures + 1, bytes: before.bytes + bytes, old });
}

const TOLD_AT_MOST = 10;

function formatPurged(purged: Purged): string {
  const { store, isLocal, done, held, deleted, failed, distribution, invalidation, invalidated, stopped, leftAlone } = purged;
  const pictures = held.reduce((sum, one) => sum + one.pictures, 0);
  const lines = [
    pictures === 0
      ? `No such picture in ${store}.`
      : done
        ? `Deleted from ${store}: ${count(deleted)} of ${count(pictures)} pictures.`
        : `Would go from ${store}, which has not been touched:`,
    ...(pictures > 0 ? ['', heldTable(held), ''] : []),
    ...failed.slice(0, TOLD_AT_MOST).map(({ key, code, message }) => `- ${key}: ${code}: ${message}`),
    ...(failed.length > TOLD_AT_MOST ? [`- and ${failed.length - TOLD_AT_MOST} more; --json lists them all`] : []),
    ...(failed.length > 0 ? ['They are still there: run the same again.'] : []),
    ...stopped.map((message) => `Stopped half-way, run the same again. ${message}`),
    ...leftAlone.map(
      (template) =>
        `${template}: no picture of this build is there, so what is deployed may be older; left alone (--force deletes them).`,
    ),
    cloudFrontLine(isLocal, distribution, invalidation, invalidated),
    ...(done || (isLocal && pictures === 0) ? [] : ['Run it again with --yes to do it.']),
  ];
  return lines.join('\n');
}

function cloudFrontLine(
  local: boolean,
  distribution: string | undefined,
  items: Invalidation,
  invalidated: string | undefined,
): string {
  const listed = `${items.slice(0, TOLD_AT_MOST).join(' ')}${items.length > TOLD_AT_MOST ? ` and ${items.length - TOLD_AT_MOST} more` : ''}`;
  if (local) return 'A local stack that runs shows what its cache has until it is started again.';
  if (items.length === 0) return 'Nothing to invalidate in CloudFront.';
  if (distribution === undefined)
    return `CloudFront is not asked: give --distribution or --stack. To invalidate there: ${listed}`;
  return invalidated === undefined
    ? `From CloudFront ${distribution}: ${listed}`
    : `CloudFront ${distribution} forgets ${listed} (invalidation ${invalidated}, a minute or so).`;
}
