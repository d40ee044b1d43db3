import { expect, test } from '@jest/globals';
import type { Box } from '../../../card-schema/photo-focus.ts';
import { mergeDetections, withOthers, withoutLone, withoutMuzzles } from '../../../cloud/photos/merge-detections.ts';
import { fc } from '../../support/fast-check.ts';

const face = (box: Box, score = 0.9) => ({ box, score });

test('of boxes that show the same thing the surest stays', () => {
  const sure = face([0.1, 0.1, 0.2, 0.2], 0.95);
  const other = face([0.5, 0.1, 0.2, 0.2], 0.7);
  expect(mergeDetections([face([0.12, 0.11, 0.2, 0.2], 0.8), sure, other])).toEqual([sure, other]);
});

test('half a face at the edge of a tile is the same face, its neighbour is not', () => {
  const whole = face([0.1, 0.1, 0.2, 0.2], 0.95);
  const half = face([0.1, 0.1, 0.06, 0.2], 0.7);
  const neighbour = face([0.28, 0.1, 0.2, 0.2], 0.7);
  expect(mergeDetections([half, whole, neighbour])).toEqual([whole, neighbour]);
});

test('what is found a second time is not taken twice', () => {
  const found = [face([0.1, 0.1, 0.2, 0.2]), face([0.5, 0.5, 0.1, 0.1])];
  const other = face([0.7, 0.1, 0.2, 0.2], 0.66);
  expect(withOthers(found, [face([0.11, 0.1, 0.2, 0.2]), other])).toEqual([...found, other]);
});

test('a box alone counts only if it is sure', () => {
  const twice = [face([0.1, 0.1, 0.2, 0.2], 0.55), face([0.11, 0.1, 0.2, 0.2], 0.52)];
  const sure = face([0.5, 0.5, 0.2, 0.2], 0.7);
  expect(withoutLone([...twice, sure, face([0.5, 0.1, 0.2, 0.2], 0.6)], 0.65)).toEqual([...twice, sure]);
});

test('things of two labels are two things in one place', () => {
  const cup = { ...face([0.1, 0.1, 0.2, 0.2]), label: 'cup' };
  const bowl = { ...cup, label: 'bowl' };
  expect(mergeDetections([cup, bowl])).toHaveLength(2);
});

const fraction = fc.double({ min: 0, max: 1, noNaN: true });
const anyFound = fc.record({ box: fc.tuple(fraction, fraction, fraction, fraction), score: fraction });

test('the result is in order of score and does not depend on the order found', () => {
  fc.assert(
    fc.property(fc.array(anyFound, { maxLength: 20 }), (found) => {
      const merged = mergeDetections(found);
      expect(merged.map(({ score }) => score)).toEqual(merged.map(({ score }) => score).sort((one, other) => other - one));
      expect(mergeDetections(merged)).toEqual(merged);
    }),
  );
});

test('a face in an animal is none, but a face of a person who holds one is', () => {
  const cat = { ...face([0.1, 0.1, 0.6, 0.8]), label: 'cat' };
  const person = { ...face([0.2, 0, 0.8, 1]), label: 'person' };
  const muzzle = face([0.2, 0.2, 0.2, 0.2]);
  expect(withoutMuzzles({ faces: [muzzle], objects: [cat] }).faces).toEqual([]);
  expect(withoutMuzzles({ faces: [muzzle], objects: [cat, person] }).faces).toEqual([muzzle]);
  expect(withoutMuzzles({ faces: [muzzle], objects: [] }).faces).toEqual([muzzle]);
});
