// How long a photo takes, and how much memory, in this very process.
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { createPictures } from '../../../cloud/photos/adapters/sharp-pictures.ts';
import { idOfPhoto } from '../../../cloud/photos/id-of-photo.ts';
import { makePhoto } from '../../../cloud/photos/make-photo.ts';
import type { MeasureStage } from '../../../cloud/photos/photo-order.ts';
import type { Detector, Pixels } from '../../../cloud/photos/ports.ts';
import { recipeOf } from '../../../cloud/photos/recipe.ts';
import { createDeadline } from '../../../edge/core/deadline.ts';
import { photoFile } from '../test-photos.ts';

const MINUTE = 60_000;
/** As phones make them. */
const TWELVE_MEGAPIXELS = { width: 4000, height: 3000 };

export interface Timing {
  readonly medianMs: number;
  readonly slowestMs: number;
}

/** A photo of 12 megapixels, from its JPEG to all files of it, as the worker makes them. */
export async function measureMaking(detector: Detector, times: number): Promise<Timing & { readonly stages: string }> {
  const bytes = await sharp(photoFile('sample6.jpg'))
    .resize(TWELVE_MEGAPIXELS.width, TWELVE_MEGAPIXELS.height, { fit: 'fill' })
    .jpeg({ quality: 90 })
    .toBuffer();
  const stages = new Map<string, number[]>();
  const stage: MeasureStage = async (name, work) => {
    const start = performance.now();
    const result = await work();
    stages.set(name, [...(stages.get(name) ?? []), performance.now() - start]);
    return result;
  };
  const recipe = recipeOf(detector.name);
  const source = createHash('sha256').update(bytes).digest('hex');
  const id = idOfPhoto({ source, edits: {}, recipe });
  const parts = { pictures: createPictures({ heic: undefined }), detector, masters: true };
  const timing = await timed(times, () =>
    makePhoto({ id, name: '', source, edits: {}, recipe, bytes, deadline: createDeadline(MINUTE), stage }, parts),
  );
  const named = [...stages].map(([name, each]) => `${name} ${Math.round(medianOf(each))}`);
  return { ...timing, stages: named.join(', ') };
}

export function measureFinding(detector: Detector, photos: readonly Pixels[], wanted: 'focus' | 'hide'): Promise<Timing> {
  let next = 0;
  return timed(photos.length, async () => {
    const photo = photos[next++];
    if (photo) await detector.detect(photo, wanted, createDeadline(MINUTE));
  });
}

async function timed(times: number, work: () => Promise<unknown>): Promise<Timing> {
  const all: number[] = [];
  for (let run = 0; run < times; run++) {
    const start = performance.now();
    await work();
    all.push(performance.now() - start);
  }
  return { medianMs: Math.round(medianOf(all)), slowestMs: Math.round(Math.max(...all)) };
}

function medianOf(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
