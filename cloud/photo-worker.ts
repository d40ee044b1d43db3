// The function behind the queue of infra/photos.yml. Wiring and nothing else.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { bareStdout, createLog } from '../edge/adapters/log.ts';
import { BOUNDED_CALLS } from './photos/adapters/bounded-calls.ts';
import { openDetector, openPictures } from './photos/adapters/photo-settings.ts';
import { createRemovals } from './photos/adapters/removals.ts';
import { createS3Photos } from './photos/adapters/s3-photos.ts';
import { allowOnlyPhotoTypes } from './photos/adapters/sharp-pictures.ts';
import { createUploadTable } from './photos/adapters/upload-table.ts';
import { createPhotoWorker } from './photos/create-photo-worker.ts';
import { makePhoto } from './photos/make-photo.ts';
import { recipeOf } from './photos/recipe.ts';

const bundled = (path: string) => new URL(path, import.meta.url);
// The stack sets them; without them every call fails and says so.
const { INBOX_BUCKET: inbox = '', PHOTO_BUCKET: bucket = '', UPLOAD_TABLE: name = '', STAGE: stage = '' } = process.env;
const { REMOVAL_QUEUE_URL: queueUrl = '', PHOTO_DETECTOR, PHOTO_HEIC, PHOTO_MASTERS } = process.env;
const settings = { PHOTO_DETECTOR, PHOTO_HEIC };

allowOnlyPhotoTypes();
const detector = openDetector(settings, bundled);
const parts = { pictures: openPictures(settings, bundled), detector, masters: PHOTO_MASTERS !== 'off' };

const dynamo = new DynamoDBClient(BOUNDED_CALLS);
const sqs = new SQSClient(BOUNDED_CALLS);

export const handler = createPhotoWorker({
  store: createS3Photos({ client: new S3Client({}), inbox, bucket }),
  table: createUploadTable({ client: dynamo, name }),
  removals: createRemovals({ dynamo, table: name, sqs, queueUrl }),
  make: (order) => makePhoto(order, parts),
  recipe: recipeOf(detector.name),
  stage,
  log: createLog(bareStdout()),
});
