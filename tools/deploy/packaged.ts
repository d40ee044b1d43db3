// What `npm run package` left behind: the names of the deployment, its design versions, and the files for the two buckets.
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { CACHE_CONTROL } from '../../edge/core/answers.ts';
import { DeployError } from './deploy-error.ts';

export interface Packaged {
  readonly stackName: string;
  readonly region: string;
  readonly stage: string;
  readonly designVersions: DesignVersions;
  /** Hash of the files that draw at the edge. */
  readonly bundle: string;
  readonly resources: number;
  /** Days that the functions' log group keeps its lines, as osls has resolved them; undefined without such a group. */
  readonly logDays: number | undefined;
  readonly uploads: readonly Upload[];
}

export interface Upload {
  readonly bucket: 'pictures' | 'cardSite';
  readonly key: string;
  readonly file: string;
  readonly contentType: string;
  readonly cacheControl: string;
  /** Whether an object that is there stays, whatever is in it. @default false */
  readonly keeps?: boolean;
  /** What has to be there before it. */
  readonly order: UploadOrder;
}

/**
 * Files with their hash in their names, and the two objects that are not cards, need nothing. A page of one design names assets, and
 * is asked for by the functions of a stack that is yet to come. The page without a version is what is left.
 */
export type UploadOrder = 'first' | 'after assets' | 'after the stack';

const TYPES: Readonly<Record<string, string>> = {
  '': 'application/octet-stream', // a pack, named by its SHA-256
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.json': 'application/json',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
};

const IMMUTABLE = 'public, max-age=31536000, immutable';
/** When each place in a bucket is filled, and how long it is kept. */
const PLACES: readonly ({ readonly place: RegExp } & Pick<Upload, 'cacheControl' | 'order' | 'keeps'>)[] = [
  // Their names are hashes of what they hold.
  { place: /^(cardSite\/assets|pictures\/packs)\/[^/]+$/, cacheControl: IMMUTABLE, order: 'first' },
  { place: /^pictures\/[a-z]+\.(txt|ico)$/, cacheControl: 'public, max-age=86400', order: 'first' },
  { place: /^pictures\/fallback\.jpg$/, cacheControl: CACHE_CONTROL.fallbackPage, order: 'first' },
  // Drawing that was switched off stays so: a deployment is no reason to switch it on.
  { place: /^pictures\/settings\/drawing\.json$/, cacheControl: 'no-store', order: 'first', keeps: true },
  { place: /^cardSite\/pages\/[0-9a-f]{12}\.html$/, cacheControl: 'no-store', order: 'after assets' },
  { place: /^cardSite\/[a-z-]+\.html$/, cacheControl: 'no-store', order: 'after the stack' },
];

export async function readPackaged(project: string): Promise<Packaged> {
  const state = (await readJson(project, '.serverless/serverless-state.json')) as State;
  const template = (await readJson(project, '.serverless/cloudformation-template-update-stack.json')) as Template;
  const { RetentionInDays: logDays } = template.Resources['EdgeLogs']?.Properties ?? {};
  const { service, provider } = state.service;
  return {
    stackName: `${service}-${provider.stage}`,
    region: provider.region,
    stage: provider.stage,
    designVersions: (await readJson(project, 'dist/design-versions.json')) as DesignVersions,
    bundle: ((await readJson(project, 'dist/edge-bundle.json')) as { readonly bundle: string }).bundle,
    resources: Object.keys(template.Resources).length,
    logDays: logDays === undefined ? undefined : Number(logDays),
    uploads: [
      ...(await uploadsFrom(join(project, 'dist/upload/pictures'), 'pictures')),
      ...(await uploadsFrom(join(project, 'dist/upload/card-site'), 'cardSite')),
    ],
  };
}

/** Written by osls, as is the state; what is read of it. */
interface Template {
  readonly Resources: Readonly<Record<string, { readonly Properties?: { readonly RetentionInDays?: number | string } }>>;
}

interface State {
  readonly service: { readonly service: string; readonly provider: { readonly stage: string; readonly region: string } };
}

async function readJson(project: string, path: string): Promise<unknown> {
  const text = await readFile(join(project, path), 'utf8').catch((cause: unknown) => {
    throw new DeployError(`There is no ${path}: npm run package has not made it.`, { cause });
  });
  return JSON.parse(text);
}

async function uploadsFrom(folder: string, bucket: Upload['bucket']): Promise<readonly Upload[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return files.sort().map((file) => {
    const key = file
      .slice(folder.length + 1)
      .split(sep)
      .join('/');
    const kept = PLACES.find(({ place }) => place.test(`${bucket}/${key}`));
    const contentType = TYPES[extname(file)];
    if (kept === undefined || contentType === undefined) {
      throw new DeployError(
        `Nobody has said how ${JSON.stringify(key)} is kept and what type it has; say it in tools/deploy/packaged.ts.`,
      );
    }
    const { place: _, ...how } = kept;
    return { bucket, key, file, contentType, ...how };
  });
}
