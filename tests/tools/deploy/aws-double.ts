// Stands for AWS while a deployment runs against it: the real S3 server of local/s3, and beside it CloudFormation, STS, Lambda
// and CloudFront on one port, told apart by the service in the signature. Shapes: the API references of AWS, Query protocol
// (CloudFormation, STS), REST-XML (CloudFront, version 2020-05-31), REST-JSON (Lambda, version 2015-03-31).
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listen } from '../../../local/http/listen.ts';
import { openObjects } from '../../../local/s3/objects.ts';
import { type FinishedRequest, startS3Server } from '../../../local/s3/server.ts';

/** One call of a deployment, as IAM would name it. */
export interface AwsCall {
  readonly action: string;
  /** Bucket and key, stack or distribution. */
  readonly resource: string;
}

export interface AwsDoubleOptions {
  /** Outputs of the template that refer to resources, by name. */
  readonly outputs: Readonly<Record<string, string>>;
  /** How long CloudFormation takes, whether its caller is still there or not. */
  readonly stackMs: number;
}

interface StackResources {
  readonly template: string;
  readonly outputs: Readonly<Record<string, string>>;
}

export const CREDENTIALS = { accessKeyId: 'LOCALKEY', secretAccessKey: 'local-secret' };
export const DEPLOYMENT_BUCKET = 'edgecard-prod-serverlessdeploymentbucke-1a2b3c';
const ACCOUNT = '123456789012';

export async function openAws({ outputs, stackMs }: AwsDoubleOptions) {
  const directory = await mkdtemp(join(tmpdir(), 'edgecard-aws-'));
  const calls: AwsCall[] = [];
  const watch = { onCall: undefined as ((call: AwsCall) => void) | undefined };
  const note = (call: AwsCall) => {
    calls.push(call);
    watch.onCall?.(call);
  };

  const s3Server = await startS3Server({ directory, port: 0, ...CREDENTIALS, onRequest: (one) => note(s3Call(one)) });
  // What the double itself reads is nobody's call, so it goes round the server.
  const objects = await openObjects(directory);
  const makeBuckets = async (names: readonly string[]) => {
    for (const name of names) await objects.createBucket(name);
  };
  const stack = createStack({ outputs, stackMs, read, makeBuckets });
  const invalidations = new Map<string, { readonly id: string; readonly paths: readonly string[] }>();

  async function read(bucket: string, key: string): Promise<string> {
    const { file, offset } = await objects.find(bucket, key);
    try {
      return (await file.readFile()).subarray(offset).toString();
    } finally {
      await file.close();
    }
  }

  function invalidate(distribution: string, body: string): Answer {
    const [, reference = ''] = /<CallerReference>([^<]+)</.exec(body) ?? [];
    const paths = [...body.matchAll(/<Path>([^<]+)</g)].map(([, path = '']) => path);
    const known = invalidations.get(reference);
    // The same reference with other paths is refused, with the same paths it is answered with what was made before.
    if (known && known.paths.join() !== paths.join())
      return xmlError(409, 'InvalidationBatchAlreadyExists', 'Another batch has this reference.');
    const id = known?.id ?? `I${invalidations.size + 1}`;
    invalidations.set(reference, { id, paths });
    const items = paths.map((path) => `<Path>${path}</Path>`).join('');
    return {
      status: 201,
      body: `<?xml version="1.0"?><Invalidation xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Id>${id}</Id><Status>InProgress</Status><CreateTime>2026-11-21T10:00:00Z</CreateTime><InvalidationBatch><Paths><Quantity>${paths.length}</Quantity><Items>${items}</Items></Paths><CallerReference>${reference}</CallerReference></InvalidationBatch></Invalidation>`,
      headers: { location: `https://cloudfront.amazonaws.com/2020-05-31/distribution/${distribution}/invalidation/${id}` },
    };
  }

  async function answer(request: IncomingMessage, body: string): Promise<Answer> {
    const [, service = ''] = /\/us-east-1\/([a-z0-9-]+)\/aws4_request/.exec(request.headers.authorization ?? '') ?? [];
    const form = new URLSearchParams(body);
    const action = form.get('Action') ?? '';
    if (service === 'sts') return queryAnswer(action, `<Account>${ACCOUNT}</Account><Arn>arn:aws:iam::${ACCOUNT}:role/d</Arn>`);
    if (service === 'lambda') {
      const [, name = ''] = /\/functions\/([^/?]+)/.exec(request.url ?? '') ?? [];
      note({ action: 'lambda:GetFunction', resource: name });
      const lastModified = stack.lastModified();
      if (!lastModified)
        return {
          status: 404,
          body: '{"Message":"Function not found"}',
          headers: { 'x-amzn-errortype': 'ResourceNotFoundException' },
        };
      return { status: 200, body: JSON.stringify({ Configuration: { FunctionName: name, LastModified: lastModified } }) };
    }
    if (service === 'cloudfront') {
      const [, distribution = ''] = /^\/2020-05-31\/distribution\/([^/]+)\/invalidation$/.exec(request.url ?? '') ?? [];
      const answered = invalidate(distribution, body);
      note({ action: 'cloudfront:CreateInvalidation', resource: distribution });
      return answered;
    }
    if (service !== 'cloudformation') return xmlError(400, 'NotImplemented', `This double knows no service ${service}.`);
    const answered = await stack.answer(action, form);
    note({ action: `cloudformation:${action}`, resource: form.get('StackName') ?? '' });
    return answered;
  }

  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.once('end', () => {
      answer(request, Buffer.concat(parts).toString())
        .catch((error: unknown) => xmlError(500, 'InternalFailure', String(error)))
        .then(({ status, body, headers = {} }) => {
          response
            .writeHead(status, { 'content-type': body.startsWith('{') ? 'application/json' : 'text/xml', ...headers })
            .end(body);
        });
    });
  });
  const { origin, close } = await listen(server, 0);

  return {
    calls,
    watch,
    invalidations,
    stack,
    /** What a process of a deployment is told. */
    environment: {
      AWS_ENDPOINT_URL: origin,
      AWS_ENDPOINT_URL_S3: s3Server.endpoint,
      AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
      AWS_REGION: 'us-east-1',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    read,
    keys: async (bucket: string) => (await objects.list(bucket)).map(({ key }) => key),
    async close() {
      await close();
      await s3Server.close();
      await rm(directory, { recursive: true });
    },
  };
}

export type AwsDouble = Awaited<ReturnType<typeof openAws>>;

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface StackParts extends AwsDoubleOptions {
  readonly read: (bucket: string, key: string) => Promise<string>;
  readonly makeBuckets: (names: readonly string[]) => Promise<void>;
}

/** One stack. An update that has begun ends by itself, as CloudFormation's do. */
function createStack({ outputs, stackMs, read, makeBuckets }: StackParts) {
  const state = { status: undefined as string | undefined, resources: undefined as StackResources | undefined, modified: '' };
  const events: string[] = [];

  async function change(verb: 'CREATE' | 'UPDATE', template: string): Promise<void> {
    const parsed = JSON.parse(template) as { Outputs?: Record<string, { Value: unknown }> };
    const entries = Object.entries(parsed.Outputs ?? {}).map(([name, { Value }]) => [
      name,
      typeof Value === 'string' ? Value : (outputs[name] ?? `value of ${name}`),
    ]);
    state.status = `${verb}_IN_PROGRESS`;
    events.unshift(state.status);
    setTimeout(async () => {
      await makeBuckets(
        verb === 'CREATE'
          ? [DEPLOYMENT_BUCKET]
          : Object.entries(outputs)
              .filter(([name]) => name.endsWith('BucketName'))
              .map(([, name]) => name),
      );
      state.resources = { template, outputs: Object.fromEntries(entries) as Record<string, string> };
      if (verb === 'UPDATE') state.modified = new Date().toISOString();
      state.status = `${verb}_COMPLETE`;
      events.unshift(state.status);
    }, stackMs);
  }

  function describe(action: string, name: string): Answer {
    if (!state.status) return queryError('ValidationError', `Stack with id ${name} does not exist`);
    const members = Object.entries(state.resources?.outputs ?? {}).map(
      ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${escaped(value)}</OutputValue></member>`,
    );
    return queryAnswer(
      action,
      `<Stacks><member><StackId>${idOf(name)}</StackId><StackName>${name}</StackName><CreationTime>2026-11-21T10:00:00Z</CreationTime><StackStatus>${state.status}</StackStatus><Outputs>${members.join('')}</Outputs></member></Stacks>`,
    );
  }

  function describeEvents(action: string, name: string): Answer {
    const members = events.map(
      (status, index) =>
        `<member><StackId>${idOf(name)}</StackId><EventId>e${events.length - index}</EventId><StackName>${name}</StackName><LogicalResourceId>${name}</LogicalResourceId><ResourceType>AWS::CloudFormation::Stack</ResourceType><Timestamp>2026-11-21T10:00:00Z</Timestamp><ResourceStatus>${status}</ResourceStatus></member>`,
    );
    return queryAnswer(action, `<StackEvents>${members.join('')}</StackEvents>`);
  }

  return {
    /** What the stack is made of now, undefined before it is. */
    live: () => state.resources,
    lastModified: () => state.modified,
    setStatus: (status: string) => {
      state.status = status;
    },
    async answer(action: string, form: URLSearchParams): Promise<Answer> {
      // Events are asked for by the stack's id, which ends in its name here.
      const name = (form.get('StackName') ?? '').replace(/^arn:.*:stack\/([^/]+)\/.*$/, '$1');
      if (state.status?.endsWith('_IN_PROGRESS') && /^(Create|Update)Stack$/.test(action))
        return queryError('ValidationError', `Stack:${name} is in ${state.status} state and can not be updated.`);
      switch (action) {
        case 'DescribeStacks':
          return describe(action, name);
        case 'DescribeStackEvents':
          return describeEvents(action, name);
        case 'ListStackResources':
          return queryAnswer(action, '<StackResourceSummaries/>');
        case 'ValidateTemplate':
          return queryAnswer(action, '<Parameters/>');
        case 'DescribeStackResource':
          return queryAnswer(
            action,
            `<StackResourceDetail><StackName>${name}</StackName><LogicalResourceId>${form.get('LogicalResourceId')}</LogicalResourceId><PhysicalResourceId>${DEPLOYMENT_BUCKET}</PhysicalResourceId><ResourceType>AWS::S3::Bucket</ResourceType><LastUpdatedTimestamp>2026-11-21T10:00:00Z</LastUpdatedTimestamp><ResourceStatus>CREATE_COMPLETE</ResourceStatus></StackResourceDetail>`,
          );
        case 'CreateStack':
          if (state.status) return queryError('AlreadyExistsException', `Stack [${name}] already exists`);
          await change('CREATE', form.get('TemplateBody') ?? '');
          return queryAnswer(action, `<StackId>${idOf(name)}</StackId>`);
        case 'UpdateStack': {
          const [, bucket = '', key = ''] = /^https:\/\/[^/]+\/([^/]+)\/(.+)$/.exec(form.get('TemplateURL') ?? '') ?? [];
          const template = await read(bucket, key);
          if (template === state.resources?.template) return queryError('ValidationError', 'No updates are to be performed.');
          await change('UPDATE', template);
          return queryAnswer(action, `<StackId>${idOf(name)}</StackId>`);
        }
        default:
          return queryError('InvalidAction', `This double does not know ${action}.`);
      }
    },
  };
}

function idOf(name: string): string {
  return `arn:aws:cloudformation:us-east-1:${ACCOUNT}:stack/${name}/1`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

function queryAnswer(action: string, result: string): Answer {
  const body = `<${action}Response xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><${action}Result>${result}</${action}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></${action}Response>`;
  return { status: 200, body };
}

function queryError(code: string, message: string): Answer {
  return xmlError(400, code, message);
}

function xmlError(status: number, code: string, message: string): Answer {
  const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${escaped(message)}</Message></Error><RequestId>r</RequestId></ErrorResponse>`;
  return { status, body };
}

/** The permission that a request to S3 needs: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html. */
function s3Call({ method, bucket, key }: FinishedRequest): AwsCall {
  const resource = key === '' ? bucket : `${bucket}/${key}`;
  if (key === '') return { action: method === 'PUT' ? 's3:CreateBucket' : 's3:ListBucket', resource };
  const actions: Readonly<Record<string, string>> = { PUT: 's3:PutObject', DELETE: 's3:DeleteObject' };
  return { action: actions[method] ?? 's3:GetObject', resource };
}
