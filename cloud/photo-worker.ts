// The function behind the queue of infra/photos.yml. Wiring and nothing else.
import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { RekognitionClient } from '@aws-sdk/client-rekognition';
import { S3Client } from '@aws-sdk/client-s3';
import { bareStdout, createLog } from '../edge/adapters/log.ts';
import { createEmbeddedDetector } from './photos/adapters/embedded-detector.ts';
import { createHeicDecoder } from './photos/adapters/heic.ts';
import { createRekognitionDetector } from './photos/adapters/rekognition-detector.ts';
import { createS3Photos } from './photos/adapters/s3-photos.ts';
import { allowOnlyPhotoTypes, createPictures } from './photos/adapters/sharp-pictures.ts';
import { createUploadTable } from './photos/adapters/upload-table.ts';
import { createPhotoWorker } from './photos/create-photo-worker.ts';
import { makePhoto } from './photos/make-photo.ts';
import { recipeOf } from './photos/recipe.ts';

const bundled = (path: string) => new URL(path, import.meta.url);
const folder = (path: string) => fileURLToPath(bundled(path));
// The stack sets them; without them every call fails and says so.
const { INBOX_BUCKET: inbox = '', PHOTO_BUCKET: bucket = '', UPLOAD_TABLE: name = '', STAGE: stage = '' } = process.env;
const { PHOTO_DETECTOR, PHOTO_HEIC, PHOTO_MASTERS } = process.env;

allowOnlyPhotoTypes();
const detector =
  PHOTO_DETECTOR === 'rekognition'
    ? createRekognitionDetector(new RekognitionClient({}))
    : createEmbeddedDetector({
        modelFolder: folder('photos/models/'),
        wasmFolder: folder('../node_modules/@tensorflow/tfjs-backend-wasm/dist/'),
      });
const heic =
  PHOTO_HEIC === 'off'
    ? undefined
    : createHeicDecoder({
        script: bundled('heic-worker.js'),
        libraryFolder: folder('../node_modules/libheif-js/libheif-wasm/'),
      });
const parts = { pictures: createPictures({ heic }), detector, masters: PHOTO_MASTERS !== 'off' };

export const handler = createPhotoWorker({
  store: createS3Photos({ client: new S3Client({}), inbox, bucket }),
  // A call that hangs must not take the worker's whole time.
  table: createUploadTable({ client: new DynamoDBClient({ requestHandler: { requestTimeout: 3000 } }), name }),
  make: (order) => makePhoto(order, parts),
  recipe: recipeOf(detector.name),
  stage,
  log: createLog(bareStdout()),
});
