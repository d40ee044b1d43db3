// A thread that decodes one HEIC file and ends. Its memory, which hostile bytes can reach, goes with it.
import { parentPort, workerData } from 'node:worker_threads';
import { decodeHeicFile } from './photos/adapters/decode-heic-file.ts';
import type { HeicWork } from './photos/adapters/heic.ts';

const decoded = await decodeHeicFile(workerData as HeicWork); // heic.ts starts this file, nobody else does
const buffers = 'data' in decoded ? [decoded.data.buffer, ...(decoded.profile ? [decoded.profile.buffer] : [])] : [];
parentPort?.postMessage(decoded, buffers);
