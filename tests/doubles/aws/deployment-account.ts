// Stands for AWS while a deployment runs against it: the real S3 server of local/s3, and next to it CloudFormation, STS, Lambda
// and CloudFront on one port.
import { openObjects } from '../../../local/s3/objects.ts';
import { type FinishedRequest, startS3Server } from '../../../local/s3/server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { type AwsCall as ServedCall, startAwsServer } from './aws-server.ts';
import { createStack, type StackParts } from './cloudformation-stack.ts';
import { createInvalidation, type Invalidation } from './cloudfront.ts';
import { createFunctionVersions } from './function-versions.ts';
import type { JsonOperations } from './json-protocol.ts';
import { accountSettings, functionsOf, replicated } from './lambda.ts';
import type { QueryOperations } from './query-protocol.ts';
import type { RestInput } from './rest-protocol.ts';
import { createSecrets } from './secrets-manager.ts';

/** One call of a deployment, as IAM would name it. */
export interface AwsCall {
  readonly action: string;
  /** Bucket and key, stack or distribution. */
  readonly resource: string;
}

export interface DeploymentAccountOptions extends Pick<StackParts, 'outputs' | 'stackMs'> {
  /** Called with the paths of each invalidation. */
  readonly invalidated?: (paths: readonly string[]) => void;
}

const CREDENTIALS = { accessKeyId: 'LOCALKEY', secretAccessKey: 'local-secret' };
export const DEPLOYMENT_BUCKET = 'edgecard-prod-serverlessdeploymentbucke-1a2b3c';
const ACCOUNT = '123456789012';

export async function openDeploymentAccount(options: DeploymentAccountOptions) {
  const directory = await temporaryFolder('aws');
  const { calls, watch, note } = watched();

  const s3Server = await startS3Server({
    directory: directory.path,
    port: 0,
    ...CREDENTIALS,
    onRequest: (one) => note(s3Call(one)),
  });
  const { read, makeBuckets, list } = await openBuckets(directory.path);
  const versions = createFunctionVersions();
  const stack = createStack({ ...options, deploymentBucket: DEPLOYMENT_BUCKET, read, makeBuckets, versions });
  const invalidations = new Map<string, Invalidation>();
  const secrets = createSecrets();
  const functions = createFunctions(stack.functions);
  const server = await startAwsServer({
    json: { ...secrets.operations, ...logs },
    query: { ...stack.operations, ...otherQueries },
    rest: [
      createInvalidation(invalidations),
      accountSettings(),
      ...versions.operations,
      ...functionsOf({ ...functions, lastModified: stack.lastModified }),
    ],
    after(call) {
      if (call.name === 'cloudfront CreateInvalidation') options.invalidated?.([...invalidations.values()].at(-1)?.paths ?? []);
      note(namedByIam(call));
    },
  });

  async function close(): Promise<void> {
    await server.close();
    await s3Server.close();
    await directory.remove();
  }
  return {
    calls,
    watch,
    invalidations,
    stack,
    versions,
    secrets,
    leftFunctions: functions.left,
    replicas: functions.replicas,
    environment: environmentFor(server.endpoint, s3Server.endpoint),
    read,
    keys: async (bucket: string) => (await list(bucket)).map(({ key }) => key),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Those of the stack, and edge functions of none, which AWS has not deleted yet. */
function createFunctions(ofStack: () => readonly string[]) {
  const left: string[] = [];
  /** Whether CloudFront has copies of them. */
  const replicas = { there: false };
  return {
    left,
    replicas,
    names: () => [...ofStack(), ...left],
    remove(name: string): void {
      if (replicas.there) throw replicated(name);
      left.splice(left.indexOf(name), 1);
    },
  };
}

/** Every call, in the order of its effects. */
function watched() {
  const calls: AwsCall[] = [];
  const watch = { onCall: undefined as ((call: AwsCall) => void) | undefined };
  const note = (call: AwsCall | undefined) => {
    if (!call) return;
    calls.push(call);
    watch.onCall?.(call);
  };
  return { calls, watch, note };
}

/** The variables that a process of a deployment runs with. */
function environmentFor(endpoint: string, s3Endpoint: string) {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_S3: s3Endpoint,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

export type DeploymentAccount = Awaited<ReturnType<typeof openDeploymentAccount>>;

/** What the double itself reads and makes is nobody's call, so it goes round the server. */
async function openBuckets(directory: string) {
  const objects = await openObjects(directory);
  return {
    list: (bucket: string) => objects.list(bucket),
    async makeBuckets(names: readonly string[]): Promise<void> {
      for (const name of names) await objects.createBucket(name);
    },
    async read(bucket: string, key: string): Promise<string> {
      const { file, offset } = await objects.find(bucket, key);
      try {
        return (await file.readFile()).subarray(offset).toString();
      } finally {
        await file.close();
      }
    },
  };
}

const logs: JsonOperations = {
  'Logs_20140328.CreateLogGroup': () => ({}),
  'Logs_20140328.PutRetentionPolicy': () => ({}),
};

const otherQueries: QueryOperations = {
  ListExports: () => ({ Exports: '' }),
  GetCallerIdentity: () => ({ Account: ACCOUNT, Arn: `arn:aws:iam::${ACCOUNT}:role/d` }),
};

/** STS needs no permission. */
function namedByIam({ name, input }: ServedCall): AwsCall | undefined {
  if (name === 'GetCallerIdentity') return undefined;
  if (name.startsWith('Logs_')) {
    const { logGroupName = '' } = input as Readonly<Record<string, string>>;
    return { action: name.replace(/^.*\./, 'logs:'), resource: logGroupName };
  }
  if (name === 'lambda GetAccountSettings') return { action: 'lambda:GetAccountSettings', resource: '*' };
  if (name.startsWith('secretsmanager.')) {
    const { SecretId, Name } = input as Readonly<Record<string, string>>;
    return { action: name.replace('.', ':'), resource: SecretId ?? Name ?? '' };
  }
  if (name === 'ListExports') return { action: 'cloudformation:ListExports', resource: '*' };
  const [service = '', operation] = name.split(' ');
  if (operation === undefined) {
    const { StackName = '' } = input as Readonly<Record<string, string>>; // of the Query protocol
    return { action: `cloudformation:${name}`, resource: StackName };
  }
  const { path, body } = input as RestInput; // of a route
  // Of the smoke test, which has one card forgotten and asks for it again.
  if (operation === 'CreateInvalidation' && /<Path>\/[^*]/.test(body))
    return { action: 'cloudfront:CreateInvalidation', resource: `${path['id']} one card` };
  return { action: `${service}:${operation}`, resource: path['id'] ?? path['name'] ?? '' };
}

/** The permission that a request to S3 needs: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html. */
function s3Call({ method, bucket, key }: FinishedRequest): AwsCall {
  const resource = key === '' ? bucket : `${bucket}/${key}`;
  if (key === '') return { action: method === 'PUT' ? 's3:CreateBucket' : 's3:ListBucket', resource };
  const actions: Readonly<Record<string, string>> = { PUT: 's3:PutObject', DELETE: 's3:DeleteObject' };
  return { action: actions[method] ?? 's3:GetObject', resource };
}
