// A thread that unpacks: first what is in the zip, together with its siblings, then what it is given from elsewhere.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { openChunkWriter } from './adapters/pack/unpack.ts';
import type { GivenChunk, UnpackWork } from './adapters/pack/unpackers.ts';

const { packFolder, folder, segments, inZip, next } = workerData as UnpackWork; // unpackers.ts starts this file, nobody else does
const writer = openChunkWriter(folder, segments);
const counter = new Int32Array(next);

for (let place = take(); place; place = take()) writer.write(readFileSync(join(packFolder, place.chunk.name)), place);
writer.rest();
parentPort?.postMessage('the zip is unpacked');

parentPort?.on('message', ({ packed, place }: GivenChunk) => {
  writer.write(packed, place);
  parentPort?.postMessage('a chunk is unpacked');
});

function take() {
  return inZip[Atomics.add(counter, 0, 1)];
}
