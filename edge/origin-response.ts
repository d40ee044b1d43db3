// The function on CloudFront's origin-response event. Wiring and nothing else: what only a card to draw needs is imported when there is one.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DesignVersions } from '../card-schema/design-version.ts';
import type { CardBrowser } from './adapters/browser/card-browser.ts';
import { readSandboxUsage } from './adapters/browser/sandbox-usage.ts';
import { LAMBDA_SCRATCH } from './adapters/lambda-scratch.ts';
import { bareStdout, createLog } from './adapters/log.ts';
import type { FetchRange } from './adapters/pack/fetch-chunks.ts';
import type { Pack } from './adapters/pack/pack.ts';
import { type Config, type ConfigHeaders, parseConfig } from './core/config.ts';
import { DRAWING_STATE_KEY } from './core/drawing-state.ts';
import { handledLater } from './core/handled-later.ts';
import { makeOnce, memoizeLast } from './core/memo.ts';
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

const fetchRangeOf =
  (config: Config): FetchRange =>
  async (...range) =>
    (await bucketFor(config)).fetchRange(...range);

/** It is being unpacked from then on, while everything else is loaded. */
const openPack = makeOnce(async () =>
  (await import('./adapters/pack/pack.ts')).openPack({
    packFolder: fileURLToPath(bundled('../dist/pack')),
    scratch: LAMBDA_SCRATCH,
    log,
  }),
);

let cardBrowser: CardBrowser | undefined;
const openBrowser = makeOnce(async () => {
  const pack = await openPack();
  const { openPackedBrowser } = await import('./adapters/open-packed-browser.ts');
  cardBrowser = openPackedBrowser({
    pack,
    fetchRangeFor: ({ config }) => fetchRangeOf(config),
    fetchPhotoFor:
      ({ config }) =>
      async (...photo) =>
        (await bucketFor(config)).fetchPhoto(...photo),
    whileStarting: ({ config }) => void handledLater(bucketFor(config)),
    log,
  });
  return cardBrowser;
});

/** What of the browser is in S3 is asked for before the code that draws is loaded: that waits for it longest. */
async function fetchAhead(pack: Pack, headers: ConfigHeaders): Promise<void> {
  await pack.files(fetchRangeOf(parseConfig(headers)));
}

export const handler = createOriginResponse({
  designVersions,
  fallbackPicture: readFileSync(bundled('./fallback.jpg')),
  beforeLoading: async (headers) => {
    handledLater(fetchAhead(await openPack(), headers));
    void handledLater(openBrowser());
  },
  draw: async (job) => (await openBrowser()).draw(job),
  readDrawingState: async (config, signal) => (await bucketFor(config)).readText(DRAWING_STATE_KEY, signal),
  storeFor: (config) => ({ put: async (...picture) => (await bucketFor(config)).store.put(...picture) }),
  bundle,
  readUsage: () => readSandboxUsage(LAMBDA_SCRATCH, cardBrowser?.pid()),
  log,
});
