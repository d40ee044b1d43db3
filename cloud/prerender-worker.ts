// The function behind the queue of infra/prerender.yml. Wiring and nothing else.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { DesignVersions } from '../card-schema/design-version.ts';
import { createRangeReader } from '../edge/adapters/aws/s3-ranges.ts';
import { createS3Store } from '../edge/adapters/aws/s3-store.ts';
import { LAMBDA_SCRATCH } from '../edge/adapters/lambda-scratch.ts';
import { bareStdout, createLog } from '../edge/adapters/log.ts';
import { openPackedBrowser } from '../edge/adapters/open-packed-browser.ts';
import { openPack } from '../edge/adapters/pack/pack.ts';
import { createPhotoReader } from '../edge/adapters/photo-reader.ts';
import { parseConfig } from '../edge/core/config.ts';
import { formatCardMessage } from '../edge/core/prerender/messages.ts';
import { createPrerenderWorker } from './prerender/create-prerender-worker.ts';
import { createSecretReader, readConfigHeaders } from './prerender/environment.ts';
import { markDone, markFailed } from './prerender/job-table.ts';
import { createPictureLookup } from './prerender/picture-lookup.ts';
import { createRequestReader } from './prerender/read-requests.ts';
import { sendAll } from './prerender/send-messages.ts';

const bundled = (path: string) => new URL(path, import.meta.url);
const log = createLog(bareStdout());
const config = parseConfig(await readConfigHeaders(process.env, createSecretReader(new SecretsManagerClient({}))));
// The stack sets both; without them every call fails and says so.
const { PRERENDER_QUEUE_URL: queueUrl = '', PRERENDER_TABLE: name = '' } = process.env;

const region = config.bucketRegion;
const s3 = new S3Client({ region });
const fetchRange = createRangeReader(new S3Client({ region, maxAttempts: 1 }), config.bucket);
const fetchPhoto = createPhotoReader(s3, config.photoBucket);
const table = { client: new DynamoDBClient({}), name };
const queue = { client: new SQSClient({}), queueUrl, bodyOf: formatCardMessage };
const cardBrowser = openPackedBrowser({
  pack: openPack({
    packFolder: fileURLToPath(bundled('../dist/pack')),
    scratch: LAMBDA_SCRATCH,
    log,
  }),
  fetchRangeFor: () => fetchRange,
  fetchPhotoFor: () => fetchPhoto,
  log,
});

export const handler = createPrerenderWorker({
  config,
  designVersions: JSON.parse(readFileSync(bundled('../dist/design-versions.json'), 'utf8')) as DesignVersions, // our own build
  draw: cardBrowser.draw,
  store: createS3Store(s3, config.bucket),
  hasPicture: createPictureLookup(s3, config.bucket),
  markDone: (places) => markDone(table, places),
  markFailed: (job, failure) => markFailed(table, job, failure),
  readRequests: createRequestReader(s3),
  send: (messages) => sendAll(messages, queue),
  log,
});
