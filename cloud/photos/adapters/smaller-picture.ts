import sharp, { type Sharp } from 'sharp';
import type { Pixels } from '../ports.ts';

/** Larger pictures show no more faces that matter to a card. */
const MAX_DETECTED_PX = 1920;

export function sharpOf({ data, width, height }: Pixels): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** At most 1920 pixels long, as detectors look at it. */
export async function smallerPicture(pixels: Pixels): Promise<Pixels> {
  if (Math.max(pixels.width, pixels.height) <= MAX_DETECTED_PX) return pixels;
  const { data, info } = await sharpOf(pixels)
    .resize(MAX_DETECTED_PX, MAX_DETECTED_PX, { fit: 'inside' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}
