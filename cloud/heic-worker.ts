// A thread that decodes one HEIC file and ends. Its memory, which hostile bytes can reach, goes with it.
import { parentPort, workerData } from 'node:worker_threads';
import { decodeHeicFile } from './photos/adapters/decode-heic-file.ts';
import type { HeicWork } from './photos/adapters/heic.ts';

/** Of WebAssembly's memory. */
const PAGE_BYTES = 65_536;

const work = workerData as HeicWork; // heic.ts starts this file, nobody else does
const grow = WebAssembly.Memory.prototype.grow;
// libheif goes by what a file's header says of its colours, and its stream may have more. The library takes a refusal for want of
// memory, and has no setting for it.
WebAssembly.Memory.prototype.grow = function growWithin(pages) {
  if (this.buffer.byteLength + Number(pages) * PAGE_BYTES > work.maxMemoryBytes)
    throw new RangeError('No more memory is allowed.');
  return grow.call(this, pages);
};
const decoded = await decodeHeicFile(work);
const buffers = 'data' in decoded ? [decoded.data.buffer, ...(decoded.profile ? [decoded.profile.buffer] : [])] : [];
parentPort?.postMessage(decoded, buffers);
