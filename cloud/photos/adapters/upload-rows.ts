// Rows of the table of uploads, as DynamoDB has them.
import type { AttributeValue, UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import type { Edits } from '../edits.ts';
import { UPLOAD_DAYS, type Upload, type UploadChange } from '../statuses.ts';

/** What belongs to a status goes with it; name, edits and retire stay until others are given. */
export function changing({ status, photo, code, message, name, edits, retire }: UploadChange) {
  const all = { status, photo, code, message, name, retire, edits: edits && JSON.stringify(edits) };
  const set = Object.entries(all).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
  const gone = Object.entries({ photo, code, message }).flatMap(([key, value]) => (value === undefined ? [key] : []));
  const sets = ['#expires = :expires', '#created = if_not_exists(#created, :now)', ...set.map(([key]) => `#${key} = :${key}`)];
  const removes = gone.length > 0 ? ` REMOVE ${gone.map((key) => `#${key}`).join(', ')}` : '';
  const names = ['expires', 'created', ...set.map(([key]) => key), ...gone];
  return {
    UpdateExpression: `SET ${sets.join(', ')}${removes}`,
    ExpressionAttributeNames: Object.fromEntries(names.map((key) => [`#${key}`, key])),
    ExpressionAttributeValues: {
      ':expires': expiry(),
      ':now': { N: String(nowSeconds()) },
      ...Object.fromEntries(set.map(([key, value]) => [`:${key}`, { S: value }])),
    },
  } satisfies Partial<UpdateItemCommandInput>;
}

/** Undefined for a row that only counts. */
export function uploadIn(item: Readonly<Record<string, AttributeValue>>): Upload | undefined {
  const text = (name: string) => item[name]?.S;
  if (text('status') === undefined) return undefined;
  const edits = text('edits');
  const row = {
    upload: text('upload'),
    status: text('status'),
    photo: text('photo'),
    code: text('code'),
    message: text('message'),
    name: text('name'),
    retire: text('retire'),
    edits: edits === undefined ? undefined : (JSON.parse(edits) as Edits),
    created: Number(item['created']?.N),
    expires: Number(item['expires']?.N),
  };
  const there = Object.entries(row).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there) as unknown as Upload; // `changing` wrote it
}

export function expiry(): AttributeValue {
  return { N: String(nowSeconds() + UPLOAD_DAYS * 24 * 60 * 60) };
}

function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
