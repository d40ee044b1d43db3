import { describe, expect, test } from '@jest/globals';
import { plannedSize } from '../../../cloud/photos/planned-size.ts';
import { fc } from '../../support/fast-check.ts';

const photo = { width: 1600, height: 1200 };
const focus = { ...photo, heads: [], objects: [] };
const asked = (width: number, height: number, fit: 'cover' | 'inside') =>
  plannedSize(photo, focus, { width, height, fit, type: 'jpg' });

describe('The size in which a photo is made', () => {
  test.each([
    ['as asked for', 800, 800, 'cover', 800, 800],
    ['as asked for, of all of the photo', 1600, 1200, 'cover', 1600, 1200],
    ['no larger than the photo, in the ratio that was asked for', 2400, 2400, 'cover', 1200, 1200],
    ['no larger than the photo, in a wide ratio', 2400, 1260, 'cover', 1600, 840],
    ['one pixel at least', 2400, 1, 'cover', 1600, 1],
    ['one pixel at least, on end', 1, 2400, 'cover', 1, 1200],
    ['whole within the box, by its width', 800, 2400, 'inside', 800, 600],
    ['whole within the box, by its height', 2400, 300, 'inside', 400, 300],
    ['whole and no larger than the photo', 2400, 2400, 'inside', 1600, 1200],
    ['whole and one pixel at least', 1, 1, 'inside', 1, 1],
  ] as const)('is %s', (_, width, height, fit, wide, high) => {
    expect(asked(width, height, fit)).toMatchObject({ width: wide, height: high });
  });

  test('is around what matters', () => {
    const face = [0.8, 0.4, 0.1, 0.1] as const;
    const { crop } = plannedSize(
      photo,
      { ...focus, heads: [{ face, head: face }] },
      { width: 300, height: 600, fit: 'cover', type: 'webp' },
    );
    const [left = 0, , width = 0] = crop ?? [];
    expect(left).toBeLessThanOrEqual(0.8);
    expect(left + width).toBeGreaterThanOrEqual(0.9);
  });

  test('is never larger than the photo, nor than what was asked for, and keeps the ratio', () => {
    const side = fc.integer({ min: 1, max: 2400 });
    const fit = fc.constantFrom('cover' as const, 'inside' as const);
    fc.assert(
      fc.property(side, side, side, side, fit, (ofWidth, ofHeight, width, height, how) => {
        const of = { width: ofWidth, height: ofHeight };
        const { crop, ...made } = plannedSize(of, { ...of, heads: [], objects: [] }, { width, height, fit: how, type: 'jpg' });
        expect(made.width).toBeLessThanOrEqual(Math.min(width, ofWidth));
        expect(made.height).toBeLessThanOrEqual(Math.min(height, ofHeight));
        const ratio = how === 'cover' ? width / height : ofWidth / ofHeight;
        // As near as whole pixels can be.
        expect(
          Math.min(Math.abs(made.width - made.height * ratio) / Math.max(1, ratio), Math.abs(made.height - made.width / ratio)),
        ).toBeLessThanOrEqual(1);
      }),
    );
  });
});
