import { expect, test } from '@jest/globals';
import { cropOf } from '../../card-schema/photo-crop.ts';
import { type Focus, formatFocus, parseFocus } from '../../card-schema/photo-focus.ts';
import { fc } from '../support/fast-check.ts';

const fraction = fc.double({ min: -0.5, max: 1.5, noNaN: true });
const inPhoto = fc.double({ min: 0, max: 1, noNaN: true });
const box = fc.tuple(fraction, fraction, inPhoto, inPhoto);
const focus: fc.Arbitrary<Focus> = fc
  .record({
    width: fc.integer({ min: 1, max: 2400 }),
    height: fc.integer({ min: 1, max: 2400 }),
    heads: fc.array(fc.record({ head: box, face: box }), { maxLength: 100 }),
    objects: fc.array(fc.record({ box, score: inPhoto }), { maxLength: 100 }),
    point: fc.option(fc.tuple(inPhoto, inPhoto), { nil: undefined }),
  })
  .map(({ point, ...rest }) => (point ? { ...rest, point } : rest));

test('a focus of any photo is at most 2,000 bytes of ASCII', () => {
  fc.assert(
    fc.property(focus, (given) => {
      const text = formatFocus(given);
      expect(text.length).toBeLessThanOrEqual(2000);
      expect(text).toMatch(/^[ -~]+$/);
    }),
    { numRuns: 200 },
  );
});

test('what is read is what was written, to a ten-thousandth', () => {
  const given: Focus = {
    width: 1600,
    height: 1067,
    heads: [{ head: [-0.01234, 0.1, 0.2, 0.3], face: [0.02, 0.15, 0.1, 0.12345] }],
    objects: [{ box: [0, 0.5, 1, 0.5], score: 0.87654 }],
    point: [0.4, 1],
  };
  expect(parseFocus(formatFocus(given))).toEqual({
    width: 1600,
    height: 1067,
    heads: [{ head: [-0.0123, 0.1, 0.2, 0.3], face: [0.02, 0.15, 0.1, 0.1235] }],
    objects: [{ box: [0, 0.5, 1, 0.5], score: 0.8765 }],
    point: [0.4, 1],
  });
});

test('a focus that was read is written as the same text', () => {
  fc.assert(
    fc.property(focus, (given) => {
      const read = parseFocus(formatFocus(given));
      expect(read).toBeDefined();
      if (read) expect(parseFocus(formatFocus(read))).toEqual(read);
    }),
    { numRuns: 200 },
  );
});

test('of more heads than fit, the largest stay', () => {
  const small = { head: [0.1234, 0.1234, 0.0123, 0.0123], face: [0.1234, 0.1234, 0.0123, 0.0123] } as const;
  const large = { head: [0.5, 0.2, 0.3, 0.4], face: [0.55, 0.3, 0.2, 0.2] } as const;
  const read = parseFocus(formatFocus({ width: 1600, height: 1000, heads: [...Array(100).fill(small), large], objects: [] }));
  expect(read?.heads[0]).toEqual(large);
  expect(read?.heads.length).toBeGreaterThanOrEqual(30);
});

test.each([
  '',
  'null',
  '{}',
  '[]',
  '{"size":[0,10],"heads":[],"objects":[]}',
  '{"size":[10,10],"heads":[[1,2,3]],"objects":[]}',
  '{"size":[10,10],"heads":[],"objects":[["a",1,1,1,1]]}',
  '{"size":[10,10],"heads":[],"objects":[],"point":[20000,0]}',
  '{"size":[10,10],"heads":[],"objects":[],"more":1}',
])('%j is no focus', (text) => {
  expect(parseFocus(text)).toBeUndefined();
});

test('any text is a focus that crops, or none', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ maxLength: 300 }), fc.json()), (text) => {
      const read = parseFocus(text);
      if (read) expect(cropOf(read, { width: 300, height: 200 })).toHaveLength(4);
    }),
    { numRuns: 500 },
  );
});
