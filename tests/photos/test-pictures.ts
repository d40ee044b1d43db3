// Pictures as the photo worker opens them, and what a test asks of them.
import { pathToFileURL } from 'node:url';
import sharp, { type Sharp } from 'sharp';
import { createHeicDecoder } from '../../cloud/photos/adapters/heic.ts';
import { createPictures } from '../../cloud/photos/adapters/sharp-pictures.ts';
import type { Pixels } from '../../cloud/photos/ports.ts';
import { createDeadline } from '../../edge/core/deadline.ts';
import { projectPath } from '../../project-path.ts';

export const pictures = createPictures({
  heic: createHeicDecoder({
    script: pathToFileURL(projectPath('cloud/heic-worker.ts')),
    libraryFolder: projectPath('node_modules/libheif-js/libheif-wasm'),
  }),
});

export function decoded(file: Uint8Array): Promise<Pixels> {
  return pictures.decode(file, createDeadline(30_000));
}

/** The mean difference of all channels of all pixels, in levels of 255; Infinity for pictures of different sizes. */
export function difference(one: Pixels, other: Pixels): number {
  if (one.width !== other.width || one.height !== other.height) return Number.POSITIVE_INFINITY;
  let sum = 0;
  for (const [at, level] of one.data.entries())
    sum += level > (other.data[at] ?? 0) ? level - (other.data[at] ?? 0) : (other.data[at] ?? 0) - level;
  return sum / one.data.length;
}

/** The same part of the astronaut that the HEIC files show. */
export function astronautHead(): Sharp {
  return sharp(projectPath('tests/photos/pictures/astronaut.png')).extract({ left: 100, top: 0, width: 256, height: 208 });
}

export async function pixelsOf(picture: Sharp): Promise<Pixels> {
  const { data, info } = await picture.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}
