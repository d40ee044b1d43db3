import { beforeAll, expect, test } from '@jest/globals';
import { cropOf } from '../../../../card-schema/photo-crop.ts';
import { type Box, type Focus, formatFocus, parseFocus } from '../../../../card-schema/photo-focus.ts';
import { focusOf } from '../../../../card-schema/photo-heads.ts';
import type { Detections } from '../../../../cloud/photos/detections.ts';
import { createDeadline } from '../../../../edge/core/deadline.ts';
import { countHeads, LABELLED, partSeen, SLOTS } from '../../../photos/count-heads.ts';
import { embeddedDetector, photoPixels } from '../../../photos/test-photos.ts';

const MINUTE = 60_000;
const found = new Map<string, { readonly detections: Detections; readonly focus: Focus }>();

beforeAll(async () => {
  const detector = embeddedDetector();
  for (const photo of Object.keys(LABELLED)) {
    const pixels = await photoPixels(photo);
    const detections = await detector.detect(pixels, 'focus', createDeadline(MINUTE));
    found.set(photo, { detections, focus: focusOf(pixels, detections, {}) });
  }
}, MINUTE);

function cropsBy(crop: (focus: Focus, slot: (typeof SLOTS)[number]) => Box) {
  return [...found].flatMap(([photo, { focus }]) => SLOTS.map((slot) => ({ photo, crop: crop(focus, slot) })));
}

test('each of the 24 labelled faces is found, once, and nothing else', () => {
  for (const [photo, { detections }] of found) {
    const labelled = LABELLED[photo] ?? [];
    expect(detections.faces).toHaveLength(labelled.length);
    for (const { head } of labelled) expect(detections.faces.filter(({ box }) => partSeen(box, head) > 0.8)).toHaveLength(1);
  }
});

test('of 120 heads in slots at least 100 are whole, at most 4 cut through, and no crop is without a head that fits', () => {
  const count = countHeads(cropsBy(cropOf));
  expect(count.heads).toBe(120);
  expect(count.whole).toBeGreaterThanOrEqual(100);
  expect(count.cutThrough).toBeLessThanOrEqual(4);
  expect(count.cropsWithoutHead).toBe(0);
});

test('the middle of a photo cuts more heads: these photos can go wrong', () => {
  const count = countHeads(cropsBy(({ width, height }, slot) => cropOf({ width, height, heads: [], objects: [] }, slot)));
  expect(count.whole).toBeLessThan(90);
  expect(count.cutThrough).toBeGreaterThan(20);
});

test('the focus that goes with a stored photo crops like the one that was found', () => {
  const exact = cropsBy(cropOf);
  const stored = cropsBy((focus, slot) => cropOf(parseFocus(formatFocus(focus)) ?? focus, slot));
  for (const [index, { crop }] of exact.entries())
    for (const side of [0, 1, 2, 3] as const) expect(stored[index]?.crop[side]).toBeCloseTo(crop[side], 2);
});
