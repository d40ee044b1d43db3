// Files whose colours are described by numbers: levels of the astronaut in other curves and primaries, as cameras and editors write them.
import sharp from 'sharp';
import { pngChunk } from '../../cloud/photos/adapters/colour-profile.ts';
import type { Pixels } from '../../cloud/photos/ports.ts';
import { box, boxIn, full, heifOf, ispe, u8, u16 } from '../support/heif-boxes.ts';
import { astronautHead, pixelsOf } from './test-pictures.ts';

/** Of ITU-T H.273. */
export interface Numbers {
  readonly primaries: 1 | 9 | 12;
  readonly transfer: 8 | 13 | 16 | 18;
}

const WHITE_NITS = 203;
/** From sRGB's primaries, by rows. */
const MATRICES = {
  1: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  9: [0.6274, 0.3293, 0.0433, 0.0691, 0.9195, 0.0114, 0.0164, 0.088, 0.8956],
  12: [0.8225, 0.1774, 0, 0.0332, 0.9669, 0, 0.0171, 0.0724, 0.9108],
} as const;

const light = (level: number) => (level <= 0.04045 ? level / 12.92 : ((level + 0.055) / 1.055) ** 2.4);
const srgb = (of: number) => (of <= 0.0031308 ? of * 12.92 : 1.055 * of ** (1 / 2.4) - 0.055);
const pq = (of: number) => {
  const power = ((of * WHITE_NITS) / 10_000) ** 0.1593017578125;
  return ((0.8359375 + 18.8515625 * power) / (1 + 18.6875 * power)) ** 78.84375;
};
const hlg = (of: number) => (of <= 1 / 12 ? Math.sqrt(3 * of) : 0.17883277 * Math.log(12 * of - 0.28466892) + 0.55991073);

function levelsOf([red = 0, green = 0, blue = 0]: readonly number[], transfer: Numbers['transfer']): readonly number[] {
  const all = [red, green, blue];
  if (transfer !== 18) return all.map({ 8: (of: number) => of, 13: srgb, 16: pq }[transfer]);
  const nits = all.map((of) => (of * WHITE_NITS) / 1000);
  const bright = 0.2627 * (nits[0] ?? 0) + 0.678 * (nits[1] ?? 0) + 0.0593 * (nits[2] ?? 0);
  return nits.map((of) => hlg(bright > 0 ? of * bright ** (1 / 1.2 - 1) : 0));
}

/** The astronaut’s levels by these numbers, in 16 bits, as a PNG that does not say so. */
async function png({ primaries, transfer }: Numbers): Promise<{ readonly file: Buffer; readonly pixels: Pixels }> {
  const pixels = await pixelsOf(astronautHead());
  const matrix = MATRICES[primaries];
  const levels = new Uint16Array(pixels.data.length);
  for (let at = 0; at < levels.length; at += 3) {
    const from = [0, 1, 2].map((channel) => light((pixels.data[at + channel] ?? 0) / 255));
    const to = [0, 3, 6].map((row) =>
      [0, 1, 2].reduce((sum, column) => sum + (matrix[row + column] ?? 0) * (from[column] ?? 0), 0),
    );
    for (const [channel, level] of levelsOf(to, transfer).entries())
      levels[at + channel] = Math.round(65_535 * Math.min(1, level));
  }
  const { width, height } = pixels;
  const file = await sharp(levels, { raw: { width, height, channels: 3 } })
    .toColourspace('rgb16')
    .png()
    .toBuffer();
  return { file, pixels };
}

const AFTER_HEADER = 33;

export function pngWithChunks(file: Buffer, ...chunks: readonly Buffer[]): Buffer {
  return Buffer.concat([file.subarray(0, AFTER_HEADER), ...chunks, file.subarray(AFTER_HEADER)]);
}

export async function pngByNumbers(numbers: Numbers): Promise<Buffer> {
  return pngWithChunks((await png(numbers)).file, pngChunk('cICP', u8(numbers.primaries, numbers.transfer, 0, 1)));
}

/** Levels that are light itself. */
export async function linearPng(gamma = 100_000): Promise<Buffer> {
  const value = Buffer.alloc(4);
  value.writeUInt32BE(gamma);
  return pngWithChunks((await png({ primaries: 1, transfer: 8 })).file, pngChunk('gAMA', value));
}

const MATRIX_OF_SHARP = 6;

/** With a second item of other numbers, as a map of brightness has them: `of` says whose the numbers are. */
export async function avifByNumbers(numbers: Numbers, of: 'the picture' | 'another item' = 'the picture'): Promise<Buffer> {
  const { file, pixels } = await png(numbers);
  const avif = await sharp(file)
    .toColourspace('rgb16')
    .avif({ bitdepth: 12, quality: 95, effort: 0, chromaSubsampling: '4:4:4' })
    .toBuffer();
  const data = avif.subarray(avif.indexOf('mdat') + 4);
  const colr = box('colr', Buffer.from('nclx'), u16(numbers.primaries, numbers.transfer, MATRIX_OF_SHARP), u8(0x80));
  const properties = [ispe(pixels.width, pixels.height), full('pixi', 0, 0, u8(3, 12, 12, 12)), boxIn(avif, 'av1C'), colr];
  const ofPicture = of === 'the picture' ? [1, 2, 0x83, 4] : [1, 2, 0x83];
  const items = [ofPicture, [1, 2, 0x83, 4]].map((list) => ({ type: 'av01', data, properties: list }));
  return heifOf('avifmif1miaf', of === 'the picture' ? items.slice(0, 1) : items, properties);
}
