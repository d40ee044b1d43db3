// The labelled photos, changed as photos of others differ from them, with the places of their faces.
import sharp, { type Sharp } from 'sharp';
import type { Box } from '../../card-schema/photo-focus.ts';
import { sharpOf } from '../../cloud/photos/adapters/smaller-picture.ts';
import type { Pixels } from '../../cloud/photos/ports.ts';
import { LABELLED } from './count-heads.ts';
import { photoPixels, pixelsOf } from './test-photos.ts';

export interface PhotoWithFaces {
  readonly pixels: Pixels;
  readonly faces: readonly Box[];
}

/** `place` says where a box of the photo is afterwards. */
export async function changedPhoto(
  name: string,
  change: (photo: Sharp, pixels: Pixels) => Sharp,
  place: (box: Box, pixels: Pixels, changed: Pixels) => Box = (box) => box,
): Promise<PhotoWithFaces> {
  const pixels = await photoPixels(name);
  // One pipeline resizes, turns and extends in an order of its own.
  const changed = await pixelsOf(sharp(await change(sharpOf(pixels), pixels).png({ compressionLevel: 0 }).toBuffer()));
  const faces = (LABELLED[name] ?? []).map(({ face }) => place(face, pixels, changed));
  return { pixels: changed, faces };
}

/** A square of the photo around its first face, which fills `part` of it in the middle; what is beyond the photo repeats its edge. */
export async function faceAlone(name: string, part: number): Promise<PhotoWithFaces> {
  const pixels = await photoPixels(name);
  const [left, top, width, height] = LABELLED[name]?.[0]?.face ?? [0, 0, 1, 1];
  const [faceWidth, faceHeight] = [width * pixels.width, height * pixels.height];
  const side = Math.round(Math.max(faceWidth, faceHeight) / part);
  const wider = await sharpOf(pixels)
    .extend({ left: side, right: side, top: side, bottom: side, extendWith: 'copy' })
    .png({ compressionLevel: 0 })
    .toBuffer();
  const start = (middle: number) => Math.round(middle + side / 2);
  const square = {
    left: start(left * pixels.width + faceWidth / 2),
    top: start(top * pixels.height + faceHeight / 2),
    ...{ width: side, height: side },
  };
  const size = [faceWidth / side, faceHeight / side] as const;
  return {
    pixels: await pixelsOf(sharp(wider).extract(square).resize(800, 800)),
    faces: [[(1 - size[0]) / 2, (1 - size[1]) / 2, size[0], size[1]]],
  };
}

/** Where a box is after its photo was turned, with all of it kept. */
export function turnedBox(degrees: number): (box: Box, before: Pixels, after: Pixels) => Box {
  const turn = (degrees * Math.PI) / 180;
  return ([left, top, width, height], before, after) => {
    const across = (left + width / 2 - 0.5) * before.width;
    const down = (top + height / 2 - 0.5) * before.height;
    const x = across * Math.cos(turn) - down * Math.sin(turn) + after.width / 2;
    const y = across * Math.sin(turn) + down * Math.cos(turn) + after.height / 2;
    const side = (width * before.width + height * before.height) / 2;
    return [(x - side / 2) / after.width, (y - side / 2) / after.height, side / after.width, side / after.height];
  };
}

const MOSAIC = { width: 1920, height: 1280, across: 4, down: 4 };
/** Faces of 200 pixels in photos of 1920 become 47 pixels. */
const MOSAIC_PHOTO_PX = 451;

/** The six group photos, 16 times in one picture: 57 faces of about 47 pixels. */
export async function mosaic(): Promise<PhotoWithFaces> {
  const { width, height, across, down } = MOSAIC;
  const cells = Array.from({ length: across * down }, (_, index) => ({
    name: `sample${(index % 6) + 1}.jpg`,
    left: ((index % across) * width) / across,
    top: (Math.floor(index / across) * height) / down,
  }));
  const placed = await Promise.all(
    cells.map(async ({ name, left, top }) => {
      const photo = await photoPixels(name);
      const size = { width: MOSAIC_PHOTO_PX, height: Math.round((photo.height * MOSAIC_PHOTO_PX) / photo.width) };
      const shown = { left: 0, top: 0, width: size.width, height: Math.min(size.height, height / down) };
      const input = await sharpOf(photo).resize(size.width, size.height).extract(shown).png().toBuffer();
      const faces = (LABELLED[name] ?? []).map(
        ({ face }): Box => [
          (left + face[0] * size.width) / width,
          (top + face[1] * size.height) / height,
          (face[2] * size.width) / width,
          (face[3] * size.height) / height,
        ],
      );
      return { layer: { input, left, top }, faces };
    }),
  );
  const picture = sharp({ create: { width, height, channels: 3, background: '#000' } }).composite(
    placed.map(({ layer }) => layer),
  );
  return { pixels: await pixelsOf(sharp(await picture.png().toBuffer())), faces: placed.flatMap(({ faces }) => faces) };
}
