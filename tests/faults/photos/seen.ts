// What a fault has left: how uploads stand, what the photo bucket has, and what of it is half there.
import { createHash } from 'node:crypto';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { recordKey, reviewKey } from '../../../cloud/photos/photo-keys.ts';
import type { PhotoRecord } from '../../../cloud/photos/photo-record.ts';
import type { PhotoBench } from './photo-bench.ts';

/** Status of an upload with its code, as the table has it. */
export function standingOf({ rows }: PhotoBench, upload: string): string {
  const row = rows.items().find((item) => item['upload']?.S === upload && item['status'] !== undefined);
  const status = row?.['status']?.S ?? 'nothing';
  return status === 'refused' ? `refused ${row?.['code']?.S}` : status;
}

/** Who has the right to make a photo; nobody, once all is done. */
export function claims({ rows }: PhotoBench): number {
  return rows.items().filter((item) => item['upload']?.S?.startsWith('claim:')).length;
}

export async function keysOf({ direct }: PhotoBench, Bucket: string): Promise<readonly string[]> {
  const { Contents = [] } = await direct.send(new ListObjectsV2Command({ Bucket }));
  return Contents.map(({ Key = '' }) => Key);
}

/** Key → SHA-256 of its bytes, and its metadata. */
export async function filesOf(bench: PhotoBench): Promise<Readonly<Record<string, string>>> {
  const keys = await keysOf(bench, bench.bucket);
  const files = keys.map(async (Key) => {
    const { Body, Metadata } = await bench.direct.send(new GetObjectCommand({ Bucket: bench.bucket, Key }));
    const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
    return [Key, `${createHash('sha256').update(bytes).digest('hex')} ${Metadata?.['focus'] ?? ''}`] as const;
  });
  return Object.fromEntries(await Promise.all(files));
}

/** Photos that have a record and not all of their files, and uploads that are ready without a photo. */
export async function halves(bench: PhotoBench): Promise<readonly string[]> {
  const keys = await keysOf(bench, bench.bucket);
  const records = keys.filter((key) => /^(photos|reviews)\/\w+\/photo\.json$/.test(key));
  const lacking = await Promise.all(records.map((key) => lackingOf(bench, key, keys)));
  const ready = bench.rows.items().flatMap((item) => (item['status']?.S === 'ready' ? [item['photo']?.S ?? ''] : []));
  const unfounded = ready.filter((id) => !keys.includes(recordKey(id)) && !keys.includes(`removed/${id}`));
  return [...lacking.flat(), ...unfounded.map((id) => `ready is the photo ${id}, which has no record`)];
}

async function lackingOf(bench: PhotoBench, key: string, keys: readonly string[]): Promise<readonly string[]> {
  const { Body } = await bench.direct.send(new GetObjectCommand({ Bucket: bench.bucket, Key: key }));
  const { id, variants } = JSON.parse((await Body?.transformToString()) ?? '{}') as PhotoRecord; // the worker put it
  const wanted = key.startsWith('reviews/')
    ? [reviewKey(id, 'master.webp'), reviewKey(id, '1000.jpg')]
    : [...variants.map(({ name }) => `photos/${id}/${name}.jpg`), `masters/${id}.webp`];
  return wanted.filter((each) => !keys.includes(each)).map((each) => `${key} is there, and ${each} is not`);
}
