// What photos need from AWS, for one fault: S3, and behind one address the table of uploads, the sender of the queues, Rekognition, CloudFront
// and the versioned bucket of pictures; each behind a fault proxy.
import { randomUUID } from 'node:crypto';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { RekognitionClient } from '@aws-sdk/client-rekognition';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '../../../local/stack/config.ts';
import { startAwsServer } from '../../doubles/aws/aws-server.ts';
import { createInvalidation, type Invalidation } from '../../doubles/aws/cloudfront.ts';
import type { Json } from '../../doubles/aws/json-protocol.ts';
import { createRekognition } from '../../doubles/aws/rekognition.ts';
import type { RestOperation } from '../../doubles/aws/rest-protocol.ts';
import { createUploadRows } from '../../doubles/aws/upload-rows.ts';
import { createVersionedBucket } from '../../doubles/aws/versioned-bucket.ts';
import { startFaultProxy } from '../fault-proxy.ts';

export const TABLE = 'edgecard-test-uploads';
/** Of the pictures, and of the photo site. */
export const DISTRIBUTIONS = ['EPICTURES', 'EPHOTOSITE'] as const;
/** A deployment waits 3 s for the table. */
const CALL_MS = 500;

/** What Rekognition says of any picture. */
export interface Found {
  faces: readonly Json[];
  labels: readonly Json[];
}

const PORTRAIT: Found = {
  faces: [{ BoundingBox: { Left: 0.35, Top: 0.12, Width: 0.2, Height: 0.26 }, Confidence: 99.9 }],
  labels: [
    {
      Name: 'Person',
      Confidence: 98,
      Parents: [],
      Instances: [{ BoundingBox: { Left: 0.05, Top: 0.02, Width: 0.75, Height: 0.98 }, Confidence: 98 }],
    },
  ],
};

export interface Sent {
  photo(body: string): void;
  removal(body: string, delaySeconds: number): void;
}

export async function openPhotoServices(s3Endpoint: string, sent: Sent) {
  const rows = createUploadRows(TABLE);
  const found: Found = { ...PORTRAIT };
  const shown = new Map<string, string>();
  const pictures = createVersionedBucket({ photosOf: (key) => shown.get(key) ?? '' });
  const invalidated = DISTRIBUTIONS.map(() => new Map<string, Invalidation>());
  const server = await startAwsServer({
    json: {
      ...rows.operations,
      ...createRekognition({ faces: () => found.faces, labels: () => found.labels }),
      'AmazonSQS.SendMessage': ({ MessageBody, QueueUrl, DelaySeconds }) => {
        if (String(QueueUrl).endsWith('/photos')) sent.photo(String(MessageBody));
        else sent.removal(String(MessageBody), Number(DelaySeconds ?? 0));
        return { MessageId: randomUUID() };
      },
    },
    rest: [...pictures.operations, invalidations(invalidated)],
  });
  const s3 = await startFaultProxy(s3Endpoint);
  const aws = await startFaultProxy(server.endpoint);
  const name = randomUUID();
  const places = { inbox: `inbox-${name}`, bucket: `photos-${name}` };
  const direct = s3Client(s3Endpoint);
  for (const Bucket of Object.values(places)) await direct.send(new CreateBucketCommand({ Bucket }));
  const clients = openClients(s3.origin, aws.origin);
  return {
    ...places,
    s3,
    aws,
    rows,
    found,
    pictures,
    /** Photos that a picture shows, as its metadata says, by its key. */
    shown,
    /** What each distribution was asked to forget. */
    invalidated,
    direct,
    clients,
    async close() {
      for (const client of [direct, ...Object.values(clients)]) client.destroy();
      for (const part of [s3, aws, server]) await part.close();
    },
  };
}

function invalidations(made: readonly Map<string, Invalidation>[]): RestOperation {
  const byId = new Map<string | undefined, RestOperation>(
    DISTRIBUTIONS.map((id, at) => [id, createInvalidation(made[at] ?? new Map(), id)]),
  );
  const any = createInvalidation(new Map(), 'none');
  return { ...any, answer: (input) => (byId.get(input.path['id']) ?? any).answer(input) };
}

export type PhotoServices = Awaited<ReturnType<typeof openPhotoServices>>;

/** As the wiring of the functions has them, but for the time that a call may take. */
function openClients(s3: string, endpoint: string) {
  const usual = { region: LOCAL_REGION, credentials: { ...LOCAL_CREDENTIALS }, endpoint };
  const bounded = { ...usual, requestHandler: { requestTimeout: CALL_MS, throwOnRequestTimeout: true } };
  return {
    s3: s3Client(s3),
    cards: s3Client(endpoint),
    cloudFront: new CloudFrontClient(usual),
    dynamo: new DynamoDBClient(bounded),
    sqs: new SQSClient({ ...bounded, md5: false }),
    rekognition: new RekognitionClient(usual),
  };
}

function s3Client(endpoint: string): S3Client {
  return new S3Client({ region: LOCAL_REGION, endpoint, forcePathStyle: true, credentials: { ...LOCAL_CREDENTIALS } });
}
