import { expect, test } from '@jest/globals';
import { variantKey } from '../../../cloud/photos/photo-keys.ts';
import { plannedVariants } from '../../../cloud/photos/variants.ts';
import { photoKey } from '../../../edge/core/photo-file.ts';

test.each([
  ['an avatar', [80, 80], 250],
  ['the article’s cover', [452, 630], 1000],
  ['the quote’s portrait', [372, 630], 1000],
  ['a banner', [1200, 300], 1600],
  ['a whole card', [1200, 630], 1600],
  ['a place just small enough for the smallest', [166, 1], 250],
  ['a place just too large for it', [1, 167], 500],
  ['a place larger than any file', [5000, 5000], 1600],
  ['no place at all', [0, 0], 250],
] as const)('%s is filled by the smallest file that is large enough', (_, slot, size) => {
  expect(photoKey('7h3k9m2p4q8r5t6v', slot)).toBe(`photos/7h3k9m2p4q8r5t6v/${size}.jpg`);
});

test('the edge asks for the files that the worker makes', () => {
  const planned = plannedVariants({ width: 300, height: 200 }, { width: 300, height: 200, heads: [], objects: [] });
  const made = planned.map(({ name }) => variantKey('7h3k9m2p4q8r5t6v', name));
  for (const side of [80, 300, 630, 1200]) expect(made).toContain(photoKey('7h3k9m2p4q8r5t6v', [side, side]));
});
