// Objects that come in parts, against a server that is meant to be used as S3.
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';
import { type ContractBucket, outcome } from './contract-bucket.ts';

const MIN_PART_BYTES = 5 * 1024 * 1024;

export interface PartsOfTests {
  readonly id: string;
  put(number: number, body: string | Uint8Array): Promise<void>;
  /** With the parts that were put, in the order of their numbers, or with others. */
  complete(parts?: readonly { PartNumber: number; ETag: string }[], more?: object): Promise<string | undefined>;
  /** The ETags that were answered, by the numbers of their parts. */
  readonly etags: ReadonlyMap<number, string>;
  abort(): Promise<void>;
}

/** Begins an object in parts, or goes on with `id`. */
export async function partsOf(s3: S3Client, Bucket: string, Key: string, id?: string, more: object = {}): Promise<PartsOfTests> {
  await s3.send(new CreateBucketCommand({ Bucket }));
  const at = { Bucket, Key };
  const UploadId = id ?? (await s3.send(new CreateMultipartUploadCommand({ ...at, ...more }))).UploadId ?? '';
  const etags = new Map<number, string>();
  return {
    id: UploadId,
    etags,
    async put(PartNumber, Body) {
      const { ETag = '' } = await s3.send(new UploadPartCommand({ ...at, UploadId, PartNumber, Body }));
      etags.set(PartNumber, ETag);
    },
    async complete(parts, conditions = {}) {
      const all = [...etags].sort(([a], [b]) => a - b).map(([PartNumber, ETag]) => ({ PartNumber, ETag }));
      const MultipartUpload = { Parts: [...(parts ?? all)] };
      return (await s3.send(new CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload, ...conditions }))).ETag;
    },
    async abort() {
      await s3.send(new AbortMultipartUploadCommand({ ...at, UploadId }));
    },
  };
}

/** Parts in any order become one object; a list that is not right becomes none. */
export function takesParts(bucket: ContractBucket): void {
  test('joins the parts of an object in the order of their numbers', async () => {
    const upload = await partsOf(bucket.s3, bucket.name, 'parts/ü.bin', undefined, {
      ContentType: 'image/jpeg',
      Metadata: { template: 'any' },
    });
    await upload.put(7, 'the end');
    await upload.put(2, new Uint8Array(MIN_PART_BYTES).fill(65));
    expect(await outcome(bucket.get('parts/ü.bin'))).toBe('404 NoSuchKey');
    await upload.complete();
    const found = await bucket.get('parts/ü.bin');
    expect(found).toMatchObject({ ContentType: 'image/jpeg', Metadata: { template: 'any' } });
    expect(found.ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
    expect(found.text === `${'A'.repeat(MIN_PART_BYTES)}the end`).toBe(true);
  });

  test('refuses a list of parts that is not theirs, and makes no object of it', async () => {
    const upload = await partsOf(bucket.s3, bucket.name, 'parts/wrong.bin');
    await upload.put(1, 'small');
    await upload.put(2, 'small too');
    const [one, two] = [1, 2].map((PartNumber) => ({ PartNumber, ETag: upload.etags.get(PartNumber) ?? '' }));
    if (!one || !two) throw new Error('There are two.');
    expect(await outcome(upload.complete([{ ...one, ETag: two.ETag }]))).toBe('400 InvalidPart');
    expect(await outcome(upload.complete([{ ...two, PartNumber: 3 }]))).toBe('400 InvalidPart');
    expect(await outcome(upload.complete([one, two]))).toBe('400 EntityTooSmall');
    expect(await outcome(bucket.get('parts/wrong.bin'))).toBe('404 NoSuchKey');
    await upload.abort();
  });

  test('knows nothing of an object in parts that was given up', async () => {
    const upload = await partsOf(bucket.s3, bucket.name, 'parts/gone.bin');
    await upload.put(1, 'x');
    await upload.abort();
    expect(await outcome(upload.put(1, 'x'))).toBe('404 NoSuchUpload');
    expect(await outcome(bucket.get('parts/gone.bin'))).toBe('404 NoSuchKey');
  });
}
