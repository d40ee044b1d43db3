// Photos for tests, as the detector gets them. Those of the package are its author's own and are not ours to ship or to show.
import sharp, { type Sharp } from 'sharp';
import { createEmbeddedDetector } from '../../cloud/photos/adapters/embedded-detector.ts';
import type { Pixels } from '../../cloud/photos/ports.ts';
import { projectPath } from '../../project-path.ts';

export function photoFile(name: string): string {
  return name.startsWith('sample')
    ? projectPath('node_modules/@vladmandic/face-api/demo', name)
    : projectPath('tests/photos/pictures', name);
}

/** As the worker decodes it: upright, sRGB, at most 2400 px; or changed by the caller first. */
export async function photoPixels(name: string, change = (photo: Sharp) => photo): Promise<Pixels> {
  const upright = sharp(photoFile(name))
    .autoOrient()
    .toColourspace('srgb')
    .removeAlpha()
    .resize(2400, 2400, { fit: 'inside', withoutEnlargement: true });
  return pixelsOf(change(sharp(await upright.png({ compressionLevel: 0 }).toBuffer())));
}

export async function pixelsOf(photo: Sharp): Promise<Pixels> {
  const { data, info } = await photo.toColourspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** From this checkout. */
export function embeddedDetector() {
  return createEmbeddedDetector({
    modelFolder: projectPath('cloud/photos/models'),
    wasmFolder: projectPath('node_modules/@tensorflow/tfjs-backend-wasm/dist'),
  });
}
