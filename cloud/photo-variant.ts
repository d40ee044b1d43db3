// The function behind the photo site of infra/photo-site.yml. Wiring and nothing else.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { bareStdout, createLog } from '../edge/adapters/log.ts';
import { SHORT_CALLS } from './photos/adapters/bounded-calls.ts';
import { encodeSize } from './photos/adapters/encode-size.ts';
import { createS3Photos } from './photos/adapters/s3-photos.ts';
import { allowOnlyPhotoTypes, createPictures } from './photos/adapters/sharp-pictures.ts';
import { createUploadTable } from './photos/adapters/upload-table.ts';
import { createPhotoVariant } from './photos/create-photo-variant.ts';

// The stack sets them; without them every call fails and says so.
const { PHOTO_BUCKET: bucket = '', UPLOAD_TABLE: name = '', STAGE: stage = '' } = process.env;

allowOnlyPhotoTypes();

export const handler = createPhotoVariant({
  // It has no business with the inbox, and no right to it.
  store: createS3Photos({ client: new S3Client({}), inbox: '', bucket }),
  table: createUploadTable({ client: new DynamoDBClient(SHORT_CALLS), name }),
  decode: createPictures({ heic: undefined }).decodeMaster,
  encode: encodeSize,
  stage,
  log: createLog(bareStdout()),
});
