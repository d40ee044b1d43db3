import type { Pixels } from '../../../cloud/photos/ports.ts';

const SIDE = 8;
const STEP = 4;
/** Of the measure itself, for levels of 255: (0.01 × 255)² and (0.03 × 255)². */
const [C1, C2] = [6.5025, 58.5225];

/**
 * SSIM of the luma, the mean over windows of 8 × 8 (Wang et al., 2004): 1 for the same picture. Own code, because it is forty lines and a
 * package would be installed for one table.
 */
export function likenessOf(one: Pixels, other: Pixels): number {
  const [a, b] = [lumaOf(one), lumaOf(other)];
  const { width, height } = one;
  let sum = 0;
  let windows = 0;
  for (let y = 0; y + SIDE <= height; y += STEP)
    for (let x = 0; x + SIDE <= width; x += STEP) {
      sum += windowLikeness(a, b, y * width + x, width);
      windows++;
    }
  return sum / windows;
}

function windowLikeness(a: Float32Array, b: Float32Array, start: number, width: number): number {
  let [sumA, sumB, squareA, squareB, product] = [0, 0, 0, 0, 0];
  for (let row = 0; row < SIDE; row++)
    for (let column = 0; column < SIDE; column++) {
      const at = start + row * width + column;
      const [u, v] = [a[at] ?? 0, b[at] ?? 0];
      sumA += u;
      sumB += v;
      squareA += u * u;
      squareB += v * v;
      product += u * v;
    }
  const count = SIDE * SIDE;
  const [meanA, meanB] = [sumA / count, sumB / count];
  const [varianceA, varianceB] = [squareA / count - meanA * meanA, squareB / count - meanB * meanB];
  const covariance = product / count - meanA * meanB;
  return (
    ((2 * meanA * meanB + C1) * (2 * covariance + C2)) / ((meanA * meanA + meanB * meanB + C1) * (varianceA + varianceB + C2))
  );
}

function lumaOf({ data, width, height }: Pixels): Float32Array {
  const luma = new Float32Array(width * height);
  for (let at = 0; at < luma.length; at++)
    luma[at] = 0.299 * (data[at * 3] ?? 0) + 0.587 * (data[at * 3 + 1] ?? 0) + 0.114 * (data[at * 3 + 2] ?? 0);
  return luma;
}
