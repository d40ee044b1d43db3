import { expect, test } from '@jest/globals';
import { focusOf, headOf, inReadingOrder } from '../../card-schema/photo-heads.ts';

test('a head is wider than its face and reaches above it, beyond the photo where it must', () => {
  const [left, top, width, height] = headOf([0.4, 0.1, 0.2, 0.3]);
  expect(left).toBeCloseTo(0.34);
  expect(top).toBeCloseTo(-0.11);
  expect(width).toBeCloseTo(0.32);
  expect(height).toBeCloseTo(0.54);
});

test('a focus has a head for each face, every object, and the point of a person', () => {
  const detections = {
    faces: [{ box: [0.4, 0.1, 0.2, 0.3] as const, score: 0.9 }],
    objects: [{ box: [0, 0, 1, 1] as const, score: 0.8, label: 'person' }],
  };
  expect(focusOf({ width: 300, height: 200 }, detections, { focus: [0.1, 0.2] })).toEqual({
    width: 300,
    height: 200,
    heads: [{ face: [0.4, 0.1, 0.2, 0.3], head: headOf([0.4, 0.1, 0.2, 0.3]) }],
    objects: [{ box: [0, 0, 1, 1], score: 0.8 }],
    point: [0.1, 0.2],
  });
  expect(focusOf({ width: 300, height: 200 }, detections, {})).not.toHaveProperty('point');
});

test('heads are counted as one reads: line by line, people of different heights in one line', () => {
  const head = (left: number, top: number) => [left, top, 0.1, 0.15] as const;
  const back = [head(0.6, 0.12), head(0.1, 0.15), head(0.35, 0.1)];
  const front = [head(0.5, 0.55), head(0.2, 0.52)];
  const [right, left, middle] = back;
  const order = [left, middle, right, front[1], front[0]];
  expect(inReadingOrder([...front, ...back])).toEqual(order);
  expect(inReadingOrder([...back, ...front].reverse())).toEqual(order);
});
