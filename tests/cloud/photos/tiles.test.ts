import { expect, test } from '@jest/globals';
import { edgeTilesOf, tilesOf } from '../../../cloud/photos/tiles.ts';
import { fc } from '../../support/fast-check.ts';

const picture = fc.record({ width: fc.integer({ min: 1, max: 2400 }), height: fc.integer({ min: 1, max: 2400 }) });

test('scale 0 is the picture, scale 1 are squares along its longer side', () => {
  expect(tilesOf({ width: 300, height: 200 }, 0)).toEqual([{ left: 0, top: 0, width: 300, height: 200 }]);
  expect(tilesOf({ width: 300, height: 200 }, 1)).toEqual([
    { left: 0, top: 0, width: 200, height: 200 },
    { left: 100, top: 0, width: 200, height: 200 },
  ]);
});

test('all tiles of a scale are squares of one size within the picture', () => {
  fc.assert(
    fc.property(picture, fc.constantFrom(1, 2, 3), (size, scale) => {
      const tiles = tilesOf(size, scale);
      for (const { left, top, width, height } of tiles) {
        expect(width).toBe(tiles[0]?.width);
        expect(height).toBe(width);
        expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
        expect(left + width).toBeLessThanOrEqual(size.width);
        expect(top + height).toBeLessThanOrEqual(size.height);
      }
    }),
  );
});

test('tiles at the edges reach half their side beyond one edge each, and cover all four', () => {
  expect(edgeTilesOf({ width: 300, height: 200 }, 1)).toEqual(
    [
      [-100, 0],
      [200, 0],
      [0, -100],
      [0, 100],
      [100, -100],
      [100, 100],
    ].map(([left, top]) => ({ left, top, width: 200, height: 200 })),
  );
});

test('whatever is not larger than a fifth of a tile is whole in some tile', () => {
  const place = fc.double({ min: 0, max: 1, noNaN: true });
  const large = fc.record({ width: fc.integer({ min: 200, max: 2400 }), height: fc.integer({ min: 200, max: 2400 }) });
  fc.assert(
    fc.property(large, fc.constantFrom(1, 2, 3), place, place, (size, scale, x, y) => {
      const tiles = tilesOf(size, scale);
      const side = (tiles[0]?.width ?? 0) / 5;
      const [left, top] = [x * (size.width - side), y * (size.height - side)];
      const isWholeIn = (tile: (typeof tiles)[number]) =>
        left >= tile.left && top >= tile.top && left + side <= tile.left + tile.width && top + side <= tile.top + tile.height;
      expect(tiles.some(isWholeIn)).toBe(true);
    }),
  );
});
