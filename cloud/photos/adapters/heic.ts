import { Worker } from 'node:worker_threads';
import sharp from 'sharp';
import { CardError } from '../../../card-schema/errors.ts';
import type { Deadline } from '../../../edge/core/deadline.ts';
import type { Pixels } from '../ports.ts';
import { fitted } from '../variants.ts';
import { withProfile } from './colour-profile.ts';
import type { DecodeHeic } from './sharp-pictures.ts';
import {
  checkMaxPixels,
  checkSize,
  damaged,
  MAX_DECODE_MS,
  MAX_DEEP_PIXELS,
  MAX_HEIC_PIXELS,
  takesTooLong,
} from './source-limits.ts';
import { codedColours, toSrgb } from './to-srgb.ts';

/** The data that the thread is started with. */
export interface HeicWork {
  readonly source: Uint8Array<ArrayBuffer>;
  readonly libraryFolder: string;
  readonly maxPixels: number;
  /** Of a picture with alpha, or with colours in full resolution. */
  readonly maxDeepPixels: number;
  /** Of WebAssembly: a file whose stream has more in a pixel than its header says needs more than the limits of pixels foresee. */
  readonly maxMemoryBytes: number;
}

/** What the thread answers: pixels, or only the size of a file with more than it may have, or the decoder's word. */
export type HeicAnswer = HeicPixels | HeicTooLarge | { readonly failure: string };

interface HeicTooLarge {
  readonly width: number;
  readonly height: number;
  readonly maxPixels: number;
}

export interface HeicPixels {
  readonly data: Uint8Array<ArrayBuffer>;
  /** Upright: the decoder applies the turns and mirrors of the file's boxes, and so EXIF is left alone. */
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  /** An ICC profile. */
  readonly profile?: Uint8Array<ArrayBuffer>;
  /** The number of the colour primaries by ITU-T H.273; 12 is Display P3. */
  readonly primaries?: number;
  /** The number of the transfer curve, likewise; 16 and 18 are HDR. */
  readonly transfer?: number;
}

export interface HeicParts {
  /** cloud/heic-worker.ts, or its bundle. */
  readonly script: URL;
  /** `libheif-wasm` of the package libheif-js, whose files stay as they are: its licence is the LGPL. */
  readonly libraryFolder: string;
  readonly maxMemoryBytes?: number;
}

/** Of the thread's own heap. */
const MAX_HEAP_MB = 256;
/** Of WebAssembly: what 50 megapixels of 10 bits take, by 14 bytes a pixel, and what its memory grows ahead. */
const MAX_MEMORY_BYTES = 850_000_000;

/** libvips can read the header of HEIC alone: its prebuilt binary has no decoder for HEVC. */
export function createHeicDecoder({ script, libraryFolder, maxMemoryBytes = MAX_MEMORY_BYTES }: HeicParts): DecodeHeic {
  return async function decodeHeic(source, maxSide, deadline): Promise<Pixels> {
    const maxima = { maxPixels: MAX_HEIC_PIXELS, maxDeepPixels: MAX_DEEP_PIXELS, maxMemoryBytes };
    const work: HeicWork = { source: Uint8Array.from(source), libraryFolder, ...maxima };
    const answer = await answerOfThread(script, work, deadline);
    if ('failure' in answer) throw damaged('HEIC', answer.failure);
    if ('maxPixels' in answer) {
      checkMaxPixels(answer, answer.maxPixels, 'HEIC');
      throw damaged('HEIC', 'it has a size and no pixels');
    }
    checkSize(answer);
    return inSrgb(answer, maxSide);
  };
}

async function answerOfThread(script: URL, workerData: HeicWork, deadline: Deadline): Promise<HeicAnswer> {
  const worker = new Worker(script, { workerData, resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB } });
  try {
    const answer = new Promise<HeicAnswer>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', (error) => (isOfFile(error) ? resolve({ failure: error.message }) : reject(error)));
      worker.once('exit', () => reject(damaged('HEIC', 'its decoder ended')));
    });
    return await deadline.bound('HEIC', answer, MAX_DECODE_MS);
  } catch (error) {
    const isOurLimit = error instanceof CardError && error.code === 'out_of_time' && deadline.remainingMs() > 0;
    throw isOurLimit ? takesTooLong('HEIC') : error;
  } finally {
    await worker.terminate();
  }
}

/** Out of memory, or a trap in WebAssembly that ended the thread. Node's other errors with a code are ours: a script or library that is not there. */
function isOfFile(error: NodeJS.ErrnoException): boolean {
  return error.code === undefined || error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

async function inSrgb(heic: HeicPixels, maxSide: number): Promise<Pixels> {
  const { data, width, height, channels, profile, primaries = 1, transfer = 13 } = heic;
  const size = fitted({ width, height }, maxSide);
  const small = sharp(data, { raw: { width, height, channels }, limitInputPixels: MAX_HEIC_PIXELS })
    .resize(size.width, size.height, { fit: 'fill' })
    .flatten({ background: '#fff' });
  const picture = profile ? await withProfile(small, profile) : small;
  const { data: levels, info } = await picture.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  const colours = profile ? undefined : codedColours(primaries, transfer);
  return { data: colours ? toSrgb(levels, colours) : levels, width: info.width, height: info.height };
}
