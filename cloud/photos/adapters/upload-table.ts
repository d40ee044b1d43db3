// The table of uploads in DynamoDB: one row for an upload, and one for the claim on a photo. Both remove themselves (TTL).
import { randomUUID } from 'node:crypto';
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  DynamoDBServiceException,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { PhotoError } from '../photo-error.ts';
import type { UploadTable } from '../ports.ts';
import type { Upload } from '../statuses.ts';
import { changing, expiry, uploadIn } from './upload-rows.ts';

interface TablePlace {
  readonly client: DynamoDBClient;
  readonly name: string;
}

/** No upload id has a colon, and no key of the inbox begins so. */
const claimOf = (id: string) => ({ upload: { S: `claim:${id}` } });
const rowOf = (upload: string) => ({ upload: { S: upload } });

export function createUploadTable({ client, name: TableName }: TablePlace): UploadTable {
  return {
    read: (upload) =>
      explained('read', async () => {
        const { Item } = await client.send(new GetItemCommand({ TableName, Key: rowOf(upload), ConsistentRead: true }));
        return Item && uploadIn(Item);
      }),
    change: (upload, change) =>
      explained('changed', async () => {
        await client.send(new UpdateItemCommand({ TableName, Key: rowOf(upload), ...changing(change) }));
      }),
    startDecoding: (upload) => explained('changed', () => countStart({ client, name: TableName }, upload)),
    endDecoding: (upload) => explained('changed', () => forgetStarts({ client, name: TableName }, upload)),
    claim: (id, owner, untilMs) => explained('changed', () => claim({ client, name: TableName }, id, owner, untilMs)),
    release: (id, owner) => explained('changed', () => release({ client, name: TableName }, id, owner)),
    inReview: () => explained('read', () => scanReviews({ client, name: TableName })),
    forgetNames: (photos) => explained('changed', () => forgetNames({ client, name: TableName }, photos)),
  };
}

const STARTS = { '#starts': 'decoding' };

/** A set of names and no number: the SDK sends a call again whose answer was lost, and that one must not count as a second start. */
async function countStart({ client, name }: TablePlace, upload: string): Promise<number> {
  const { Attributes } = await client.send(
    new UpdateItemCommand({
      TableName: name,
      Key: rowOf(upload),
      UpdateExpression: 'ADD #starts :start',
      ExpressionAttributeNames: STARTS,
      ExpressionAttributeValues: { ':start': { SS: [randomUUID()] } },
      ReturnValues: 'UPDATED_NEW',
    }),
  );
  return Attributes?.['decoding']?.SS?.length ?? 0;
}

async function forgetStarts({ client, name }: TablePlace, upload: string): Promise<void> {
  const UpdateExpression = 'REMOVE #starts';
  await client.send(
    new UpdateItemCommand({ TableName: name, Key: rowOf(upload), UpdateExpression, ExpressionAttributeNames: STARTS }),
  );
}

async function claim({ client, name }: TablePlace, id: string, owner: string, untilMs: number): Promise<boolean> {
  return isHeld(() =>
    client.send(
      new PutItemCommand({
        TableName: name,
        Item: { ...claimOf(id), owner: { S: owner }, untilMs: { N: String(untilMs) }, expires: expiry() },
        ConditionExpression: 'attribute_not_exists(#upload) OR #owner = :owner OR #until < :now',
        ExpressionAttributeNames: { '#upload': 'upload', '#owner': 'owner', '#until': 'untilMs' },
        ExpressionAttributeValues: { ':owner': { S: owner }, ':now': { N: String(Date.now()) } },
      }),
    ),
  );
}

async function release({ client, name }: TablePlace, id: string, owner: string): Promise<void> {
  await isHeld(() =>
    client.send(
      new DeleteItemCommand({
        TableName: name,
        Key: claimOf(id),
        ConditionExpression: '#owner = :owner',
        ExpressionAttributeNames: { '#owner': 'owner' },
        ExpressionAttributeValues: { ':owner': { S: owner } },
      }),
    ),
  );
}

async function isHeld(send: () => Promise<unknown>): Promise<boolean> {
  try {
    await send();
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** Few rows wait for a person, and people ask for the list by hand: an index would be paid with every upload. */
async function scanReviews(place: TablePlace): Promise<readonly Upload[]> {
  const found = await scan(place, '#status = :review', { '#status': 'status' }, { ':review': { S: 'review' } });
  return found.sort((a, b) => b.created - a.created);
}

/** A filter's expression has 4 KB. */
const MAX_FILTERED = 100;

/** Photos are removed seldom, so that no index is worth its price here either. */
async function forgetNames(place: TablePlace, photos: readonly string[]): Promise<number> {
  const rest = photos.slice(MAX_FILTERED);
  return (await forgetSome(place, photos.slice(0, MAX_FILTERED))) + (rest.length > 0 ? await forgetNames(place, rest) : 0);
}

async function forgetSome(place: TablePlace, photos: readonly string[]): Promise<number> {
  const values = Object.fromEntries(photos.map((id, at) => [`:p${at}`, { S: id }]));
  const filter = Object.keys(values).map((value) => `#photo = ${value}`);
  const found = await scan(place, filter.join(' OR '), { '#photo': 'photo' }, values);
  const named = found.filter(({ name }) => name !== undefined);
  for (const { upload } of named) {
    const names = { '#name': 'name' };
    const command = { Key: rowOf(upload), UpdateExpression: 'REMOVE #name', ExpressionAttributeNames: names };
    await place.client.send(new UpdateItemCommand({ TableName: place.name, ...command }));
  }
  return named.length;
}

async function scan(
  { client, name }: TablePlace,
  FilterExpression: string,
  ExpressionAttributeNames: Record<string, string>,
  ExpressionAttributeValues: Record<string, AttributeValue>,
): Promise<Upload[]> {
  const found: Upload[] = [];
  let from: Record<string, AttributeValue> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new ScanCommand({
        ...{ TableName: name, FilterExpression, ExpressionAttributeNames, ExpressionAttributeValues },
        ...(from ? { ExclusiveStartKey: from } : {}),
      }),
    );
    found.push(...Items.flatMap((item) => uploadIn(item) ?? []));
    from = LastEvaluatedKey;
  } while (from);
  return found;
}

async function explained<T>(what: 'read' | 'changed', send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (cause) {
    const why = cause instanceof DynamoDBServiceException ? cause.name : 'no answer';
    throw new PhotoError('table_failed', `The table of uploads cannot be ${what} (${why}).`, { cause });
  }
}
