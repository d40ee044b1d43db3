// Photos, where the stack has them: what is kept and for how long, what waits, who is answered. infra/photos.yml says how each must be.
// That their buckets are shut to strangers is looked at with all the others.
import { CloudFrontClient, GetDistributionConfigCommand } from '@aws-sdk/client-cloudfront';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketVersioningCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { SETTINGS } from '../../edge/core/config.ts';
import { get } from '../../local/http/get.ts';
import { asked } from '../aws/aws.ts';
import type { Deployment } from '../aws/deployment.ts';
import { clientSettings } from '../aws/settings.ts';
import { plural } from '../terminal/plural.ts';
import { orAbsent } from './bucket.ts';
import { type Check, type Finding, fault, faultsOr, notChecked, ok } from './subject.ts';

const BY_HAND = 'Somebody changed it by hand: deploy infra/ again.';
/** Queues, what one letter in them says and what several do, and the section of docs/8-operate.md. */
const DEAD_LETTERS = [
  ['PhotoDeadLetters', 'photo could not be made', 'photos could not be made', 'photo-dead-letters'],
  ['PhotoRemovalDeadLetters', 'removal could not be finished', 'removals could not be finished', 'photo-removal-dead-letters'],
] as const;

/** A check that is made of a stack with photos, and says nothing of any other. */
function ofPhotos(check: (deployment: Deployment) => Promise<readonly Finding[]>): Check {
  return async ({ deployment }) => (deployment?.outputs['PhotoBucket'] ? check(deployment) : []);
}

export const photoBuckets: Check = async ({ deployment, bucket, isLocal }) => {
  if (isLocal) return [notChecked('the local stack keeps photos in a folder')];
  if (!deployment || !bucket) return [notChecked('needs --stack, and credentials')];
  const { PhotoBucket: photos, PhotoInbox: inbox = '' } = deployment.outputs;
  if (!photos) return [notChecked('the stack has no photos: the parameter photos switches them on')];
  const { client } = bucket;
  const faults = await Promise.all([
    encryptionFaults(client, inbox, deployment),
    encryptionFaults(client, photos, deployment),
    versioningFaults(client, photos),
    inboxFaults(client, inbox),
  ]);
  return faultsOr(faults.flat(), 'both buckets are encrypted, what is sent is gone within a day, and what is removed is gone');
};

async function encryptionFaults(client: S3Client, name: string, deployment: Deployment): Promise<readonly Finding[]> {
  const call = client.send(new GetBucketEncryptionCommand({ Bucket: name }));
  const found = await orAbsent(name, call, 'ServerSideEncryptionConfigurationNotFoundError');
  const { SSEAlgorithm, KMSMasterKeyID = '' } =
    found?.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault ?? {};
  const key = deployment.physicalIds['PictureKey'];
  if (!SSEAlgorithm) return [fault(`${name} is not encrypted`, BY_HAND)];
  if (key && !KMSMasterKeyID.endsWith(key)) return [fault(`${name} is not encrypted with the stack’s key ${key}`, BY_HAND)];
  return [];
}

async function versioningFaults(client: S3Client, name: string): Promise<readonly Finding[]> {
  const { Status } = await asked(`S3, ${name}`, client.send(new GetBucketVersioningCommand({ Bucket: name })));
  if (Status !== 'Enabled') return [];
  return [
    fault(
      `${name} keeps versions: a photo that is removed, or whose faces were hidden, stays there`,
      'Suspend versioning, and delete the versions that are not current.',
    ),
  ];
}

async function inboxFaults(client: S3Client, name: string): Promise<readonly Finding[]> {
  const lifecycle = client.send(new GetBucketLifecycleConfigurationCommand({ Bucket: name }));
  const { Rules = [] } = (await orAbsent(name, lifecycle, 'NoSuchLifecycleConfiguration')) ?? {};
  const expires = Rules.some(
    ({ Status, Expiration, Filter, Prefix = '' }) =>
      Status === 'Enabled' && Expiration?.Days === 1 && (Filter?.Prefix ?? Prefix) === '' && !Filter?.Tag && !Filter?.And,
  );
  const call = client.send(new GetBucketNotificationConfigurationCommand({ Bucket: name }));
  const { EventBridgeConfiguration } = await asked(`S3, ${name}`, call);
  return [
    ...(expires ? [] : [fault(`${name} keeps what is sent for longer than a day, with where it was taken in it`, BY_HAND)]),
    ...(EventBridgeConfiguration
      ? []
      : [fault(`${name} says nothing to EventBridge, so nobody makes photos of what is sent`, BY_HAND)]),
  ];
}

/** SQS does not say how old the oldest message is; the alarm photo-queue-age does. */
export const photoQueue = ofPhotos(async ({ outputs, physicalIds, region }) => {
  const client = new SQSClient(clientSettings(region));
  const messagesIn = async (what: string, QueueUrl: string | undefined) => {
    const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] });
    const { Attributes } = await asked(`SQS, ${what}`, client.send(command));
    return Number(Attributes?.['ApproximateNumberOfMessages'] ?? 0);
  };
  try {
    const faults: Finding[] = [];
    for (const [queue, one, many, section] of DEAD_LETTERS) {
      const dead = await messagesIn(queue, physicalIds[queue]);
      const advice = `docs/8-operate.md, “${section}”, says how to look at them and how to send them again.`;
      if (dead > 0) faults.push(fault(`${plural(dead, one, many)}, after three tries`, advice));
    }
    const waiting = await messagesIn('queue of photos', outputs['PhotoQueueUrl']);
    return faultsOr(faults, `no dead letters, of removals neither; ${plural(waiting, 'photo')} in the queue`);
  } finally {
    client.destroy();
  }
});

/** Without a signature nobody is answered. */
export const photoApi = ofPhotos(async ({ outputs }) => {
  const { status } = await get(`${outputs['PhotoApiUrl'] ?? ''}photos`);
  if (status === 403) return [ok('calls without a signature get 403')];
  const found = `a call without a signature is answered with ${status}, not 403`;
  const advice = status === 200 ? 'Strangers can send, see and remove photos: deploy infra/ again, now.' : BY_HAND;
  return [fault(found, advice)];
});

/** The edge reads photos only from the bucket that the distribution names. */
export const photoOrigin = ofPhotos(async ({ outputs, distributionId, region }) => {
  const client = new CloudFrontClient(clientSettings(region));
  try {
    const call = client.send(new GetDistributionConfigCommand({ Id: distributionId }));
    const { DistributionConfig } = await asked(`CloudFront, ${distributionId}`, call);
    const { header } = SETTINGS.photoBucket;
    const values = (DistributionConfig?.Origins?.Items ?? []).flatMap(({ CustomHeaders }) =>
      (CustomHeaders?.Items ?? []).flatMap(({ HeaderName, HeaderValue }) => (HeaderName === header ? [HeaderValue] : [])),
    );
    if (values.includes(outputs['PhotoBucket'])) return [ok(`the functions at the edge are given ${outputs['PhotoBucket']}`)];
    const found =
      values.length === 0
        ? `the distribution has no header ${header}: cards are drawn without their photos`
        : `the distribution’s header ${header} is ${values.join(', ')}, not ${outputs['PhotoBucket']}`;
    return [fault(found, BY_HAND)];
  } finally {
    client.destroy();
  }
});

export const photoDetector = ofPhotos(async ({ physicalIds, region }) => {
  const client = new LambdaClient(clientSettings(region));
  try {
    const command = new GetFunctionConfigurationCommand({ FunctionName: physicalIds['PhotoWorkerLambdaFunction'] });
    const { Environment } = await asked('Lambda, the photo worker', client.send(command));
    if (Environment?.Variables?.['PHOTO_DETECTOR'] !== 'rekognition')
      return [ok('no picture leaves the account to be looked at')];
    return [
      ok(
        'Amazon Rekognition looks at each photo. Amazon may keep pictures to improve it, unless your organisation opts out of that: the AI services opt-out policy of AWS Organizations, which is not seen from here (docs/12-photos.md, “Privacy”)',
      ),
    ];
  } finally {
    client.destroy();
  }
});
