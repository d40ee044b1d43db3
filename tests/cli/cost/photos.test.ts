import { expect, test } from '@jest/globals';
import { removalCost, removalRows } from '../../../cli/cost/photo-removals.ts';
import { madeSizesCost, photoSiteRows, viewedPhotosCost } from '../../../cli/cost/photo-site.ts';
import { photoCost, photoCostRows } from '../../../cli/cost/photos.ts';

test('a photo costs its function and its calls, and with Rekognition two pictures more', () => {
  const [embedded, rekognition] = [photoCost('embedded', 1000), photoCost('rekognition', 1000)];
  expect(embedded.detection).toBe(0);
  expect(rekognition.detection).toBeCloseTo(2, 10);
  for (const { compute, calls, detection, total } of [embedded, rekognition]) expect(total).toBe(compute + calls + detection);
  expect(embedded.total).toBeGreaterThan(0.1);
  expect(embedded.total).toBeLessThan(0.2);
});

test('a million photos cost a thousand times what a thousand do', () => {
  expect(photoCost('embedded', 1e6).total).toBeCloseTo(1000 * photoCost('embedded', 1000).total, 6);
  expect(photoCostRows(1000).map(([what]) => what)).toEqual([
    '',
    'the function',
    'S3, table, queue, events',
    'detection',
    'in all',
    'kept, a month',
  ]);
});

test('a size costs its function and its calls once, and then what viewers are sent: the smaller the type, the less', () => {
  const [jpg, webp, avif] = [madeSizesCost('jpg', 1000), madeSizesCost('webp', 1000), madeSizesCost('avif', 1000)];
  expect(jpg.compute).toBeLessThan(webp.compute);
  expect(webp.compute).toBeLessThan(avif.compute);
  for (const { compute, calls, total } of [jpg, webp, avif]) expect(total).toBe(compute + calls);
  expect(avif.total).toBeLessThan(0.06);
  const seen = (['jpg', 'webp', 'avif'] as const).map((type) => viewedPhotosCost(type, 10_000));
  expect(seen.map(({ bodies }) => bodies)).toEqual(seen.map(({ bodies }) => bodies).sort((a, b) => b - a));
  for (const { requests } of seen) expect(requests).toBeCloseTo(0.011, 6);
  expect(photoSiteRows(1000, 10_000)).toHaveLength(8);
  for (const [, ...cells] of photoSiteRows(1000, 10_000).slice(1))
    for (const cell of cells) expect(Number(cell)).toBeGreaterThan(0);
});

test('a removal costs two looks at all cards, and what CloudFront forgets: a tag, and two addresses of the photo site, twice', () => {
  expect(removalCost(1000).forgetting).toBeCloseTo(30, 6);
  expect(removalCost(1000, { photoSite: false }).forgetting).toBeCloseTo(10, 6);
  expect(removalCost(1, { cards: 0 }).looking).toBeGreaterThan(0);
  expect(removalCost(1, { cards: 1e6 }).looking).toBeGreaterThan(8 * removalCost(1, { cards: 1e5 }).looking);
  expect(removalRows(1000)).toHaveLength(4);
});
