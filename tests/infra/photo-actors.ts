// Worker, API and remover of photos with the adapters that they are deployed with, on the local S3 server and doubles of the other services, which
// all write down what is asked of them.
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { RekognitionClient } from '@aws-sdk/client-rekognition';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { createCardShelf } from '../../cloud/photos/adapters/card-shelf.ts';
import { createEditQueue } from '../../cloud/photos/adapters/edit-queue.ts';
import { createInvalidations } from '../../cloud/photos/adapters/invalidations.ts';
import { createPhotoList } from '../../cloud/photos/adapters/photo-list.ts';
import { createPresigner, PRESIGNING_SETTINGS } from '../../cloud/photos/adapters/presigner.ts';
import { createRekognitionDetector } from '../../cloud/photos/adapters/rekognition-detector.ts';
import { createRemovals } from '../../cloud/photos/adapters/removals.ts';
import { createS3Photos } from '../../cloud/photos/adapters/s3-photos.ts';
import { createPictures } from '../../cloud/photos/adapters/sharp-pictures.ts';
import { createUploadTable } from '../../cloud/photos/adapters/upload-table.ts';
import { createPhotoApi } from '../../cloud/photos/create-photo-api.ts';
import { createPhotoWorker } from '../../cloud/photos/create-photo-worker.ts';
import { createLooker } from '../../cloud/photos/looker.ts';
import { makePhoto } from '../../cloud/photos/make-photo.ts';
import { REVIEW_FOLDERS } from '../../cloud/photos/photo-keys.ts';
import { AGAIN_SECONDS, createPhotoRemover } from '../../cloud/photos/removal/create-photo-remover.ts';
import type { RemovalMessage } from '../../cloud/photos/removal/removal.ts';
import { type AwsCall, startAwsServer } from '../doubles/aws/aws-server.ts';
import { createInvalidation } from '../doubles/aws/cloudfront.ts';
import { createRekognition } from '../doubles/aws/rekognition.ts';
import { eventOf } from '../doubles/aws/sqs.ts';
import { createUploadRows } from '../doubles/aws/upload-rows.ts';
import { createVersionedBucket } from '../doubles/aws/versioned-bucket.ts';
import type { IamRequest } from '../support/iam.ts';
import type { AnswerJson } from '../support/photo-api.ts';
import { RECIPE } from '../support/photo-worker.ts';
import { asIamRequests, CREDENTIALS, clientAt, startRecordedS3 } from '../support/recorded-s3.ts';
import { NAMES } from './deployed-policies.ts';
import { cardsShowing, distributionId, iamRequestsOf } from './photo-calls.ts';

const nameIn = (arn: string) => arn.split(/[:/]/).at(-1) ?? '';
export const INBOX = nameIn(NAMES['PhotoInbox.Arn']);
const BUCKET = nameIn(NAMES['PhotoBucket.Arn']);
const TABLE = nameIn(NAMES['PhotoUploads.Arn']);
const PICTURES = nameIn(NAMES['PictureBucket.Arn']);

export type PhotoActors = Awaited<ReturnType<typeof openPhotoActors>>;

export async function openPhotoActors() {
  const account = await openAccount();
  const { s3, targets, clients } = account;
  const presigner = createPresigner({ client: clients.presigning, inbox: INBOX, bucket: BUCKET });
  const { worker, api, remover } = handlersOf(account, presigner);
  const calls: Record<'worker' | 'api' | 'remover', IamRequest[]> = { worker: [], api: [], remover: [] };

  /** What is asked meanwhile is asked by one of the three, or with an address that it has signed. */
  async function as<T>(actor: keyof typeof calls, act: () => Promise<T>): Promise<T> {
    s3.calls.length = 0;
    targets.length = 0;
    const result = await act();
    calls[actor].push(...s3.calls.flatMap(asIamRequests), ...targets.flatMap(iamRequestsOf));
    return result;
  }
  async function deliver(body: string): Promise<void> {
    const event = eventOf([{ messageId: body, body, receives: 1 }]);
    const { batchItemFailures } = await as('worker', () => worker(event, { getRemainingTimeInMillis: () => 60_000 }));
    if (batchItemFailures.length > 0) throw new Error(`The worker gives it back: ${body}.`);
  }
  return {
    calls,
    as,
    presigner,
    deliver,
    /** All edits that the API has sent. */
    async deliverEdits() {
      for (const body of account.edits.splice(0)) await deliver(body);
    },
    /** All removals that were asked for, to their end: the remover sends itself how far it is. */
    async deliverRemovals() {
      for (let body = account.removals.shift(); body !== undefined; body = account.removals.shift()) {
        const event = eventOf([{ messageId: body, body, receives: 1 }]);
        const { batchItemFailures } = await as('remover', () => remover(event, { getRemainingTimeInMillis: () => 60_000 }));
        if (batchItemFailures.length > 0) throw new Error(`The remover gives it back: ${body}.`);
      }
    },
    putSource: (Key: string, Body: Uint8Array) => s3.owner.send(new PutObjectCommand({ Bucket: INBOX, Key, Body })),
    async call(method: string, path: string, json?: unknown, expected = /^2/): Promise<AnswerJson> {
      const { statusCode, body = '' } = await as('api', () => api(requestTo(method, path, json)));
      if (!expected.test(String(statusCode))) throw new Error(`${method} ${path} is answered ${statusCode}: ${body}`);
      return JSON.parse(body) as AnswerJson;
    },
    close: account.close,
  };
}

async function openAccount() {
  const s3 = await startRecordedS3();
  const targets: AwsCall[] = [];
  const edits: string[] = [];
  const removals: string[] = [];
  /** The photos of the last removal. */
  let asked = '';
  const aws = await startAwsServer({
    json: {
      ...createUploadRows(TABLE).operations,
      ...createRekognition({ faces: () => [], labels: () => [] }),
      'AmazonSQS.SendMessage'({ MessageBody, QueueUrl }) {
        asked = (JSON.parse(String(MessageBody)) as { removal?: RemovalMessage }).removal?.photos.join(',') ?? asked;
        const queue = String(QueueUrl).endsWith(nameIn(NAMES['PhotoRemovals.Arn'])) ? removals : edits;
        return { MessageId: String(queue.push(String(MessageBody))) };
      },
    },
    rest: [...createVersionedBucket(cardsShowing(() => asked)).operations, createInvalidation(new Map(), distributionId)],
    before: (call) => void targets.push(call),
  });
  for (const Bucket of [INBOX, BUCKET]) await s3.owner.send(new CreateBucketCommand({ Bucket }));
  const options = { region: 'us-east-1', endpoint: aws.endpoint, credentials: CREDENTIALS };
  const clients = {
    s3: clientAt(s3.endpoint),
    presigning: clientAt(s3.endpoint, PRESIGNING_SETTINGS),
    dynamo: new DynamoDBClient(options),
    sqs: new SQSClient({ ...options, md5: false }), // the double gives none
    cards: clientAt(aws.endpoint),
    cloudFront: new CloudFrontClient(options),
    rekognition: new RekognitionClient(options),
  };
  return {
    s3,
    targets,
    edits,
    removals,
    clients,
    queueUrl: `${aws.endpoint}/1/${nameIn(NAMES['PhotoQueue.Arn'])}`,
    removalQueueUrl: `${aws.endpoint}/1/${nameIn(NAMES['PhotoRemovals.Arn'])}`,
    async close() {
      for (const client of Object.values(clients)) client.destroy();
      await Promise.all([s3.close(), aws.close()]);
    },
  };
}

function handlersOf(
  { clients, queueUrl, removalQueueUrl }: Awaited<ReturnType<typeof openAccount>>,
  presigner: ReturnType<typeof createPresigner>,
) {
  const detector = createRekognitionDetector(clients.rekognition);
  const pictures = createPictures({ heic: undefined });
  const shared = {
    store: createS3Photos({ client: clients.s3, inbox: INBOX, bucket: BUCKET }),
    table: createUploadTable({ client: clients.dynamo, name: TABLE }),
    removals: createRemovals({ dynamo: clients.dynamo, table: TABLE, sqs: clients.sqs, queueUrl: removalQueueUrl }),
    stage: 'test',
    log: () => {},
  };
  const parts = { pictures, detector, masters: true };
  return {
    worker: createPhotoWorker({ ...shared, make: (order) => makePhoto(order, parts), recipe: RECIPE }),
    api: createPhotoApi({
      ...shared,
      listPhotos: createPhotoList(clients.s3, BUCKET),
      presigner,
      sendEdit: createEditQueue(clients.sqs, queueUrl),
      looker: createLooker({ pictures, detector }),
      detector: detector.name,
    }),
    remover: createPhotoRemover({
      ...shared,
      listPhotos: createPhotoList(clients.s3, BUCKET),
      listReviews: createPhotoList(clients.s3, BUCKET, REVIEW_FOLDERS),
      shelf: createCardShelf({ client: clients.cards, bucket: PICTURES, versioned: true }),
      forget: createInvalidations(clients.cloudFront, { pictures: distributionId, photoSite: '' }),
      againSeconds: AGAIN_SECONDS,
    }),
  };
}

function requestTo(method: string, path: string, json: unknown): APIGatewayProxyEventV2 {
  const [rawPath = '', rawQueryString = ''] = path.split('?');
  const body = json === undefined ? {} : { body: JSON.stringify(json) };
  const headers = { 'content-type': 'application/json' };
  const event = { rawPath, rawQueryString, headers, ...body, isBase64Encoded: false, requestContext: { http: { method } } };
  return event as unknown as APIGatewayProxyEventV2; // all that is read
}
