// How far a job is, in DynamoDB. One partition per job, its sort keys:
//   job            what is known of it as a whole: `total`, once all of its cards are in the queue
//   done#<chunk>   a set with the numbers of the lines that have their picture, for a hundred lines each
//   failed#<line>  why a line has none
// SQS gives every message at least once, so a line may be counted twice: adding a number to a set a second time changes nothing.
// A counter would need a transaction with a marker for each card. Everything removes itself (TTL).
import {
  type AttributeValue,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { PlaceInJob, SentCard } from '../../edge/core/prerender/messages.ts';

export interface JobTable {
  readonly client: DynamoDBClient;
  readonly name: string;
}

export interface JobFailure {
  readonly line: number;
  readonly code: string;
  readonly message: string;
  readonly card: SentCard;
}

export interface JobStanding {
  /** Absent while cards are still being put into the queue. */
  readonly total?: number;
  readonly done: number;
  readonly failures: readonly JobFailure[];
}

/** A set of a hundred numbers and its keys stay below 1 KB, so that adding to it is one write unit. */
const LINES_PER_CHUNK = 100;
/** No message lives longer (SQS, MessageRetentionPeriod: at most 14 days), dead letters included. */
const MAX_AGE_DAYS = 14;

/** Counts lines as done, each once however often its message comes. */
export async function markDone({ client, name }: JobTable, places: readonly PlaceInJob[]): Promise<void> {
  const chunks = new Map<string, { job: string; part: string; lines: string[] }>();
  for (const { job, line } of places) {
    const part = `done#${padded(Math.floor(line / LINES_PER_CHUNK))}`;
    const chunk = chunks.get(`${job} ${part}`) ?? { job, part, lines: [] };
    if (!chunk.lines.includes(String(line))) chunk.lines.push(String(line)); // a set with a number twice is refused
    chunks.set(`${job} ${part}`, chunk);
  }
  const updates = [...chunks.values()].map(({ job, part, lines }) =>
    client.send(
      new UpdateItemCommand({
        TableName: name,
        Key: { job: { S: job }, part: { S: part } },
        UpdateExpression: 'ADD #lines :lines SET #expires = :expires',
        ExpressionAttributeNames: { '#lines': 'lines', '#expires': 'expires' },
        ExpressionAttributeValues: { ':lines': { NS: lines }, ':expires': expiry() },
      }),
    ),
  );
  await Promise.all(updates);
}

/** A line that is done later, from the dead letters for instance, counts as done. */
export async function markFailed(table: JobTable, job: string, { line, code, message, card }: JobFailure): Promise<void> {
  const { template, params } = card;
  await put(table, job, `failed#${padded(line)}`, {
    line: { N: String(line) },
    code: { S: code },
    message: { S: message },
    card: { S: JSON.stringify({ template, params }) },
  });
}

export async function setTotal(table: JobTable, job: string, total: number): Promise<void> {
  await put(table, job, 'job', { total: { N: String(total) } });
}

/** Undefined when there is nothing of the job, or nothing any more. */
export async function readJob({ client, name }: JobTable, job: string): Promise<JobStanding | undefined> {
  let total: number | undefined;
  let found = false;
  const done = new Set<number>();
  const failures: JobFailure[] = [];
  let from: Record<string, AttributeValue> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: '#job = :job',
        ExpressionAttributeNames: { '#job': 'job' },
        ExpressionAttributeValues: { ':job': { S: job } },
        ...(from ? { ExclusiveStartKey: from } : {}),
      }),
    );
    for (const item of Items) {
      found = true;
      if (item['total']) total = Number(item['total'].N);
      for (const line of item['lines']?.NS ?? []) done.add(Number(line));
      if (item['card']) failures.push(failureIn(item));
    }
    from = LastEvaluatedKey;
  } while (from);
  if (!found) return undefined;
  return {
    ...(total === undefined ? {} : { total }),
    done: done.size,
    failures: failures.filter(({ line }) => !done.has(line)),
  };
}

function failureIn(item: Readonly<Record<string, AttributeValue>>): JobFailure {
  const text = (name: string) => item[name]?.S ?? '';
  return {
    line: Number(item['line']?.N),
    code: text('code'),
    message: text('message'),
    card: JSON.parse(text('card')) as SentCard,
  }; // markFailed wrote it
}

async function put({ client, name }: JobTable, job: string, part: string, rest: Record<string, AttributeValue>): Promise<void> {
  const Item = { job: { S: job }, part: { S: part }, expires: expiry(), ...rest };
  await client.send(new PutItemCommand({ TableName: name, Item }));
}

/** Sort keys are compared as text; ten digits hold any list. */
function padded(number: number): string {
  return String(number).padStart(10, '0');
}

function expiry(): AttributeValue {
  return { N: String(Math.floor(Date.now() / 1000) + MAX_AGE_DAYS * 24 * 60 * 60) };
}
