import { describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import type { Detections } from '../../cloud/photos/detections.ts';
import type { Detector } from '../../cloud/photos/ports.ts';
import { createDeadline } from '../../edge/core/deadline.ts';
import { photoPixels, pixelsOf } from '../photos/test-photos.ts';

const MINUTE = 60_000;

/** What every detector does. */
export function describeDetector(title: string, open: () => Detector): void {
  describe(title, () => {
    test('finds the face and the person in a portrait', async () => {
      const { faces, objects } = await open().detect(await photoPixels('astronaut.png'), 'focus', createDeadline(MINUTE));
      expect(faces).toHaveLength(1);
      const [left = 0, top = 0, width = 0, height = 0] = faces[0]?.box ?? [];
      expect(left + width / 2).toBeCloseTo(0.438, 1);
      expect(top + height / 2).toBeCloseTo(0.247, 1);
      expect(objects.map(({ label }) => label)).toContain('person');
    });

    test('gives boxes within the photo, scores from 0 to 1 with the highest first, and plain labels', async () => {
      for (const wanted of ['focus', 'hide'] as const)
        expectInOrder(await open().detect(await photoPixels('astronaut.png'), wanted, createDeadline(MINUTE)));
    });

    test('hiding finds every face that cropping finds', async () => {
      const photo = await photoPixels('astronaut.png');
      const focus = await open().detect(photo, 'focus', createDeadline(MINUTE));
      const hide = await open().detect(photo, 'hide', createDeadline(MINUTE));
      expect(hide.faces.length).toBeGreaterThanOrEqual(focus.faces.length);
    });

    test('finds nothing in one colour', async () => {
      const grey = await pixelsOf(sharp({ create: { width: 400, height: 300, channels: 3, background: '#888' } }));
      expect(await open().detect(grey, 'hide', createDeadline(MINUTE))).toEqual({ faces: [], objects: [] });
    });

    test('leaves the pixels as they are', async () => {
      const photo = await photoPixels('astronaut.png');
      const before = Buffer.from(photo.data);
      await open().detect(photo, 'hide', createDeadline(MINUTE));
      expect(before.equals(photo.data)).toBe(true);
    });

    test('says so when the time is over', async () => {
      const photo = await photoPixels('astronaut.png');
      await expect(open().detect(photo, 'focus', createDeadline(0))).rejects.toMatchObject({ code: 'out_of_time' });
    });
  });
}

function expectInOrder({ faces, objects }: Detections): void {
  for (const found of [faces, objects]) {
    expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).sort((one, other) => other - one));
    for (const { box, score } of found) {
      expect(Math.min(...box)).toBeGreaterThanOrEqual(0);
      expect(Math.max(box[0] + box[2], box[1] + box[3])).toBeLessThanOrEqual(1 + 1e-9);
      expect(Math.min(box[2], box[3])).toBeGreaterThan(0);
      expect(score).toBeGreaterThan(0);
      expect(score).toBeLessThanOrEqual(1);
    }
  }
  for (const { label } of objects) expect(label).toMatch(/^[a-z][a-z ]*$/);
}
