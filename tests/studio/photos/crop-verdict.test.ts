import { describe, expect, test } from '@jest/globals';
import type { Focus } from '../../../card-schema/photo-focus.ts';
import { centreCrop, cropVerdict, positionOf } from '../../../card-site/studio/photos/crop-verdict.ts';

const head = (left: number) => ({ head: [left, 0.1, 0.2, 0.3], face: [left + 0.05, 0.2, 0.1, 0.15] }) as const;
const focus: Focus = { width: 200, height: 100, heads: [head(0), head(0.4), head(0.65)], objects: [] };

describe('the centre of a photo', () => {
  test('has the ratio of the slot, and is as large as the photo allows', () => {
    expect(centreCrop(focus, { width: 50, height: 50 })).toEqual([0.25, 0, 0.5, 1]);
    expect(centreCrop(focus, { width: 400, height: 100 })).toEqual([0, 0.25, 1, 0.5]);
    expect(centreCrop(focus, { width: 20, height: 10 })).toEqual([0, 0, 1, 1]);
  });
});

describe('the verdict on a crop', () => {
  test('counts heads that are whole, and those that are cut', () => {
    expect(cropVerdict(focus, [0.25, 0, 0.5, 1])).toBe('1 of 3 heads whole, 1 cut');
    expect(cropVerdict(focus, [0, 0, 1, 1])).toBe('3 of 3 heads whole');
    expect(cropVerdict({ ...focus, heads: [head(-0.1)] }, [0, 0, 0.5, 1])).toBe('1 of 1 head whole');
  });

  test('says whether the focal point is in it', () => {
    expect(cropVerdict({ ...focus, heads: [], point: [0.1, 0.5] }, [0.25, 0, 0.5, 1])).toBe('focal point cut off');
    expect(cropVerdict({ ...focus, heads: [], point: [0.25, 1] }, [0.25, 0, 0.5, 1])).toBe('focal point kept');
    expect(cropVerdict({ ...focus, heads: [] }, [0.25, 0, 0.5, 1])).toBe('');
  });
});

test('a picture is moved by the share of what does not fit', () => {
  expect(positionOf([0.25, 0, 0.5, 1])).toBe('50% 50%');
  expect(positionOf([0, 0.6, 1, 0.4])).toBe('50% 100%');
});
