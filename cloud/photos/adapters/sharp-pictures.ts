import sharp, { type Sharp } from 'sharp';
import type { Box } from '../../../card-schema/photo-focus.ts';
import { readAvif } from '../../../edge/adapters/images/avif.ts';
import { readGif } from '../../../edge/adapters/images/gif.ts';
import type { ImageFacts } from '../../../edge/adapters/images/image-facts.ts';
import { readJpeg } from '../../../edge/adapters/images/jpeg.ts';
import { readPng } from '../../../edge/adapters/images/png.ts';
import { readWebp } from '../../../edge/adapters/images/webp.ts';
import type { Deadline } from '../../../edge/core/deadline.ts';
import { type JpegSize, MAX_MASTER_PIXELS, type Pictures } from '../pictures.ts';
import type { Pixels } from '../ports.ts';
import { type SourceType, sniff, unsupported } from '../sniff.ts';
import { fitted } from '../variants.ts';
import { codedColoursOf } from './coded-colours.ts';
import {
  checkMaxPixels,
  checkSize,
  damaged,
  MAX_DECODE_MS,
  MAX_DEEP_PIXELS,
  MAX_SOURCE_PIXELS,
  takesTooLong,
} from './source-limits.ts';
import { type CodedColours, toSrgb } from './to-srgb.ts';

const NO_FACTS: ImageFacts = { width: 0, height: 0, orientation: 1 };

const JPEG = { quality: 80, progressive: true, chromaSubsampling: '4:2:0' } as const;
/** Faster than sharp's own 4, for files that are a twentieth larger. */
const MASTER = { quality: 88, effort: 2 } as const;

/** Decodes a HEIC file: upright, 3 bytes a pixel, in sRGB, at most so long. */
export type DecodeHeic = (source: Uint8Array, maxSide: number, deadline: Deadline) => Promise<Pixels>;

export interface SharpPicturesParts {
  /** Undefined: HEIC is refused. */
  readonly heic?: DecodeHeic | undefined;
}

/**
 * From then on libvips opens, in this process, nothing but the five types of photos, and these from memory alone: no SVG, PDF or TIFF,
 * and no file by its name. For processes that decode what strangers send; SVG and all else are refused in the whole process.
 */
export function allowOnlyPhotoTypes(): void {
  sharp.block({ operation: ['VipsForeignLoad'] });
  const types = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'];
  sharp.unblock({ operation: types.map((type) => `VipsForeignLoad${type}Buffer`) });
}

export function createPictures({ heic }: SharpPicturesParts): Pictures {
  return {
    async decode(source, deadline) {
      const type = sniff(source);
      if (type !== 'HEIC') return decodeBySharp(source, type, deadline);
      if (!heic) throw unsupported('HEIC, which is switched off here,');
      return heic(source, MAX_MASTER_PIXELS, deadline);
    },
    decodeMaster: (master, deadline) => decodePixels(sharp(master, { limitInputPixels: MAX_SOURCE_PIXELS }), 'master', deadline),
    masterOf: (pixels) => opened(pixels).webp(MASTER).toBuffer(),
    jpegOf: (pixels, size) => resized(pixels, size).jpeg(JPEG).toBuffer(),
  };
}

async function decodeBySharp(given: Uint8Array, type: SourceType, deadline: Deadline): Promise<Pixels> {
  const source = type === 'AVIF' ? asStill(given) : given;
  const options = { failOn: 'error', pages: 1, sequentialRead: true } as const;
  const [maxPixels, named] = type === 'AVIF' ? [MAX_DEEP_PIXELS, 'AVIF'] : [MAX_SOURCE_PIXELS, 'photo'];
  const header = await sharp(source, { ...options, limitInputPixels: false })
    .metadata()
    .catch((error: unknown) => {
      checkMaxPixels(factsOf(source, type), maxPixels, named);
      throw damaged(type, wordsOf(error), error);
    });
  checkSize(header, maxPixels, named);
  const { width, height } = fitted(header.autoOrient, MAX_MASTER_PIXELS);
  const picture = sharp(source, { ...options, limitInputPixels: maxPixels })
    .autoOrient()
    .resize(width, height, { fit: 'fill' });
  const colours = header.icc ? undefined : codedColoursOf(source, type);
  const pixels = await decodePixels(picture, type, deadline, colours);
  return (header.orientation ?? 1) > 1 ? pixels : turned(pixels, factsOf(source, type).orientation);
}

/** libvips knows AVIF by its first brand alone; that of a sequence, which has its cover as a still image, is another. */
function asStill(avif: Uint8Array): Uint8Array {
  const still = Buffer.from(avif);
  still.write('avif', 8, 'latin1');
  return still;
}

/** As EXIF asks that libvips does not read: behind the pixels of a PNG, and in AVIF. sharp itself knows how, so it reads the pixels again. */
async function turned(pixels: Pixels, orientation: number): Promise<Pixels> {
  if (orientation === 1) return pixels;
  const stored = await opened(pixels).withMetadata({ orientation }).png({ compressionLevel: 0 }).toBuffer();
  const { data, info } = await sharp(stored).autoOrient().removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

async function decodePixels(picture: Sharp, type: string, deadline: Deadline, colours?: CodedColours): Promise<Pixels> {
  const started = performance.now();
  const decoding = picture
    .flatten({ background: '#fff' })
    .toColourspace(colours ? 'rgb16' : 'srgb')
    .timeout({ seconds: MAX_DECODE_MS / 1000 })
    .raw({ depth: colours ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  // libvips looks at its own time limit between rows, and so never while it decodes AVIF.
  const { data, info } = await deadline.bound('decode', decoding, MAX_DECODE_MS).catch((error: unknown) => {
    if (deadline.remainingMs() === 0) throw error;
    if (performance.now() - started >= MAX_DECODE_MS) throw takesTooLong(type);
    throw damaged(type, wordsOf(error), error);
  });
  const pixels = colours ? toSrgb(new Uint16Array(data.buffer, data.byteOffset, data.length / 2), colours) : data;
  return { data: pixels, width: info.width, height: info.height };
}

/** By the file's structure. Nothing for one that is not whole: the decoder says what is wrong with it. */
function factsOf(source: Uint8Array, type: SourceType): ImageFacts {
  const read = { JPEG: readJpeg, PNG: readPng, GIF: readGif, WebP: readWebp, AVIF: readAvif, HEIC: undefined }[type];
  try {
    return read?.(Buffer.from(source.buffer, source.byteOffset, source.byteLength)) ?? NO_FACTS;
  } catch {
    return NO_FACTS;
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function opened({ data, width, height }: Pixels): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

export function resized(pixels: Pixels, { width, height, crop }: JpegSize): Sharp {
  const picture = crop ? opened(pixels).extract(areaOf(crop, pixels)) : opened(pixels);
  return picture.resize(width, height, { fit: 'fill' });
}

/** In whole pixels, all of them in the photo, however the fractions are rounded. */
function areaOf([left, top, width, height]: Box, photo: Pixels) {
  const x = Math.min(photo.width - 1, Math.max(0, Math.round(left * photo.width)));
  const y = Math.min(photo.height - 1, Math.max(0, Math.round(top * photo.height)));
  return {
    left: x,
    top: y,
    width: Math.min(photo.width - x, Math.max(1, Math.round(width * photo.width))),
    height: Math.min(photo.height - y, Math.max(1, Math.round(height * photo.height))),
  };
}
