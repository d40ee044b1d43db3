// The two settings of a bucket, each corrected where it is wrong. What is right stays untouched, so that a second call changes
// nothing and a team's own key stays.
import {
  GetBucketEncryptionCommand,
  GetPublicAccessBlockCommand,
  PutBucketEncryptionCommand,
  PutPublicAccessBlockCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';

export type Change = 'was right' | 'put right';

export interface Where {
  readonly Bucket: string;
  readonly ExpectedBucketOwner: string;
}

const CLOSED = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true } as const;

export async function encryptByDefault(s3: S3Client, where: Where): Promise<Change> {
  const found = await orUndefined(
    'ServerSideEncryptionConfigurationNotFoundError',
    s3.send(new GetBucketEncryptionCommand(where)),
  );
  const rules = found?.ServerSideEncryptionConfiguration?.Rules ?? [];
  if (rules.some((rule) => rule.ApplyServerSideEncryptionByDefault?.SSEAlgorithm)) return 'was right';
  await s3.send(
    new PutBucketEncryptionCommand({
      ...where,
      ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
    }),
  );
  return 'put right';
}

export async function closeToPublic(s3: S3Client, where: Where): Promise<Change> {
  const found = await orUndefined('NoSuchPublicAccessBlockConfiguration', s3.send(new GetPublicAccessBlockCommand(where)));
  const blocks = found?.PublicAccessBlockConfiguration;
  if (blocks && (Object.keys(CLOSED) as (keyof typeof CLOSED)[]).every((name) => blocks[name] === true)) return 'was right';
  await s3.send(new PutPublicAccessBlockCommand({ ...where, PublicAccessBlockConfiguration: CLOSED }));
  return 'put right';
}

/** Whether the bucket was deleted before anybody could look at it. */
export function isGone(error: unknown): boolean {
  return error instanceof S3ServiceException && error.name === 'NoSuchBucket';
}

/** S3 answers a setting that nobody made with an error of its own. */
async function orUndefined<T>(code: string, answer: Promise<T>): Promise<T | undefined> {
  return answer.catch((error: unknown) => {
    if (error instanceof S3ServiceException && error.name === code) return undefined;
    throw error;
  });
}
