// The function on CloudFront's origin-response event. Wiring and nothing else.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DesignVersions } from '../card-schema/design-version.ts';
import { readSandboxUsage } from './adapters/browser/sandbox-usage.ts';
import { bareStdout, createLog } from './adapters/log.ts';
import { LAMBDA_SCRATCH, openPackedBrowser } from './adapters/open-packed-browser.ts';
import type { Config } from './core/config.ts';
import { DRAWING_STATE_KEY } from './core/drawing-state.ts';
import { handledLater } from './core/handled-later.ts';
import { memoizeLast } from './core/memo.ts';
import { createOriginResponse } from './create-origin-response.ts';

const bundled = (path: string) => new URL(path, import.meta.url);
const designVersions = JSON.parse(readFileSync(bundled('../dist/design-versions.json'), 'utf8')) as DesignVersions; // our own build
const { bundle } = JSON.parse(readFileSync(bundled('../dist/edge-bundle.json'), 'utf8')) as { readonly bundle: string }; // written as it was packaged
const log = createLog(bareStdout());

/** The SDK takes 50 ms to load. It does so when it is first asked for, which is while the browser starts. */
const bucketFor = memoizeLast(
  ({ bucket, bucketRegion, photoBucket }: Config) => `${bucketRegion} ${bucket} ${photoBucket}`,
  async ({ bucket, bucketRegion, photoBucket }: Config) =>
    (await import('./adapters/aws/bucket.ts')).openBucket(bucket, bucketRegion, photoBucket),
);

const cardBrowser = openPackedBrowser({
  packFolder: fileURLToPath(bundled('../dist/pack')),
  worker: bundled('./unpack-worker.js'),
  fetchRangeFor:
    ({ config }) =>
    async (...range) =>
      (await bucketFor(config)).fetchRange(...range),
  fetchPhotoFor:
    ({ config }) =>
    async (...photo) =>
      (await bucketFor(config)).fetchPhoto(...photo),
  whileStarting: ({ config }) => void handledLater(bucketFor(config)),
  log,
});

export const handler = createOriginResponse({
  designVersions,
  fallbackPicture: readFileSync(bundled('./fallback.jpg')),
  draw: cardBrowser.draw,
  readDrawingState: async (config, signal) => (await bucketFor(config)).readText(DRAWING_STATE_KEY, signal),
  storeFor: (config) => ({ put: async (...picture) => (await bucketFor(config)).store.put(...picture) }),
  bundle,
  readUsage: () => readSandboxUsage(LAMBDA_SCRATCH, cardBrowser.pid()),
  log,
});
