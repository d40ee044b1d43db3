import type { PhotoType } from '../../../card-schema/photo-size.ts';
import type { JpegSize } from '../pictures.ts';
import type { Pixels } from '../ports.ts';
import { resized } from './sharp-pictures.ts';

/** Measured by `npm run bench:photos`; docs/12-photos.md has the table. */
const ENCODERS = {
  jpg: { quality: 80, progressive: true, chromaSubsampling: '4:2:0' },
  webp: { quality: 80, effort: 4 },
  avif: { quality: 60, effort: 3, chromaSubsampling: '4:2:0' },
} as const;

/** A part of a photo, or all of it, in this size, without any metadata. */
export function encodeSize(pixels: Pixels, size: JpegSize, type: PhotoType): Promise<Uint8Array> {
  const picture = resized(pixels, size);
  if (type === 'jpg') return picture.jpeg(ENCODERS.jpg).toBuffer();
  return (type === 'webp' ? picture.webp(ENCODERS.webp) : picture.avif(ENCODERS.avif)).toBuffer();
}
