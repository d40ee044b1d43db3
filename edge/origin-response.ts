// The function on CloudFront's origin-response event. Wiring and nothing else.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { S3Client } from '@aws-sdk/client-s3';
import type { DesignVersions } from '../card-schema/design-version.ts';
import { createCardBrowser } from './adapters/card-browser.ts';
import { createImageFetcher } from './adapters/image-fetcher.ts';
import { createLog } from './adapters/log.ts';
import { openPack } from './adapters/pack.ts';
import { createRangeReader } from './adapters/s3-ranges.ts';
import { createS3Store } from './adapters/s3-store.ts';
import type { Config } from './core/config.ts';
import { lastOf } from './core/memo.ts';
import { createOriginResponse } from './create-origin-response.ts';

/** The only folder that Lambda lets a function write to. */
const SCRATCH = '/tmp';

const beside = (path: string) => new URL(path, import.meta.url);
const designVersions = JSON.parse(readFileSync(beside('../dist/design-versions.json'), 'utf8')) as DesignVersions; // our own build
const pack = openPack(fileURLToPath(beside('../dist/pack')), SCRATCH);
const log = createLog(console.log);

const clientFor = lastOf(
  ({ bucketRegion }: Config) => bucketRegion,
  // One more try: a card's budget has no room for the SDK's usual patience.
  ({ bucketRegion }: Config) => new S3Client({ region: bucketRegion, maxAttempts: 2 }),
);

const cardBrowser = createCardBrowser({
  files: ({ config }) => pack.files(createRangeReader(clientFor(config), config.bucket)),
  missed: pack.missed,
  fetchImageFor: (hosts) => createImageFetcher({ hosts }),
  scratch: SCRATCH,
  log,
});

export const handler = createOriginResponse({
  designVersions,
  fallbackPicture: readFileSync(beside('./fallback.jpg')),
  draw: cardBrowser.draw,
  storeFor: (config) => createS3Store(clientFor(config), config.bucket),
  log,
});
