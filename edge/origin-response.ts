// The function on CloudFront's origin-response event. Wiring and nothing else.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DesignVersions } from '../card-schema/design-version.ts';
import { createCardBrowser } from './adapters/browser/card-browser.ts';
import { readSandboxUsage } from './adapters/browser/sandbox-usage.ts';
import { createImageFetcher } from './adapters/images/image-fetcher.ts';
import { bareStdout, createLog } from './adapters/log.ts';
import { openPack } from './adapters/pack/pack.ts';
import type { Config } from './core/config.ts';
import { lastOf } from './core/memo.ts';
import { createOriginResponse } from './create-origin-response.ts';

/** The only folder that Lambda lets a function write to. */
const SCRATCH = '/tmp';

const beside = (path: string) => new URL(path, import.meta.url);
const pack = openPack({
  packFolder: fileURLToPath(beside('../dist/pack')),
  scratch: SCRATCH,
  worker: beside('./unpack-worker.js'),
});
const designVersions = JSON.parse(readFileSync(beside('../dist/design-versions.json'), 'utf8')) as DesignVersions; // our own build
const log = createLog(bareStdout());

/** The SDK takes 50 ms to load. It does so when it is first asked for, which is while the browser starts. */
const bucketFor = lastOf(
  ({ bucket, bucketRegion }: Config) => `${bucketRegion} ${bucket}`,
  async ({ bucket, bucketRegion }: Config) => (await import('./adapters/aws/bucket.ts')).openBucket(bucket, bucketRegion),
);

const cardBrowser = createCardBrowser({
  files: ({ config }) => pack.files(async (...range) => (await bucketFor(config)).fetchRange(...range)),
  missed: pack.missed,
  distrust: pack.distrust,
  whileStarting: ({ config }) => void bucketFor(config).catch(() => {}), // heard by whoever needs the bucket
  fetchImageFor: (hosts, contact) => createImageFetcher({ hosts, contact }),
  scratch: SCRATCH,
  log,
});

export const handler = createOriginResponse({
  designVersions,
  fallbackPicture: readFileSync(beside('./fallback.jpg')),
  draw: cardBrowser.draw,
  storeFor: (config) => ({ put: async (...picture) => (await bucketFor(config)).store.put(...picture) }),
  readUsage: () => readSandboxUsage(SCRATCH, cardBrowser.pid()),
  log,
});
