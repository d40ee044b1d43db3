// The function behind the rule in infra/bucket-guard.yml. Wiring and nothing else.
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { createBucketGuard } from './new-buckets/create-bucket-guard.ts';
import { createTopic } from './new-buckets/topic.ts';

export const handler = createBucketGuard({
  // Lambda sets it.
  home: process.env['AWS_REGION'] ?? '',
  s3For: (region) => new S3Client({ region }),
  // The stack sets it; without it Lambda reports the error at the start.
  notify: createTopic(new SNSClient({}), process.env['REPORT_TOPIC_ARN'] ?? ''),
  log: (line) => console.log(JSON.stringify(line)),
});
