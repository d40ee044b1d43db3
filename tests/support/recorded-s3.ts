// The local S3 server behind a recorder: which permissions a client's calls need.
import { createServer, request as forward } from 'node:http';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { listen } from '../../local/http/listen.ts';
import { startS3Server } from '../../local/s3/server.ts';
import type { IamRequest } from './iam.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Owns the buckets. */
export const ACCOUNT = '111122223333';
export const CREDENTIALS = { accessKeyId: 'LOCALKEY', secretAccessKey: 'local-secret' } as const;

export interface RecordedCall {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly ifNoneMatch: string | undefined;
  readonly status: number;
  /** Of a POST, whose body says which objects it is about. */
  readonly body?: string;
}

export interface RecordedS3 {
  /** Where calls are written down. */
  readonly endpoint: string;
  readonly calls: RecordedCall[];
  /** Goes past the recorder, for the test's own preparations. */
  readonly owner: S3Client;
  /** A folder for the test, removed at the end. */
  readonly directory: string;
  close(): Promise<void>;
}

export async function startRecordedS3(): Promise<RecordedS3> {
  const directory = await temporaryFolder('recorded');
  const server = await startS3Server({ directory: directory.path, port: 0, ...CREDENTIALS, account: ACCOUNT });
  const calls: RecordedCall[] = [];
  const recorder = await startRecorder(server.endpoint, (call) => calls.push(call));
  const owner = clientAt(server.endpoint);
  return {
    endpoint: recorder.origin,
    calls,
    owner,
    directory: directory.path,
    async close() {
      owner.destroy();
      await Promise.all([recorder.close(), server.close()]);
      await directory.remove();
    },
  };
}

export function clientAt(endpoint: string, settings: S3ClientConfig = {}): S3Client {
  return new S3Client({ region: 'us-east-1', endpoint, forcePathStyle: true, credentials: CREDENTIALS, ...settings });
}

/** Passes on what comes, and writes down what matters to a policy. The signature covers the host, which stays as it was. */
export function startRecorder(to: string, onCall: (call: RecordedCall) => void) {
  const server = createServer((incoming, response) => {
    const { method = '', url: target = '', headers } = incoming;
    const sent: Buffer[] = [];
    if (method === 'POST') incoming.on('data', (chunk: Buffer) => sent.push(chunk));
    const outgoing = forward(new URL(target, to), { method, headers }, (answer) => {
      const body = method === 'POST' ? { body: Buffer.concat(sent).toString('latin1') } : {};
      onCall({ method, target, ifNoneMatch: headers['if-none-match'], status: answer.statusCode ?? 0, ...body });
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    incoming.pipe(outgoing.once('error', () => response.destroy()));
  });
  return listen(server, 0);
}

// IAM's names: "Actions, resources, and condition keys for Amazon S3" in Amazon's Service Authorization Reference.
const SETTING_ACTIONS: Readonly<Record<string, readonly [read: string, write: string]>> = {
  encryption: ['s3:GetEncryptionConfiguration', 's3:PutEncryptionConfiguration'],
  publicAccessBlock: ['s3:GetBucketPublicAccessBlock', 's3:PutBucketPublicAccessBlock'],
};
const OBJECT_ACTIONS: Readonly<Record<string, string>> = {
  GET: 's3:GetObject',
  HEAD: 's3:GetObject',
  PUT: 's3:PutObject',
  DELETE: 's3:DeleteObject',
};

/** What IAM is asked about a call. */
export function asIamRequest({ method, target, ifNoneMatch }: RecordedCall): IamRequest {
  const { pathname, searchParams } = new URL(target, 'http://s3');
  const [, bucket = '', ...rest] = decodeURIComponent(pathname).split('/');
  const key = rest.join('/');
  const setting = Object.keys(SETTING_ACTIONS).find((name) => searchParams.has(name));
  const action = setting ? SETTING_ACTIONS[setting]?.[method === 'GET' ? 0 : 1] : OBJECT_ACTIONS[method];
  if (!action || (!setting && key === '')) throw new Error(`No action is known for ${method} ${target}.`);
  return {
    action,
    resource: `arn:aws:s3:::${bucket}${setting ? '' : `/${key}`}`,
    context: {
      'aws:SecureTransport': 'true',
      'aws:ResourceAccount': ACCOUNT,
      ...(ifNoneMatch === undefined ? {} : { 's3:if-none-match': ifNoneMatch }),
    },
  };
}

/** Of any call: one that is about several objects asks for each, and a missing key is only said to who may list the bucket. */
export function asIamRequests(call: RecordedCall): readonly IamRequest[] {
  const { pathname, searchParams } = new URL(call.target, 'http://s3');
  const [, bucket = '', key = ''] = pathname.split('/');
  const context = { 'aws:SecureTransport': 'true', 'aws:ResourceAccount': ACCOUNT };
  const list: IamRequest = { action: 's3:ListBucket', resource: `arn:aws:s3:::${bucket}`, context };
  if (call.method === 'GET' && key === '' && searchParams.get('list-type') === '2') return [list];
  if (call.method !== 'POST') return [asIamRequest(call), ...(call.status === 404 ? [list] : [])];
  const deleted = searchParams.has('delete');
  const keys = (call.body ?? '').matchAll(deleted ? /<Key>([^<]+)<\/Key>/g : /name="key"\r\n\r\n([^\r]+)\r\n/g);
  const action = deleted ? 's3:DeleteObject' : 's3:PutObject';
  return [...keys].map(([, named = '']) => ({ action, resource: `arn:aws:s3:::${bucket}/${named}`, context }));
}
