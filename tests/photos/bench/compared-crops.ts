// The heads of our labelled photos in crops of ours, and of those that others make.
import sharp from 'sharp';
import { cropOf } from '../../../card-schema/photo-crop.ts';
import type { Box } from '../../../card-schema/photo-focus.ts';
import { focusOf } from '../../../card-schema/photo-heads.ts';
import { sharpOf } from '../../../cloud/photos/adapters/smaller-picture.ts';
import type { Detector, Pixels } from '../../../cloud/photos/ports.ts';
import { createDeadline } from '../../../edge/core/deadline.ts';
import { countHeads, type HeadCount, LABELLED, SLOTS } from '../count-heads.ts';
import { photoPixels } from '../test-photos.ts';

const MINUTE = 60_000;

export interface ComparedCrops {
  readonly way: string;
  readonly count: HeadCount;
}

type Slot = (typeof SLOTS)[number];

export async function compareCrops(detector: Detector): Promise<ComparedCrops[]> {
  const photos = await Promise.all(Object.keys(LABELLED).map(async (photo) => ({ photo, pixels: await photoPixels(photo) })));
  const counted = async (way: string, crop: (pixels: Pixels, slot: Slot) => Box | Promise<Box>) => {
    const crops: { readonly photo: string; readonly crop: Box }[] = [];
    for (const { photo, pixels } of photos) for (const slot of SLOTS) crops.push({ photo, crop: await crop(pixels, slot) });
    return { way, count: countHeads(crops) };
  };
  const found = new Map<Pixels, Awaited<ReturnType<Detector['detect']>>>();
  for (const { pixels } of photos) found.set(pixels, await detector.detect(pixels, 'focus', createDeadline(MINUTE)));
  return [
    await counted('centre (CSS `cover`)', ({ width, height }, slot) => cropOf({ width, height, heads: [], objects: [] }, slot)),
    await counted('sharp `entropy`', (pixels, slot) => cropOfSharp(pixels, slot, sharp.strategy.entropy)),
    await counted('sharp `attention`', (pixels, slot) => cropOfSharp(pixels, slot, sharp.strategy.attention)),
    await counted('**Edgecard**', (pixels, slot) =>
      cropOf(focusOf(pixels, found.get(pixels) ?? { faces: [], objects: [] }, {}), slot),
    ),
  ];
}

/** sharp says how far the resized photo was moved, so that its window can be laid over the photo. */
async function cropOfSharp(pixels: Pixels, { width, height }: Slot, position: number): Promise<Box> {
  const { info } = await sharpOf(pixels)
    .resize(width, height, { fit: 'cover', position })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const zoom = Math.max(width / pixels.width, height / pixels.height);
  const [across, down] = [pixels.width * zoom, pixels.height * zoom];
  return [-(info.cropOffsetLeft ?? 0) / across, -(info.cropOffsetTop ?? 0) / down, width / across, height / down];
}
