import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addEdits, canonicalEdits, type Edits, parseEdits, parseMoreEdits } from '../../../cloud/photos/edits.ts';
import { PhotoError } from '../../../cloud/photos/photo-error.ts';

const codeOf = (run: () => unknown) => {
  try {
    run();
    return 'none';
  } catch (error) {
    if (error instanceof PhotoError) return error.code;
    throw error;
  }
};

describe('edits in JSON', () => {
  test.each<[string, unknown, Edits]>([
    ['nothing', undefined, {}],
    ['null', null, {}],
    ['an empty object', {}, {}],
    ['properties that are null', { focus: null, keep: null }, {}],
    [
      'all of them',
      { seen: true, add: [[0.1, 0.2, 0.3, 0.4]], keep: [2, 1, 2], blur: 'faces', focus: [0.5, 0.25] },
      {
        focus: [0.5, 0.25],
        blur: 'faces',
        keep: [1, 2],
        add: [[0.1, 0.2, 0.3, 0.4]],
        seen: true,
      },
    ],
    ['fractions with many digits', { focus: [1 / 3, 2 / 3] }, { focus: [0.3333, 0.6667] }],
    ['a box at the edge of the photo', { add: [[-0.1, 0.9, 0.3, 0.3]] }, { add: [[-0.1, 0.9, 0.3, 0.3]] }],
    [
      'the same box twice',
      {
        add: [
          [0.5, 0.5, 0.1, 0.1],
          [0, 0, 0.1, 0.1],
          [0.5, 0.5, 0.1, 0.1],
        ],
      },
      {
        add: [
          [0, 0, 0.1, 0.1],
          [0.5, 0.5, 0.1, 0.1],
        ],
      },
    ],
    ['empty lists', { keep: [], add: [] }, {}],
  ])('%s', (_, given, edits) => {
    expect(parseEdits(given)).toEqual(edits);
  });

  test.each<[string, unknown]>([
    ['a text', 'blur'],
    ['a list', []],
    ['an unknown property', { blurr: 'faces' }],
    ['a property of every object', JSON.parse('{"__proto__": 1, "constructor": 2}')],
    ['another blur', { blur: true }],
    ['a focus beyond the photo', { focus: [1.2, 0.5] }],
    ['a focus of one number', { focus: [0.5] }],
    ['a focus in percent', { focus: [50, 30] }],
    ['a focus that is not a number', { focus: [Number.NaN, 0] }],
    ['a focus of texts', { focus: ['0.5', '0.5'] }],
    ['faces counted from 0', { keep: [0] }],
    ['half a face', { keep: [1.5] }],
    ['one number in place of a list', { keep: 2 }],
    ['a box without width', { add: [[0.1, 0.1, 0, 0.2]] }],
    ['a box that is nothing once it is rounded', { add: [[0.1, 0.1, 0.00001, 0.2]] }],
    ['a box outside the photo', { add: [[1.1, 0.1, 0.2, 0.2]] }],
    ['a box of three numbers', { add: [[0.1, 0.1, 0.2]] }],
    ['one box in place of a list', { add: [0.1, 0.1, 0.2, 0.2] }],
    ['pixels', { add: [[100, 40, 200, 200]] }],
    ['more boxes than people draw', { add: Array.from({ length: 201 }, (__, index) => [index / 300, 0, 0.1, 0.1]) }],
    ['seen: false', { seen: false }],
  ])('refuses %s', (_, given) => {
    expect(codeOf(() => parseEdits(given))).toBe('bad_edits');
  });

  test('any JSON gives edits or PhotoError bad_edits, and edits once parsed stay as they are', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (given) => {
        if (codeOf(() => parseEdits(given)) === 'bad_edits') return;
        const edits = parseEdits(given);
        expect(parseEdits(JSON.parse(JSON.stringify(edits)))).toEqual(edits);
      }),
    );
  });
});

test('equal edits have one way of writing, whatever the order in which they came', () => {
  const one: Edits = {
    add: [
      [0.5, 0.5, 0.1, 0.1],
      [0.1, 0.2, 0.1, 0.1],
    ],
    blur: 'faces',
    keep: [3, 1],
  };
  const other: Edits = {
    keep: [1, 3, 3],
    blur: 'faces',
    add: [
      [0.10001, 0.2, 0.1, 0.1],
      [0.5, 0.5, 0.1, 0.1],
    ],
  };
  expect(JSON.stringify(canonicalEdits(one))).toBe(JSON.stringify(canonicalEdits(other)));
  expect(JSON.stringify(canonicalEdits({ focus: [-0, 0.1] }))).toBe('{"focus":[0,0.1]}');
});

describe('edits of an edited photo', () => {
  const blurred: Edits = { blur: 'faces', keep: [1, 2] };
  test.each<[string, Edits, Edits, Edits]>([
    ['a later focus replaces the former', { focus: [0.1, 0.1] }, { focus: [0.9, 0.9] }, { focus: [0.9, 0.9] }],
    ['a blur leaves the focus', { focus: [0.1, 0.1] }, { blur: 'faces' }, { focus: [0.1, 0.1], blur: 'faces' }],
    [
      'boxes add up',
      { add: [[0.1, 0.1, 0.1, 0.1]] },
      { add: [[0.5, 0.5, 0.1, 0.1]] },
      {
        add: [
          [0.1, 0.1, 0.1, 0.1],
          [0.5, 0.5, 0.1, 0.1],
        ],
      },
    ],
    ['what is hidden stays hidden', blurred, { focus: [0.5, 0.5] }, { ...blurred, focus: [0.5, 0.5] }],
    [
      'kept faces stay, when a box is added',
      blurred,
      { add: [[0.1, 0.1, 0.1, 0.1]] },
      { ...blurred, add: [[0.1, 0.1, 0.1, 0.1]] },
    ],
    ['one of the kept faces is hidden too', blurred, { keep: [2] }, { blur: 'faces', keep: [2] }],
    ['all of them are hidden', blurred, { blur: 'faces' }, { blur: 'faces' }],
  ])('%s', (_, former, more, sum) => {
    expect(addEdits(former, more)).toEqual(sum);
  });

  test('a focal point is taken away by null, which means nothing in an upload', () => {
    const none = parseMoreEdits({ focus: null });
    expect(none).toEqual({ focus: null });
    expect(addEdits({ focus: [0.5, 0.5] }, none)).toEqual({});
    expect(addEdits({ ...blurred, focus: [0.5, 0.5] }, none)).toEqual(blurred);
    expect(addEdits({ focus: [0.5, 0.5] }, parseMoreEdits({ blur: 'faces' }))).toEqual({ focus: [0.5, 0.5], blur: 'faces' });
    expect([parseEdits({ focus: null }), canonicalEdits(none)]).toEqual([{}, {}]);
  });

  test('a hidden face cannot be shown again, and the message says where it can', () => {
    expect(() => addEdits(blurred, { keep: [3] })).toThrow(/Face 3 is hidden.*photo before/);
    expect(codeOf(() => addEdits({ blur: 'faces' }, { blur: 'faces', keep: [1] }))).toBe('bad_edits');
  });
});
