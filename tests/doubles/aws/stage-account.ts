// An account with a stage that was deployed, as far as taking it down asks: its stack, buckets with versions, functions and secrets.
import { awsError } from './aws-error.ts';
import { startAwsServer } from './aws-server.ts';
import { functionsOf, replicated } from './lambda.ts';
import type { QueryOperations } from './query-protocol.ts';
import type { RestOperation } from './rest-protocol.ts';
import { createSecrets } from './secrets-manager.ts';
import { textsIn } from './xml.ts';

const CREDENTIALS = { accessKeyId: 'LOCALKEY', secretAccessKey: 'local-secret' };
const STACK_ID = 'arn:aws:cloudformation:us-east-1:123456789012:stack/edgecard-dev/1';

export interface StageAccountOptions {
  readonly buckets: Readonly<Record<string, number>>;
  /** The stack's own, which it cannot be deleted with while it holds objects. */
  readonly zips: string;
  readonly functions: readonly string[];
}

export async function openStageAccount({ buckets, zips, functions }: StageAccountOptions) {
  const secrets = createSecrets();
  for (const kind of ['signing', 'page']) secrets.put(`edgecard/dev/${kind}-keys`, 'a-key-of-this-stage-of-ours');
  const state = {
    /** CloudFormation's; undefined when it is gone. */
    stack: 'CREATE_COMPLETE' as string | undefined,
    isProtected: true,
    /** Whether CloudFront still has copies of the functions. */
    replicas: true,
    buckets: new Map(Object.entries(buckets)),
    functions: [...functions],
    /** May throw what a call ends with. */
    before: (_call: string): void => undefined,
  };
  const calls: string[] = [];
  const server = await startAwsServer({
    json: { ...secrets.operations, 'Logs_20140328.DeleteLogGroup': () => ({}) },
    query: stackOf(state, zips),
    rest: [
      ...bucketsOf(state.buckets),
      listFunctions(() => state.functions),
      ...functionsOf({
        names: () => state.functions,
        lastModified: () => '',
        remove(name) {
          if (state.replicas) throw replicated(name);
          state.functions = state.functions.filter((one) => one !== name);
        },
      }),
    ],
    before({ name }) {
      calls.push(name);
      state.before(name);
    },
  });
  return {
    state,
    calls,
    secrets,
    options: { region: 'us-east-1', endpoint: server.endpoint, credentials: CREDENTIALS, maxAttempts: 1 },
    close: server.close,
    [Symbol.asyncDispose]: server.close,
  };
}

export type StageAccount = Awaited<ReturnType<typeof openStageAccount>>;

interface StackState {
  stack: string | undefined;
  isProtected: boolean;
  readonly buckets: Map<string, number>;
}

function stackOf(state: StackState, zips: string): QueryOperations {
  const missing = () => awsError('ValidationError', 'Stack with id edgecard-dev does not exist');
  return {
    DescribeStacks() {
      if (state.stack === undefined) throw missing();
      const about = {
        StackId: STACK_ID,
        StackName: 'edgecard-dev',
        StackStatus: state.stack,
        CreationTime: '2026-11-21T10:00:00Z',
        EnableTerminationProtection: state.isProtected,
      };
      // A deletion takes a while.
      if (state.stack === 'DELETE_IN_PROGRESS') {
        state.stack = state.buckets.get(zips) ? 'DELETE_FAILED' : undefined;
        if (!state.stack) state.buckets.delete(zips);
      }
      return { Stacks: { member: about } };
    },
    ListStackResources() {
      if (state.stack === undefined) throw missing();
      const key = { LogicalResourceId: 'PictureKey', PhysicalResourceId: 'key-1', ResourceType: 'AWS::KMS::Key' };
      return { StackResourceSummaries: { member: key } };
    },
    DescribeStackResource() {
      throw missing();
    },
    UpdateTerminationProtection(form) {
      state.isProtected = form['EnableTerminationProtection'] === 'true';
      return { StackId: STACK_ID };
    },
    DeleteStack() {
      if (state.isProtected)
        throw awsError('ValidationError', 'Stack [edgecard-dev] cannot be deleted while TerminationProtection is enabled');
      state.stack = 'DELETE_IN_PROGRESS';
      return {};
    },
    DescribeStackEvents: () => ({
      StackEvents: {
        member: {
          StackId: STACK_ID,
          EventId: 'e1',
          StackName: 'edgecard-dev',
          LogicalResourceId: 'ServerlessDeploymentBucket',
          ResourceType: 'AWS::S3::Bucket',
          ResourceStatus: 'DELETE_FAILED',
          ResourceStatusReason: 'The bucket you tried to delete is not empty',
          Timestamp: '2099-01-01T00:00:00Z',
        },
      },
    }),
  };
}

function bucketsOf(buckets: Map<string, number>): readonly RestOperation[] {
  const path = /^\/(?<bucket>[^/]+)\/?$/;
  const find = (bucket = '') => {
    if (!buckets.has(bucket)) throw awsError('NoSuchBucket', 'The specified bucket does not exist', 404);
    return buckets.get(bucket) ?? 0;
  };
  return [
    {
      name: 's3 ListBuckets',
      method: 'GET',
      path: /^\/$/,
      answer: ({ query }) => {
        const names = [...buckets.keys()].filter((name) => name.startsWith(query.get('prefix') ?? ''));
        return { xml: { ListAllMyBucketsResult: { Buckets: { Bucket: names.map((Name) => ({ Name })) } } } };
      },
    },
    {
      name: 's3 ListObjectVersions',
      method: 'GET',
      path,
      query: 'versions',
      answer({ path: { bucket } }) {
        const listed = Array.from({ length: Math.min(find(bucket), 2) }, (_, at) => ({
          Key: `k${at}`,
          VersionId: `v${at}`,
          Size: 1,
        }));
        return {
          xml: {
            ListVersionsResult: { IsTruncated: find(bucket) > 2, Version: listed.slice(1), DeleteMarker: listed.slice(0, 1) },
          },
        };
      },
    },
    {
      name: 's3 DeleteObjects',
      method: 'POST',
      path,
      query: 'delete',
      answer({ path: { bucket = '' }, body }) {
        buckets.set(bucket, find(bucket) - textsIn(body, 'Object').length);
        return { xml: { DeleteResult: '' } };
      },
    },
    {
      name: 's3 DeleteBucket',
      method: 'DELETE',
      path,
      answer({ path: { bucket = '' } }) {
        if (find(bucket) > 0) throw awsError('BucketNotEmpty', 'The bucket you tried to delete is not empty', 409);
        buckets.delete(bucket);
        return { status: 204 };
      },
    },
  ];
}

function listFunctions(names: () => readonly string[]): RestOperation {
  return {
    name: 'lambda ListFunctions',
    method: 'GET',
    path: /\/2015-03-31\/functions\/?$/,
    answer: () => ({ json: { Functions: names().map((FunctionName) => ({ FunctionName })) } }),
  };
}
