// What the photo site's encoders cost and give, next to sharp's own defaults: processor time, bytes, and likeness to what was encoded.
import sharp, { type Sharp } from 'sharp';
import { cropOf } from '../../../card-schema/photo-crop.ts';
import type { PhotoType } from '../../../card-schema/photo-size.ts';
import { encodeSize } from '../../../cloud/photos/adapters/encode-size.ts';
import { createPictures } from '../../../cloud/photos/adapters/sharp-pictures.ts';
import { sharpOf } from '../../../cloud/photos/adapters/smaller-picture.ts';
import { plannedSize } from '../../../cloud/photos/planned-size.ts';
import type { Pixels } from '../../../cloud/photos/ports.ts';
import { createDeadline } from '../../../edge/core/deadline.ts';
import { photoPixels, pixelsOf } from '../test-photos.ts';
import { likenessOf } from './likeness.ts';

const SIZE = { width: 960, height: 640, fit: 'cover' } as const;
const MINUTE = 60_000;

/** Sharp's own settings, by the names that it has for the formats. */
const OF_SHARP: Readonly<Record<PhotoType, (picture: Sharp) => Sharp>> = {
  jpg: (picture) => picture.jpeg(),
  webp: (picture) => picture.webp(),
  avif: (picture) => picture.avif(),
};

export interface EncodedSizes {
  readonly type: PhotoType;
  readonly by: 'sharp' | 'Edgecard';
  /** Of one picture, on average: processor time, all threads together. */
  readonly cpuMs: number;
  readonly bytes: number;
  readonly likeness: number;
}

export async function compareEncoders(names: readonly string[]): Promise<EncodedSizes[]> {
  const wholes = await Promise.all(names.map(wholeVariant));
  const rows: EncodedSizes[] = [];
  for (const type of ['jpg', 'webp', 'avif'] as const) {
    rows.push(await measured(wholes, type, 'sharp'), await measured(wholes, type, 'Edgecard'));
  }
  return rows;
}

/** As the function of the photo site reads it: `1600.jpg`. */
async function wholeVariant(name: string): Promise<Pixels> {
  const pixels = await photoPixels(name);
  const pictures = createPictures({});
  const scale = Math.min(1, 1600 / Math.max(pixels.width, pixels.height));
  const size = { width: Math.round(pixels.width * scale), height: Math.round(pixels.height * scale) };
  return pictures.decode(await pictures.jpegOf(pixels, size), createDeadline(MINUTE));
}

async function measured(wholes: readonly Pixels[], type: PhotoType, by: EncodedSizes['by']): Promise<EncodedSizes> {
  let [cpuMs, bytes, likeness] = [0, 0, 0];
  for (const whole of wholes) {
    const focus = { width: whole.width, height: whole.height, heads: [], objects: [] };
    const size = plannedSize(whole, focus, { ...SIZE, type });
    // Resized before, so that only encoding is measured.
    const [left, top, wide, high] = cropOf(focus, SIZE);
    const area = {
      left: Math.round(left * whole.width),
      top: Math.round(top * whole.height),
      width: Math.round(wide * whole.width),
      height: Math.round(high * whole.height),
    };
    const wanted = await pixelsOf(sharpOf(whole).extract(area).resize(size.width, size.height, { fit: 'fill' }));
    const before = process.cpuUsage();
    const file =
      by === 'sharp'
        ? await OF_SHARP[type](sharpOf(wanted)).toBuffer()
        : await encodeSize(wanted, { width: size.width, height: size.height }, type);
    const { user, system } = process.cpuUsage(before);
    cpuMs += (user + system) / 1000;
    bytes += file.length;
    likeness += likenessOf(wanted, await pixelsOf(sharp(file)));
  }
  const of = wholes.length;
  return { type, by, cpuMs: cpuMs / of, bytes: bytes / of, likeness: likeness / of };
}
