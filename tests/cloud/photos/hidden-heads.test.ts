import { describe, expect, test } from '@jest/globals';
import type { Box } from '../../../card-schema/photo-focus.ts';
import { headsToHide } from '../../../cloud/photos/hidden-heads.ts';

const head = (left: number, top: number): Box => [left, top, 0.1, 0.15];
const three = [head(0.1, 0.1), head(0.5, 0.1), head(0.1, 0.6)];

describe('heads to hide', () => {
  test('are all that were found, but those that are kept, and those that were added', () => {
    expect(headsToHide({ blur: 'faces' }, three)).toEqual(three);
    expect(headsToHide({ blur: 'faces', keep: [2], add: [head(0.8, 0.8)] }, three)).toEqual([three[0], three[2], head(0.8, 0.8)]);
    expect(headsToHide({ add: [head(0.8, 0.8)] }, [])).toEqual([head(0.8, 0.8)]);
    expect(headsToHide({}, three)).toEqual([]);
  });

  test('a face to keep must be there, and the message says how many are', () => {
    expect(() => headsToHide({ blur: 'faces', keep: [4] }, three)).toThrow(/face 4, but 3 faces were found/);
    expect(() => headsToHide({ blur: 'faces', keep: [2] }, three.slice(0, 1))).toThrow(/face 2, but 1 face was found/);
    expect(() => headsToHide({ keep: [1] }, three)).toThrow(/only together with "blur"/);
  });
});
