import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import type { ChunkQueue } from '../../../../edge/adapters/pack/chunk-queue.ts';
import { unpackFromObject } from '../../../../edge/adapters/pack/fetch-chunks.ts';
import { placed } from '../../../../edge/adapters/pack/unpack.ts';

const CHUNK = Buffer.from('chunk');
const sha256 = createHash('sha256').update(CHUNK).digest('hex');
const chunks = Array.from({ length: 10 }, (_, at) => ({ at, bytes: 100, packedBytes: CHUNK.length, sha256 }));

test('all ranges come in while none of them can be unpacked yet, and their failure is the failure of all', async () => {
  let fail = () => {};
  const zipChunksDone = new Promise<void>((_, reject) => {
    fail = () => reject(new Error('The disk is full.'));
  });
  const queue: ChunkQueue = { zipChunksDone, unpack: () => zipChunksDone, close: async () => {} };
  let asked = 0;
  const unpacking = unpackFromObject(placed(chunks), 'packs/x', queue, async () => {
    asked++;
    return CHUNK;
  });
  const outcome = expect(unpacking).rejects.toThrow('The disk is full.');
  for (let turns = 0; turns < 100 && asked < chunks.length; turns++) await turn();
  expect(asked).toBe(chunks.length);
  fail();
  await outcome;
});
