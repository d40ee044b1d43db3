// The emulator in front of an S3 server, for tests: handlers that may be replaced, a clock that may be moved, raw requests.
import { globalAgent } from 'node:http';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { CloudFrontRequest, CloudFrontRequestEvent, CloudFrontResponse, CloudFrontResponseEvent } from 'aws-lambda';
import type { CloudFrontFunction } from '../../local/cloudfront/cloudfront-function.ts';
import { type CloudFrontOptions, startCloudFront } from '../../local/cloudfront/emulator.ts';
import { type FinishedRequest, startS3Server } from '../../local/s3/server.ts';
import { ask, type RawRequest } from './raw-request.ts';
import { temporaryFolder } from './temporary-folder.ts';

const credentials = { accessKeyId: 'LOCALKEY', secretAccessKey: 'local-secret' };
export const BUCKET = 'cards';

/** What the functions do; a test replaces what it is about. */
const passing = {
  originRequest: async (event: CloudFrontRequestEvent): Promise<unknown> => requestOf(event),
  originResponse: async (event: CloudFrontResponseEvent): Promise<unknown> => responseOf(event),
};

export function requestOf(event: CloudFrontRequestEvent | CloudFrontResponseEvent): CloudFrontRequest {
  const record = event.Records[0];
  if (!record) throw new Error('The event has no record.');
  return record.cf.request;
}

export function responseOf(event: CloudFrontResponseEvent): CloudFrontResponse {
  const record = event.Records[0];
  if (!record) throw new Error('The event has no record.');
  return record.cf.response;
}

export interface LocalCloudFrontOptions
  extends Partial<
    Pick<
      CloudFrontOptions,
      'cacheBytes' | 'functionTimeoutMs' | 'collapse' | 'rootObject' | 'errorPage' | 'errorMinSeconds' | 'removedHeaders'
    >
  > {
  readonly customHeaders?: Readonly<Record<string, string>>;
}

export async function openCloudFront({ customHeaders = {}, ...more }: LocalCloudFrontOptions = {}) {
  const directory = await temporaryFolder('cloudfront');
  const asked: FinishedRequest[] = [];
  const events = { requests: [] as CloudFrontRequestEvent[], responses: [] as CloudFrontResponseEvent[] };
  const served: Readonly<Record<string, unknown>>[] = [];
  const logged: [string, Readonly<Record<string, unknown>> | undefined][] = [];
  const state = { ...passing, now: Date.now(), viewerRequest: ((event) => event.request) as CloudFrontFunction };
  const s3 = await startS3Server({ directory: directory.path, port: 0, ...credentials, onRequest: (one) => asked.push(one) });
  const client = new S3Client({ region: 'us-east-1', endpoint: s3.endpoint, forcePathStyle: true, credentials });
  await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
  const headers = { 'X-Card-Bucket': BUCKET, 'x-card-budget-ms': '8000', ...customHeaders };
  const cloudfront = await startCloudFront({
    port: 0,
    origin: { endpoint: s3.endpoint, bucket: BUCKET, region: 'us-east-1', ...credentials, customHeaders: headers },
    viewerRequest: () => state.viewerRequest,
    handlers: {
      originRequest: (event) => {
        events.requests.push(structuredClone(event));
        return state.originRequest(event);
      },
      originResponse: (event) => {
        events.responses.push(structuredClone(event));
        return state.originResponse(event);
      },
    },
    log: (event, fields) => {
      // What was served is logged for every request; here the faults are of interest.
      if (event === 'served') served.push(fields ?? {});
      else logged.push([event, fields]);
    },
    now: () => state.now,
    ...more,
  });

  return {
    ...cloudfront,
    state,
    events,
    logged,
    served,
    client,
    /** Requests of the emulator to S3, as `GET key status`. */
    asked: () => asked.filter(({ method }) => method !== 'PUT').map(({ method, key, status }) => `${method} ${key} ${status}`),
    /** Statuses of the uploads to the bucket. */
    uploads: () => asked.filter(({ method, key }) => method === 'PUT' && key !== '').map(({ status }) => status),
    put: (Key: string, Body: string | Uint8Array, headers: object = {}) =>
      client.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body, ...headers })),
    ask: (path: string, request: RawRequest = {}) => ask(cloudfront.url, path, { agent: globalAgent, ...request }),
    stopS3: () => s3.close(),
    s3Endpoint: s3.endpoint,
    async close() {
      client.destroy();
      await cloudfront.close();
      await s3.close();
      await directory.remove();
    },
  };
}

export type LocalCloudFront = Awaited<ReturnType<typeof openCloudFront>>;
