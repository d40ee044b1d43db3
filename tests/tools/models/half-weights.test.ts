import { expect, test } from '@jest/globals';
import { type GraphFile, halfOf, halfWeights } from '../../../tools/models/half-weights.ts';
import { fc } from '../../support/fast-check.ts';

test.each([
  [0, 0x0000],
  [-0, 0x8000],
  [1, 0x3c00],
  [-2, 0xc000],
  [65504, 0x7bff],
  [1 / 3, 0x3555],
  [2 ** -14, 0x0400],
  [2 ** -24, 0x0001],
  [2 ** -26, 0x0000],
  // Half-way between two steps: the even one.
  [1 + 2 ** -11, 0x3c00],
  [1 + 3 * 2 ** -11, 0x3c02],
  // Rounds up into the next power of two.
  [2 - 2 ** -12, 0x4000],
])('%d is %d in half precision', (value, bits) => {
  expect(halfOf(value)).toBe(bits);
});

test('what half precision cannot hold is refused', () => {
  for (const value of [65536, 1e9, Number.POSITIVE_INFINITY, Number.NaN]) expect(() => halfOf(value)).toThrow(RangeError);
});

test('a larger number never has smaller bits', () => {
  const positive = fc.double({ min: 0, max: 65504, noNaN: true });
  fc.assert(
    fc.property(positive, positive, (one, other) => {
      expect(halfOf(Math.min(one, other))).toBeLessThanOrEqual(halfOf(Math.max(one, other)));
    }),
  );
});

function graphOf(weights: GraphFile['weightsManifest'][number]['weights']): GraphFile {
  return { modelTopology: { node: [] }, weightsManifest: [{ paths: ['a', 'b'], weights }] };
}

test('long vectors take 2 bytes a value, short ones and whole numbers stay as they are', () => {
  const long = Float32Array.from({ length: 100 }, (_, index) => index);
  const short = Float32Array.of(0.1);
  const whole = Int32Array.from({ length: 100 }, (_, index) => index);
  const given = graphOf([
    { name: 'long', shape: [10, 10], dtype: 'float32' },
    { name: 'short', shape: [1], dtype: 'float32' },
    { name: 'whole', shape: [100], dtype: 'int32' },
  ]);
  const bytes = Buffer.concat([long, short, whole].map(({ buffer }) => new Uint8Array(buffer)));
  const halved = halfWeights(given, bytes, 'one.bin');
  expect(halved.bytes).toHaveLength(200 + 4 + 400);
  expect(Buffer.from(halved.bytes.subarray(200)).equals(bytes.subarray(400))).toBe(true);
  const [group] = halved.graph.weightsManifest;
  expect(group?.paths).toEqual(['one.bin']);
  expect(group?.weights.map(({ quantization }) => quantization)).toEqual([{ dtype: 'float16' }, undefined, undefined]);
});

test('weights that do not fit their graph are refused', () => {
  const weights = [{ name: 'w', shape: [2], dtype: 'float32' }];
  expect(() => halfWeights(graphOf(weights), new Uint8Array(12), 'one.bin')).toThrow('4 bytes of weights belong to nothing');
  const quantized = [{ name: 'w', shape: [2], dtype: 'float32', quantization: { dtype: 'uint8' } }];
  expect(() => halfWeights(graphOf(quantized), new Uint8Array(8), 'one.bin')).toThrow('w is not of 4 bytes a value');
});
