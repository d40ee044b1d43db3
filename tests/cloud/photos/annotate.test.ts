import { describe, expect, test } from '@jest/globals';
import { annotated } from '../../../cloud/photos/annotate.ts';
import type { Detections } from '../../../cloud/photos/detections.ts';
import { textPixels } from '../../../cloud/photos/label-text.ts';
import type { Pixels } from '../../../cloud/photos/ports.ts';
import { fc } from '../../support/fast-check.ts';

const grey = (width: number, height: number): Pixels => ({ data: new Uint8Array(width * height * 3).fill(128), width, height });
const pixelOf = ({ data, width }: Pixels, x: number, y: number) => [
  ...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3),
];

describe('An annotated picture', () => {
  const picture = grey(400, 300);
  const found: Detections = { faces: [{ box: [0.5, 0.5, 0.25, 0.25], score: 0.9 }], objects: [] };
  const drawn = annotated(picture, found);

  test('has a box around what was found, and a label on top of it', () => {
    const yellow = [255, 221, 51];
    expect(pixelOf(drawn, 202, 180)).toEqual(yellow);
    expect(pixelOf(drawn, 297, 180)).toEqual(yellow);
    expect(pixelOf(drawn, 260, 222)).toEqual(yellow);
    expect(pixelOf(drawn, 250, 190)).toEqual([128, 128, 128]);
    expect(pixelOf(drawn, 201, 140)).toEqual(yellow);
    const label = Array.from({ length: 60 }, (_, column) => pixelOf(drawn, 205 + column, 144));
    expect(label.some(([red = 255]) => red < 60)).toBe(true);
  });

  test('leaves the picture that it was made of as it is', () => {
    expect(picture.data.every((value) => value === 128)).toBe(true);
  });

  test('has labels that do not hide each other', () => {
    const box = [0.1, 0.3, 0.5, 0.5] as const;
    const objects = [
      { label: 'cat', box, score: 0.9 },
      { label: 'dog', box, score: 0.8 },
    ];
    const both = annotated(grey(400, 300), { faces: [], objects });
    const one = annotated(grey(400, 300), { faces: [], objects: objects.slice(0, 1) });
    const labelOf = (picture: Pixels) => Array.from({ length: 10 }, (_, row) => pixelOf(picture, 44, 76 + row));
    expect(labelOf(both)).toEqual(labelOf(one));
  });

  test('is drawn of any boxes, in and beyond the picture, without a change of size', () => {
    const fraction = fc.double({ min: -3, max: 3, noNaN: true });
    const face = fc.record({
      box: fc.tuple(fraction, fraction, fraction, fraction),
      score: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    const object = fc.tuple(face, fc.string({ unit: 'binary', maxLength: 30 })).map(([of, label]) => ({ ...of, label }));
    const detections = fc.record({ faces: fc.array(face, { maxLength: 4 }), objects: fc.array(object, { maxLength: 4 }) });
    const side = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(detections, side, side, (any, width, height) => {
        const { data, ...size } = annotated(grey(width, height), any);
        expect([size, data.length]).toEqual([{ width, height }, width * height * 3]);
      }),
      { numRuns: 100 },
    );
  });
});

test('text has as many rows as were asked for, and each letter its own form', () => {
  const shapes = [...'abcdefghijklmnopqrstuvwxyz0123456789'].map((letter) => textPixels(letter, 20));
  expect(shapes.every(({ height, alpha, width }) => height === 20 && alpha.length === width * height)).toBe(true);
  expect(new Set(shapes.map(({ alpha }) => Buffer.from(alpha).toString('base64'))).size).toBe(36);
  expect(textPixels('Ä写', 20)).toEqual(textPixels('??', 20));
});
