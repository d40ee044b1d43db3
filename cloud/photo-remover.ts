// The function behind the queue of infra/photo-removal.yml. Wiring and nothing else.
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { bareStdout, createLog } from '../edge/adapters/log.ts';
import { BOUNDED_CALLS } from './photos/adapters/bounded-calls.ts';
import { createCardShelf } from './photos/adapters/card-shelf.ts';
import { createInvalidations } from './photos/adapters/invalidations.ts';
import { createPhotoList } from './photos/adapters/photo-list.ts';
import { createRemovals } from './photos/adapters/removals.ts';
import { createS3Photos } from './photos/adapters/s3-photos.ts';
import { createUploadTable } from './photos/adapters/upload-table.ts';
import { REVIEW_FOLDERS } from './photos/photo-keys.ts';
import { AGAIN_SECONDS, createPhotoRemover } from './photos/removal/create-photo-remover.ts';

// The stack sets them; without them every call fails and says so.
const { PHOTO_BUCKET: bucket = '', PICTURE_BUCKET: pictures = '', UPLOAD_TABLE: name = '', STAGE: stage = '' } = process.env;
const { REMOVAL_QUEUE_URL: queueUrl = '', DISTRIBUTION_ID = '', PHOTO_SITE_DISTRIBUTION = '' } = process.env;

const client = new S3Client({});
const dynamo = new DynamoDBClient(BOUNDED_CALLS);

export const handler = createPhotoRemover({
  // It reads nothing in the inbox.
  store: createS3Photos({ client, inbox: '', bucket }),
  table: createUploadTable({ client: dynamo, name }),
  listPhotos: createPhotoList(client, bucket),
  listReviews: createPhotoList(client, bucket, REVIEW_FOLDERS),
  shelf: createCardShelf({ client, bucket: pictures, versioned: true }),
  forget: createInvalidations(new CloudFrontClient({}), { pictures: DISTRIBUTION_ID, photoSite: PHOTO_SITE_DISTRIBUTION }),
  removals: createRemovals({ dynamo, table: name, sqs: new SQSClient(BOUNDED_CALLS), queueUrl }),
  againSeconds: AGAIN_SECONDS,
  stage,
  log: createLog(bareStdout()),
});
