import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import type { ChunkQueue } from '../../../../edge/adapters/pack/chunk-queue.ts';
import { type FetchRange, unpackFromObject } from '../../../../edge/adapters/pack/fetch-chunks.ts';
import { placed } from '../../../../edge/adapters/pack/unpack.ts';

const CHUNK = Buffer.from('chunk');
const FAILURE = new Error('It failed.');
const sha256 = createHash('sha256').update(CHUNK).digest('hex');
const chunksOf = (length: number) =>
  placed(Array.from({ length }, (_, at) => ({ at, bytes: 100, packedBytes: CHUNK.length, sha256 })));

interface HeldRange {
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/** Ranges that nobody has answered yet, in the order in which they were asked for. */
function heldRanges() {
  const held: HeldRange[] = [];
  const fetchRange: FetchRange = () => new Promise((resolve, reject) => held.push({ resolve, reject }));
  return { held, fetchRange };
}

/** Whatever needs no range to go on has happened. */
async function settle(): Promise<void> {
  for (let turns = 0; turns < 50; turns++) await turn();
}

const queueThat = (unpack: ChunkQueue['unpack']): ChunkQueue => ({
  zipChunksDone: Promise.resolve(),
  unpack,
  close: async () => {},
});

test('all ranges come in while none of them can be unpacked yet, and their failure is the failure of all', async () => {
  const chunks = chunksOf(20);
  let fail = () => {};
  const written = new Promise<void>((_, reject) => {
    fail = () => reject(FAILURE);
  });
  let asked = 0;
  const unpacking = unpackFromObject(
    chunks,
    'packs/x',
    queueThat(() => written),
    async () => {
      asked++;
      return CHUNK;
    },
  );
  const outcome = expect(unpacking).rejects.toBe(FAILURE);
  await settle();
  expect(asked).toBe(chunks.length);
  fail();
  await outcome;
});

test('eight ranges are under way at once', async () => {
  const chunks = chunksOf(20);
  const { held, fetchRange } = heldRanges();
  const unpacking = unpackFromObject(
    chunks,
    'packs/x',
    queueThat(async () => {}),
    fetchRange,
  );
  for (let answered = 0; answered < chunks.length; answered++) {
    await settle();
    expect(held).toHaveLength(Math.min(answered + 8, chunks.length));
    held[answered]?.resolve(CHUNK);
  }
  await unpacking;
});

test.each([
  ['a chunk that cannot be unpacked', async () => Promise.reject(FAILURE), (range: HeldRange) => range.resolve(CHUNK)],
  ['a range that cannot be had', async () => {}, (range: HeldRange) => range.reject(FAILURE)],
])('after %s no other range is asked for, and those under way end first', async (_, unpack, answer) => {
  const { held, fetchRange } = heldRanges();
  let hasEnded = false;
  const unpacking = unpackFromObject(chunksOf(20), 'packs/x', queueThat(unpack), fetchRange).finally(() => {
    hasEnded = true;
  });
  const outcome = expect(unpacking).rejects.toBe(FAILURE);
  answer(held[0] as HeldRange);
  await settle();
  const asked = held.length; // one more, if it was asked for before the chunk failed
  expect(asked).toBeLessThan(10);
  for (const { resolve } of held.slice(0, -1)) resolve(CHUNK);
  await settle();
  expect([hasEnded, held.length]).toEqual([false, asked]);
  held.at(-1)?.resolve(CHUNK);
  await outcome;
  expect(held).toHaveLength(asked);
});
