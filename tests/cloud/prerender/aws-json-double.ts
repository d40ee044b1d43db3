// SQS, DynamoDB and Secrets Manager on this machine, as far as prerendering calls them: the JSON protocol with the shapes of Amazon's API
// references ("SendMessageBatch", "UpdateItem", …). What it does not know it refuses, as they would.
import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { listen } from '../../../local/http/listen.ts';

type Json = Readonly<Record<string, unknown>>;
type Attribute = { readonly S?: string; readonly N?: string; readonly NS?: readonly string[] };
type Item = Readonly<Record<string, Attribute>>;

export const QUEUE = 'edgecard-test-prerender';
const ACCOUNT = '111122223333';
/** Of a secret whose value is the text given. */
export const secretArn = (value: string) => `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:${value}`;
/** Items of an answer; small, so that every job takes several. DynamoDB's own limit is 1 MB. */
const PAGE = 3;
const MAX_BATCH = 10;
const MAX_BATCH_BYTES = 262_144;

interface Waiting {
  readonly messageId: string;
  readonly body: string;
  receives: number;
}

export type PrerenderHandler = (event: SQSEvent) => Promise<SQSBatchResponse>;

export interface AwsJsonDouble {
  readonly endpoint: string;
  /** Bodies of messages, in the order in which they came. */
  readonly waiting: readonly Waiting[];
  readonly deadLetters: readonly Waiting[];
  /** Every call, by its target such as `DynamoDB_20120810.PutItem`. */
  readonly calls: readonly string[];
  /** Asked of every entry of a batch: gives the code that SQS refuses it with, or nothing. */
  refuseEntries(refusal: (body: string) => { code: string; senderFault: boolean } | undefined): void;
  /** Of every call; gives the error that it ends with, or nothing. */
  refuseCalls(refusal: (target: string) => string | undefined): void;
  put(body: string): void;
  /** The event source mapping: batches of ten until the queue is empty; what fails comes again, and is at last a dead letter. */
  drain(handler: PrerenderHandler, options?: { maxReceives?: number; twice?: boolean }): Promise<void>;
  items(): readonly Item[];
  close(): Promise<void>;
}

class Refusal extends Error {
  readonly type: string;
  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

export async function startAwsJsonDouble(): Promise<AwsJsonDouble> {
  let waiting: Waiting[] = [];
  const deadLetters: Waiting[] = [];
  const calls: string[] = [];
  const table = new Map<string, Item>();
  let refuseEntry: (body: string) => { code: string; senderFault: boolean } | undefined = () => undefined;
  let refuseCall: (target: string) => string | undefined = () => undefined;
  const put = (body: string) => {
    const message = { messageId: randomUUID(), body, receives: 0 };
    waiting.push(message);
    return message;
  };

  const actions: Readonly<Record<string, (call: Json) => Json>> = {
    'AmazonSQS.GetQueueUrl': ({ QueueName }) => {
      if (QueueName !== QUEUE) throw new Refusal('QueueDoesNotExist', 'The specified queue does not exist.');
      return { QueueUrl: `${origin}/${ACCOUNT}/${QUEUE}` };
    },
    'AmazonSQS.SendMessageBatch': ({ QueueUrl, Entries }) => {
      const entries = Entries as readonly { Id: string; MessageBody: string }[];
      if (QueueUrl !== `${origin}/${ACCOUNT}/${QUEUE}`)
        throw new Refusal('QueueDoesNotExist', 'The specified queue does not exist.');
      if (entries.length === 0) throw new Refusal('EmptyBatchRequest', 'There is no entry.');
      if (entries.length > MAX_BATCH) throw new Refusal('TooManyEntriesInBatchRequest', 'More than ten entries.');
      if (new Set(entries.map(({ Id }) => Id)).size < entries.length) throw new Refusal('BatchEntryIdsNotDistinct', 'Ids twice.');
      const bytes = entries.reduce((sum, { MessageBody }) => sum + Buffer.byteLength(MessageBody), 0);
      if (bytes > MAX_BATCH_BYTES) throw new Refusal('BatchRequestTooLong', 'The batch is too long.');
      const Failed: Json[] = [];
      const Successful: Json[] = [];
      for (const { Id, MessageBody } of entries) {
        const refused = refuseEntry(MessageBody);
        if (refused) Failed.push({ Id, Code: refused.code, SenderFault: refused.senderFault, Message: 'refused' });
        else Successful.push({ Id, MessageId: put(MessageBody).messageId, MD5OfMessageBody: md5(MessageBody) });
      }
      return { Successful, ...(Failed.length > 0 ? { Failed } : {}) };
    },
    'secretsmanager.GetSecretValue': ({ SecretId }) => {
      const [, value] = /:secret:(.+)$/.exec(String(SecretId)) ?? [];
      if (!value) throw new Refusal('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
      return { ARN: SecretId, SecretString: value };
    },
    'DynamoDB_20120810.PutItem': ({ TableName, Item: item }) => {
      table.set(keyOf(TableName, item as Item), item as Item);
      return {};
    },
    'DynamoDB_20120810.UpdateItem': ({ TableName, Key, UpdateExpression, ...rest }) => {
      const key = keyOf(TableName, Key as Item);
      table.set(key, update(table.get(key) ?? (Key as Item), String(UpdateExpression), rest));
      return {};
    },
    'DynamoDB_20120810.Query': ({ TableName, KeyConditionExpression, ExclusiveStartKey, ...rest }) => {
      keyOf(TableName, { job: { S: 'any' }, part: { S: 'any' } });
      const { names, values } = placeholders(rest);
      const [, name = '', value = ''] = /^(\S+) = (\S+)$/.exec(String(KeyConditionExpression)) ?? [];
      if (names[name] !== 'job') throw new Refusal('ValidationException', 'Query condition missed key schema element: job');
      const after = (ExclusiveStartKey as Item | undefined)?.['part']?.S ?? '';
      const found = [...table.values()]
        .filter(({ job, part }) => job?.S === values[value]?.S && (part?.S ?? '') > after)
        .sort((a, b) => ((a['part']?.S ?? '') < (b['part']?.S ?? '') ? -1 : 1));
      const page = found.slice(0, PAGE);
      const last = page.at(-1);
      const more = last && found.length > PAGE ? { LastEvaluatedKey: { job: last['job'], part: last['part'] } } : {};
      return { Items: page, Count: page.length, ScannedCount: page.length, ...more };
    },
  };

  const server = createServer(async (request, response) => {
    response.setHeader('content-type', 'application/x-amz-json-1.0').setHeader('x-amzn-requestid', randomUUID());
    const target = String(request.headers['x-amz-target']);
    try {
      const body = JSON.parse(await text(request)) as Json;
      calls.push(target);
      if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256')) throw new Refusal('AccessDenied', 'Not signed.');
      const refused = refuseCall(target);
      if (refused) throw new Refusal(refused, 'refused');
      const action = actions[target];
      if (!action) throw new Refusal('UnknownOperationException', target);
      response.end(JSON.stringify(action(body)));
    } catch (error) {
      const type = error instanceof Refusal ? error.type : 'InternalServerError';
      const message = error instanceof Error ? error.message : String(error);
      response.writeHead(error instanceof Refusal ? 400 : 500).end(JSON.stringify({ __type: `com.amazonaws#${type}`, message }));
    }
  });
  const { origin, close } = await listen(server, 0);

  return {
    endpoint: origin,
    get waiting() {
      return waiting;
    },
    deadLetters,
    calls,
    refuseEntries(refusal) {
      refuseEntry = refusal;
    },
    refuseCalls(refusal) {
      refuseCall = refusal;
    },
    put: (body) => void put(body),
    async drain(handler, { maxReceives = 3, twice = false } = {}) {
      while (waiting.length > 0) {
        const batch = waiting.slice(0, MAX_BATCH);
        waiting = waiting.slice(MAX_BATCH);
        for (const message of batch) message.receives += 1;
        // At least once: the answer of the first time got lost, say.
        if (twice) await handler(eventOf(batch));
        const { batchItemFailures } = await handler(eventOf(batch));
        const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
        for (const id of failed) if (!batch.some(({ messageId }) => messageId === id)) throw new Error(`No message ${id}.`);
        for (const message of batch.filter(({ messageId }) => failed.has(messageId))) {
          if (message.receives >= maxReceives) deadLetters.push(message);
          else waiting.push(message);
        }
      }
    },
    items: () => [...table.values()],
    close,
  };
}

/** As Lambda hands a batch over: docs.aws.amazon.com/lambda/latest/dg/with-sqs.html. */
export function eventOf(batch: readonly { messageId: string; body: string; receives: number }[]): SQSEvent {
  return {
    Records: batch.map(({ messageId, body, receives }) => ({
      messageId,
      receiptHandle: 'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a',
      body,
      attributes: {
        ApproximateReceiveCount: String(receives),
        SentTimestamp: '1545082649183',
        SenderId: 'AIDAIENQZJOLO23YVJ4VO',
        ApproximateFirstReceiveTimestamp: '1545082649185',
      },
      messageAttributes: {},
      md5OfBody: md5(body),
      eventSource: 'aws:sqs',
      eventSourceARN: `arn:aws:sqs:us-east-1:${ACCOUNT}:${QUEUE}`,
      awsRegion: 'us-east-1',
    })),
  };
}

function keyOf(name: unknown, { job, part }: Item): string {
  if (name !== QUEUE) throw new Refusal('ResourceNotFoundException', 'Requested resource not found');
  if (!job?.S || !part?.S) throw new Refusal('ValidationException', 'The provided key element does not match the schema');
  return `${job.S}\n${part.S}`;
}

function placeholders({ ExpressionAttributeNames = {}, ExpressionAttributeValues = {} }: Json) {
  return { names: ExpressionAttributeNames as Record<string, string>, values: ExpressionAttributeValues as Item };
}

/** `ADD #set :numbers SET #name = :value`, one of each. */
function update(item: Item, expression: string, rest: Json): Item {
  const [, set = '', numbers = '', name = '', value = ''] = /^ADD (#\w+) (:\w+) SET (#\w+) = (:\w+)$/.exec(expression) ?? [];
  const { names, values } = placeholders(rest);
  const added = values[numbers]?.NS ?? [];
  const given = values[value];
  if (!names[set] || !names[name] || added.length === 0 || !given)
    throw new Refusal('ValidationException', 'Invalid UpdateExpression');
  if (new Set(added).size < added.length) throw new Refusal('ValidationException', 'Input collection contains duplicates');
  const before = item[names[set]]?.NS ?? [];
  return { ...item, [names[set]]: { NS: [...new Set([...before, ...added])] }, [names[name]]: given };
}

function md5(body: string): string {
  return createHash('md5').update(body).digest('hex');
}
