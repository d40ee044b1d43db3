// What IAM is asked about calls of photos that are made to doubles of AWS; those to the local S3 server are recorded there.
import type { AwsCall } from '../doubles/aws/aws-server.ts';
import type { RestInput } from '../doubles/aws/rest-protocol.ts';
import type { VersionedBucketOptions } from '../doubles/aws/versioned-bucket.ts';
import { textIn, textsIn } from '../doubles/aws/xml.ts';
import type { IamRequest } from '../support/iam.ts';
import { ACCOUNT } from '../support/recorded-s3.ts';
import { DISTRIBUTION, NAMES } from './deployed-policies.ts';

export const distributionId = NAMES.CloudFrontDistribution;
const PICTURES = NAMES['PictureBucket.Arn'];

/** Cards whose keys do not say what they show; their metadata names what `photos` gives at that time. */
export function cardsShowing(photos: () => string): VersionedBucketOptions {
  const keys = ['a', 'b', 'c'].map((digit) => `0123456789ab/article/h-${digit.repeat(64)}.jpg`);
  return { objects: Object.fromEntries(keys.map((key) => [key, 1])), photosOf: photos };
}

const JSON_SERVICES: Readonly<Record<string, string>> = {
  DynamoDB_20120810: 'dynamodb',
  AmazonSQS: 'sqs',
  RekognitionService: 'rekognition',
};

export function iamRequestsOf({ name, input }: AwsCall): readonly IamRequest[] {
  const context = { 'aws:SecureTransport': 'true', 'aws:ResourceAccount': ACCOUNT };
  const rest = input as RestInput; // of the names below
  switch (name) {
    case 's3 ListObjectVersions':
      return [{ action: 's3:ListBucketVersions', resource: PICTURES, context }];
    case 's3 HeadObject':
      return [{ action: 's3:GetObjectVersion', resource: `${PICTURES}/${rest.path['key']}`, context }];
    case 's3 DeleteObjects':
      return textsIn(rest.body, 'Object').map((object) => ({
        action: textIn(object, 'VersionId') ? 's3:DeleteObjectVersion' : 's3:DeleteObject',
        resource: `${PICTURES}/${textIn(object, 'Key')}`,
        context,
      }));
    case 'cloudfront CreateInvalidation':
      return [{ action: 'cloudfront:CreateInvalidation', resource: DISTRIBUTION }];
    default:
      return [jsonRequestOf(name, input as Readonly<Record<string, unknown>>)];
  }
}

function jsonRequestOf(target: string, { QueueUrl }: Readonly<Record<string, unknown>>): IamRequest {
  const [service = '', operation = ''] = target.split('.');
  const prefix = JSON_SERVICES[service];
  if (prefix === undefined) throw new Error(`No action is known for ${target}.`);
  const queue = String(QueueUrl).endsWith('photo-removals') ? NAMES['PhotoRemovals.Arn'] : NAMES['PhotoQueue.Arn'];
  const resource = { dynamodb: NAMES['PhotoUploads.Arn'], sqs: queue }[prefix] ?? '*';
  return { action: `${prefix}:${operation}`, resource };
}
