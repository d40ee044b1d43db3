import { randomBytes } from 'node:crypto';
import { readdirSync, readlinkSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { ChunkQueue } from '../../../../edge/adapters/pack/chunk-queue.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts';

/** Chunks in the order in which they came to work, and what lets them go on. */
let begun: { readonly chunk: number; readonly packed: Uint8Array; readonly goOn: () => void }[];
let isHeld: boolean;
let atWork: number;
let maxAtWork: number;

const { decompress } = await import('../../../../edge/adapters/decompress.ts');
jest.unstable_mockModule('../../../../edge/adapters/decompress.ts', () => ({
  async decompress(...work: Parameters<typeof decompress>) {
    maxAtWork = Math.max(maxAtWork, ++atWork);
    const [, packed] = work;
    await new Promise<void>((goOn) => {
      begun.push({ chunk: frames.findIndex((frame) => frame.equals(packed)), packed, goOn });
      if (!isHeld) goOn();
    });
    return decompress(...work).finally(() => atWork--);
  },
}));
const { startChunkQueue } = await import('../../../../edge/adapters/pack/chunk-queue.ts');
const { placed, segmentsOf } = await import('../../../../edge/adapters/pack/unpack.ts');

const BYTES = 100_000;
const content = randomBytes(8 * BYTES);
const partOf = (bytes: Buffer, chunk: number) => bytes.subarray(chunk * BYTES, (chunk + 1) * BYTES);
const frames = Array.from({ length: 8 }, (_, chunk) => zstdCompressSync(partOf(content, chunk)));
const places = placed(frames.map((frame, chunk) => ({ bytes: BYTES, packedBytes: frame.length, name: `${chunk}.zst` })));
/** The zip has the first six. */
const inZip = places.slice(0, 6);

let folder: TemporaryFolder;
let path: string;
beforeEach(async () => {
  begun = [];
  isHeld = true;
  atWork = 0;
  maxAtWork = 0;
  folder = await temporaryFolder('queue');
  path = join(folder.path, 'chromium');
  await writeFile(path, Buffer.alloc(content.length));
  await mkdir(join(folder.path, 'pack'));
  await Promise.all(inZip.map(({ chunk }, at) => writeFile(join(folder.path, 'pack', chunk.name), frames[at] as Buffer)));
});
afterEach(() => folder.remove());

function start(options: { readonly asksS3?: boolean } = {}): ChunkQueue {
  const segments = segmentsOf([{ path: 'chromium', mode: 0o755, bytes: content.length }]);
  return startChunkQueue({ packFolder: join(folder.path, 'pack'), folder: folder.path, segments, inZip, ...options });
}

const fromS3 = (chunk: number) => new Uint8Array(frames[chunk] as Buffer);
const placeOf = (chunk: number) => places[chunk] as (typeof places)[number];
const inOrder = () => begun.map(({ chunk }) => chunk);

function letGoOn(): void {
  isHeld = false;
  for (const { goOn } of begun) goOn();
}

async function until(condition: () => boolean): Promise<void> {
  for (let turns = 0; turns < 5000 && !condition(); turns++) await turn();
  expect(condition()).toBe(true);
}

/** Whatever needs no chunk to go on has happened. */
async function settle(): Promise<void> {
  for (let turns = 0; turns < 50; turns++) await turn();
}

/** Of the test's folder. */
function openFiles(): readonly string[] {
  return readdirSync('/proc/self/fd').flatMap((descriptor) => {
    try {
      const file = readlinkSync(`/proc/self/fd/${descriptor}`);
      return file.startsWith(folder.path) ? [file] : [];
    } catch {
      return []; // was open for this list alone
    }
  });
}

test('Three chunks are unpacked at once and no more, each to its place', async () => {
  const queue = start();
  await settle();
  expect(inOrder()).toEqual([0, 1, 2]);
  letGoOn();
  await queue.zipChunksDone;
  isHeld = true;
  const unpacked = [6, 7, 6, 7].map((chunk) => queue.unpack(fromS3(chunk), placeOf(chunk)));
  await settle();
  expect(inOrder().slice(6)).toEqual([6, 7, 6]);
  letGoOn();
  await Promise.all(unpacked);
  await queue.close();
  expect(maxAtWork).toBe(3);
  expect((await readFile(path)).equals(content)).toBe(true);
});

test('What comes from S3 is unpacked before what is left of the zip', async () => {
  const queue = start();
  const unpacked = [6, 7].map((chunk) => queue.unpack(fromS3(chunk), placeOf(chunk)));
  letGoOn();
  await Promise.all([queue.zipChunksDone, ...unpacked]);
  await queue.close();
  expect(new Set(inOrder().slice(3, 5))).toEqual(new Set([6, 7]));
  expect(inOrder().slice(5)).toEqual([3, 4, 5]);
});

test('The zip is read into three buffers, which are given away when it is unpacked', async () => {
  const queue = start();
  await settle();
  letGoOn();
  await queue.zipChunksDone;
  const buffers = new Set(begun.map(({ packed }) => packed.buffer));
  expect([...buffers].map(({ byteLength }) => byteLength)).toEqual([0, 0, 0]);
  await queue.close();
});

test('After a broken chunk of the zip, what is at work is written before the files are closed', async () => {
  await writeFile(join(folder.path, 'pack/1.zst'), 'broken');
  const queue = start();
  await settle();
  begun[0]?.goOn();
  await until(() => begun.length === 4); // the first is written, and so the file is open
  begun[1]?.goOn();
  await expect(queue.zipChunksDone).rejects.toThrow();
  await until(() => begun.length === 5);
  let isClosed = false;
  const closed = queue.close().then(() => {
    isClosed = true;
  });
  await settle();
  expect([isClosed, openFiles()]).toEqual([false, [path]]);
  letGoOn();
  await closed;
  expect(openFiles()).toEqual([]);
  expect(inOrder()).toEqual([0, -1, 2, 3, 4]);
  const written = await readFile(path);
  for (const chunk of [0, 2, 3, 4]) expect(partOf(written, chunk).equals(partOf(content, chunk))).toBe(true);
});

test('A queue that is closed begins no other chunk, and says so', async () => {
  const queue = start();
  await settle();
  const late = expect(queue.unpack(fromS3(6), placeOf(6))).rejects.toThrow('The queue is closed.');
  const closed = queue.close();
  letGoOn();
  await closed;
  await late;
  await expect(queue.zipChunksDone).rejects.toThrow('The queue is closed.');
  await expect(queue.unpack(fromS3(7), placeOf(7))).rejects.toThrow('The queue is closed.');
  expect(inOrder()).toEqual([0, 1, 2]);
  expect(openFiles()).toEqual([]);
});

test('A chunk takes its memory away, unless that is part of a larger buffer', async () => {
  const queue = start();
  letGoOn();
  const whole = fromS3(6);
  const larger = Buffer.concat([Buffer.from('before'), fromS3(7), Buffer.from('behind')]);
  const before = Buffer.from(larger);
  await queue.unpack(whole, placeOf(6));
  await queue.unpack(larger.subarray(6, -6), placeOf(7));
  await queue.zipChunksDone;
  await queue.close();
  expect(whole.byteLength).toBe(0);
  expect(larger.equals(before)).toBe(true);
});

test('while S3 has yet to answer, one chunk is at work, and three from its first chunk on', async () => {
  const queue = start({ asksS3: true });
  await settle();
  expect(inOrder()).toEqual([0]);
  const unpacked = queue.unpack(fromS3(6), placeOf(6));
  await settle();
  expect(inOrder()).toHaveLength(3);
  const another = queue.unpack(fromS3(7), placeOf(7));
  await settle();
  expect(inOrder()).toHaveLength(3);
  letGoOn();
  await Promise.all([queue.zipChunksDone, unpacked, another]);
  await queue.close();
  expect(maxAtWork).toBe(3);
  expect((await readFile(path)).equals(content)).toBe(true);
});
