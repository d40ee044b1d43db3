// The function behind the notifications of infra/pictures.yml. Wiring and nothing else.
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { createPictureEvents } from './picture-events/create-picture-events.ts';
import { createPublisher } from './picture-events/publisher.ts';
import { createVersions } from './picture-events/versions.ts';

// The stack sets both; without them Lambda reports the error at the start.
const { REPORT_TOPIC_ARN = '', STACK = '' } = process.env;

export const handler = createPictureEvents({
  stack: STACK,
  versions: createVersions(new S3Client({})),
  publish: createPublisher(new SNSClient({}), REPORT_TOPIC_ARN),
  log: (line) => console.log(JSON.stringify(line)),
});
