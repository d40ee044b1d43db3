// The function behind the address of infra/photo-api.yml. Wiring and nothing else.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { bareStdout, createLog } from '../edge/adapters/log.ts';
import { BOUNDED_CALLS } from './photos/adapters/bounded-calls.ts';
import { createEditQueue } from './photos/adapters/edit-queue.ts';
import { createPhotoList } from './photos/adapters/photo-list.ts';
import { openDetector, openPictures } from './photos/adapters/photo-settings.ts';
import { createPresigner, PRESIGNING_SETTINGS } from './photos/adapters/presigner.ts';
import { createRemovals } from './photos/adapters/removals.ts';
import { createS3Photos } from './photos/adapters/s3-photos.ts';
import { allowOnlyPhotoTypes } from './photos/adapters/sharp-pictures.ts';
import { createUploadTable } from './photos/adapters/upload-table.ts';
import { createPhotoApi } from './photos/create-photo-api.ts';
import { createLooker } from './photos/looker.ts';

const bundled = (path: string) => new URL(path, import.meta.url);
// The stack sets them; without them every call fails and says so.
const { INBOX_BUCKET: inbox = '', PHOTO_BUCKET: bucket = '', UPLOAD_TABLE: name = '', STAGE: stage = '' } = process.env;
const { PHOTO_QUEUE_URL: edits = '', REMOVAL_QUEUE_URL: removals = '', PHOTO_DETECTOR, PHOTO_HEIC } = process.env;
const settings = { PHOTO_DETECTOR, PHOTO_HEIC };

allowOnlyPhotoTypes();
const client = new S3Client({});
const dynamo = new DynamoDBClient(BOUNDED_CALLS);
const sqs = new SQSClient(BOUNDED_CALLS);
const detector = openDetector(settings, bundled);

export const handler = createPhotoApi({
  stage,
  table: createUploadTable({ client: dynamo, name }),
  store: createS3Photos({ client, inbox, bucket }),
  listPhotos: createPhotoList(client, bucket),
  presigner: createPresigner({ client: new S3Client(PRESIGNING_SETTINGS), inbox, bucket }),
  sendEdit: createEditQueue(sqs, edits),
  removals: createRemovals({ dynamo, table: name, sqs, queueUrl: removals }),
  looker: createLooker({ pictures: openPictures(settings, bundled), detector }),
  detector: detector.name,
  log: createLog(bareStdout()),
});
