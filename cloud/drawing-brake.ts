// The function behind the topic of infra/drawing-brake.yml. Wiring and nothing else.
import { S3Client } from '@aws-sdk/client-s3';
import { createDrawingBrake } from './surge/create-drawing-brake.ts';

export const handler = createDrawingBrake({
  s3: new S3Client({}),
  // The stack sets it; without it the first call says so.
  bucket: process.env['PICTURE_BUCKET'] ?? '',
  log: (line) => console.log(JSON.stringify(line)),
});
