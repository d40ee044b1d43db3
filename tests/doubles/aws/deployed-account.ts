// An account with one deployment in it, as far as `npm run cards` asks: its stack, its bucket with versions, its distribution and
// a secret. The SDK is pointed at it with AWS_ENDPOINT_URL.
import { awsError } from './aws-error.ts';
import { startAwsServer } from './aws-server.ts';
import { createInvalidation, distributionConfig, type Invalidation } from './cloudfront.ts';
import { accountSettings } from './lambda.ts';
import type { QueryOperations } from './query-protocol.ts';
import { createSecrets } from './secrets-manager.ts';
import { createVersionedBucket, type Version, type VersionedBucketOptions } from './versioned-bucket.ts';

export interface DeployedAccountOptions extends VersionedBucketOptions {
  readonly bucket: string;
  /** The header from which CloudFront takes cache tags. */
  readonly tagHeader?: string;
  readonly stackStatus?: string;
  readonly secretAgeDays?: number;
  /** The address of the alarms, and whether it is confirmed. Without it there is no topic. */
  readonly alarmMail?: 'confirmed' | 'pending' | 'removed';
  /** Of the HTTP API of photos. Without it, photos are switched off. */
  readonly photoApi?: string;
  /** How many functions the account may run at the same time. */
  readonly concurrency?: number;
}

export interface DeployedAccount extends AsyncDisposable {
  readonly env: Readonly<Record<string, string>>;
  /** Paths of CloudFront's invalidations, in order. */
  readonly invalidated: readonly (readonly string[])[];
  /** The service and the call of each request, in order. */
  readonly calls: readonly string[];
  /** What the bucket holds, delete markers included. */
  readonly versions: () => readonly Version[];
  close(): Promise<void>;
}

export const DISTRIBUTION = 'E2EXAMPLE';
const STACK = 'edgecard-test';
const ALARM_TOPIC = 'arn:aws:sns:us-east-1:123456789012:edgecard-test-alarms';
const MAX_PAGE_ROWS = 2;
const SIGNING_KEYS = 'edgecard/test/signing-keys';
const PAGE_KEYS = 'edgecard/test/page-keys';

export async function openDeployedAccount(options: DeployedAccountOptions): Promise<DeployedAccount> {
  const calls: string[] = [];
  const invalidations = new Map<string, Invalidation>();
  const bucket = createVersionedBucket(options);
  const tags = options.tagHeader ? { CacheTagConfig: { HeaderName: options.tagHeader } } : {};
  const secrets = createSecrets();
  for (const name of [SIGNING_KEYS, PAGE_KEYS]) {
    secrets.put(name, 'a-key-of-this-deployment');
    secrets.age(name, options.secretAgeDays ?? 10);
  }
  const server = await startAwsServer({
    json: secrets.operations,
    query: { ...describedStack(options), ...subscriptionsOf(options) },
    rest: [
      createInvalidation(invalidations, DISTRIBUTION),
      accountSettings(options.concurrency),
      distributionConfig(DISTRIBUTION, () => ({ Enabled: true, ...tags })),
      ...bucket.operations,
    ],
    after: ({ name }) => calls.push(/^\w+$/.test(name) ? `cloudformation ${name}` : name),
  });
  const env = {
    AWS_ENDPOINT_URL: server.endpoint,
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'an example of a secret',
  };
  const { close } = server;
  return {
    env,
    get invalidated() {
      return [...invalidations.values()].map(({ paths }) => paths);
    },
    calls,
    versions: bucket.versions,
    close,
    [Symbol.asyncDispose]: close,
  };
}

function subscriptionsOf({ alarmMail }: DeployedAccountOptions): QueryOperations {
  const SubscriptionArn = alarmMail === 'pending' ? 'PendingConfirmation' : `${ALARM_TOPIC}:1`;
  const member = [{ TopicArn: ALARM_TOPIC, Protocol: 'email', Endpoint: 'ops@example.com', SubscriptionArn }];
  return { ListSubscriptionsByTopic: () => ({ Subscriptions: alarmMail === 'removed' ? '' : { member } }) };
}

function describedStack({
  bucket,
  stackStatus = 'UPDATE_COMPLETE',
  alarmMail,
  photoApi,
}: DeployedAccountOptions): QueryOperations {
  const resources = [
    { LogicalResourceId: 'CardSiteGuard', PhysicalResourceId: 'guard', ResourceType: 'AWS::CloudFront::Function' },
    { LogicalResourceId: 'PictureBucket', PhysicalResourceId: bucket, ResourceType: 'AWS::S3::Bucket' },
    {
      LogicalResourceId: 'CloudFrontDistribution',
      PhysicalResourceId: DISTRIBUTION,
      ResourceType: 'AWS::CloudFront::Distribution',
    },
    ...(alarmMail ? [{ LogicalResourceId: 'AlarmTopic', PhysicalResourceId: ALARM_TOPIC, ResourceType: 'AWS::SNS::Topic' }] : []),
  ];
  const member = [
    { OutputKey: 'PictureDomain', OutputValue: 'dexample.cloudfront.net' },
    { OutputKey: 'CardSiteDomain', OutputValue: 'dsite.cloudfront.net' },
    { OutputKey: 'SigningKeysName', OutputValue: SIGNING_KEYS },
    { OutputKey: 'PageKeysName', OutputValue: PAGE_KEYS },
    ...(photoApi === undefined ? [] : [{ OutputKey: 'PhotoApiUrl', OutputValue: photoApi }]),
  ];
  return {
    DescribeStacks({ StackName = '' }) {
      refuseOther(StackName);
      return { Stacks: { member: { StackName: STACK, StackStatus: stackStatus, Outputs: { member } } } };
    },
    ListStackResources({ StackName = '', NextToken = '0' }) {
      refuseOther(StackName);
      const end = Number(NextToken) + MAX_PAGE_ROWS;
      const next = resources.length > end ? { NextToken: end } : {};
      return { ...next, StackResourceSummaries: { member: resources.slice(Number(NextToken), end) } };
    },
  };
}

function refuseOther(stack: string): void {
  if (stack !== STACK) throw awsError('ValidationError', `Stack with id ${stack} does not exist`);
}
