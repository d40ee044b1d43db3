import { describe, expect, test } from '@jest/globals';
import { headOf } from '../../../card-schema/photo-heads.ts';
import {
  answerOf,
  boxAt,
  boxBetween,
  type Draft,
  editsOf,
  formatDraft,
  newlyHidden,
  parseDraft,
  savedDraft,
  withHead,
} from '../../../card-site/studio/photos/draft.ts';
import { drawnBefore, foundHeads } from '../../../card-site/studio/photos/found-heads.ts';
import { addEdits, parseEdits, parseMoreEdits } from '../../../cloud/photos/edits.ts';

const face = (left: number, top = 0.3) => ({ box: [left, top, 0.1, 0.1] as const, score: 0.9 });
const photo = { detections: { faces: [face(0.7), face(0.2)], objects: [] }, hidden: [], edits: {} };
const heads = foundHeads(photo);
const nothing = savedDraft({});

describe('the heads of a photo', () => {
  test('are numbered in reading order', () => {
    expect(heads.map(({ number, box }) => [number, box])).toEqual([
      [1, headOf([0.2, 0.3, 0.1, 0.1])],
      [2, headOf([0.7, 0.3, 0.1, 0.1])],
    ]);
  });

  test('are those of the blur where faces were hidden, and all but the kept ones are hidden for good', () => {
    const hidden = [headOf([0.2, 0.3, 0.1, 0.1]), [0.5, 0.5, 0.1, 0.1] as const, headOf([0.7, 0.3, 0.1, 0.1])];
    const blurred = foundHeads({ ...photo, hidden, edits: { blur: 'faces', keep: [2] } });
    expect(blurred.map(({ number, isHidden, score }) => [number, isHidden, score])).toEqual([
      [1, true, 0.9],
      [2, false, undefined],
      [3, true, 0.9],
    ]);
  });

  test('are hidden for good under a box of an edit before, and a box over nothing that was found is one more', () => {
    const [first] = heads;
    const add = [first?.box ?? ([0, 0, 1, 1] as const), [0.4, 0.8, 0.1, 0.1] as const];
    const known = { ...photo, edits: { add } };
    const found = foundHeads(known);
    expect(found.map(({ isHidden }) => isHidden)).toEqual([true, false]);
    expect(drawnBefore(known, found)).toEqual([add[1]]);
  });

  test('are all for a person to decide in a review', () => {
    const inReview = foundHeads({ ...photo, hidden: [[0.1, 0.1, 0.2, 0.2]], edits: { blur: 'faces' } }, true);
    expect(inReview.map(({ isHidden }) => isHidden)).toEqual([false]);
  });
});

describe('the edits of a draft', () => {
  test('are none for one that changes nothing', () => {
    expect(editsOf(nothing, photo, heads)).toEqual({});
    expect(editsOf(savedDraft({ focus: [0.1, 0.2] }), { edits: { focus: [0.1, 0.2] } }, heads)).toEqual({});
  });

  test('have the focal point, or null to take it away', () => {
    expect(editsOf({ ...nothing, point: [0.4, 0.3] }, photo, heads)).toEqual({ focus: [0.4, 0.3] });
    expect(editsOf(nothing, { edits: { focus: [0.4, 0.3] } }, heads)).toEqual({ focus: null });
  });

  test('have a box for each head that is to be hidden, and for each that was drawn', () => {
    const drawn = [[0.5, 0.5, 0.1, 0.1] as const];
    expect(editsOf({ ...nothing, hide: [2], drawn }, photo, heads)).toEqual({ add: [heads[1]?.box, drawn[0]] });
    expect(editsOf({ ...nothing, every: true, drawn }, photo, heads)).toEqual({ blur: 'faces', add: drawn });
  });

  test('are edits as the worker reads them', () => {
    const draft = { point: [0.4, 0.3], every: false, hide: [1, 2], drawn: [[0.5, 0.5, 0.1, 0.1]] } as const;
    expect(parseMoreEdits(editsOf(draft, photo, heads))).toMatchObject({ focus: [0.4, 0.3] });
    expect(addEdits({}, parseMoreEdits(editsOf(draft, photo, heads))).add).toHaveLength(3);
    expect(parseMoreEdits(editsOf(nothing, { edits: { focus: [0.4, 0.3] } }, heads))).toEqual({ focus: null });
  });

  test('answer a review by what was seen, kept and added', () => {
    const proposed = savedDraft({}, heads);
    expect(answerOf(proposed, heads)).toEqual({ seen: true });
    const answer = answerOf({ ...proposed, hide: [2], point: [0.5, 0.5], drawn: [[0, 0, 0.1, 0.1]] }, heads);
    expect(answer).toEqual({ seen: true, focus: [0.5, 0.5], keep: [1], add: [[0, 0, 0.1, 0.1]] });
    expect(() => parseEdits(answer)).not.toThrow();
  });
});

describe('a head', () => {
  test('is hidden by a click, and seen again by another', () => {
    const once = withHead(nothing, 2, heads);
    expect(once.hide).toEqual([2]);
    expect(withHead(once, 2, heads)).toEqual(nothing);
  });

  test('is seen again while all others stay hidden', () => {
    expect(withHead({ ...nothing, every: true }, 1, heads)).toEqual({ ...nothing, hide: [2] });
  });

  test('stays as it is if it is hidden for good', () => {
    const final = heads.map((head) => ({ ...head, isHidden: true }));
    expect(withHead(nothing, 1, final)).toBe(nothing);
    expect(newlyHidden({ ...nothing, every: true }, final)).toEqual([]);
  });
});

describe('a box', () => {
  test('is drawn from any corner to the other, and has a size even if the two are one', () => {
    expect(boxBetween([0.6, 0.7], [0.2, 0.3])).toEqual([0.2, 0.3, 0.4, 0.4]);
    expect(boxBetween([1, 1], [1, 1])).toEqual([0.99, 0.99, 0.01, 0.01]);
  });

  test('stays in the photo', () => {
    expect(boxAt(0.95, -0.2, 0.1, 0.2)).toEqual([0.9, 0, 0.1, 0.2]);
    expect(boxAt(0, 0, 3, 2)).toEqual([0, 0, 1, 1]);
  });
});

describe('a draft in an address', () => {
  const draft: Draft = { point: [0.4, 0.3], every: false, hide: [1], drawn: [[0.5, 0.5, 0.1, 0.1]] };

  test('is read as it was written', () => {
    expect(parseDraft(formatDraft(draft), heads)).toEqual(draft);
    expect(parseDraft(formatDraft(nothing), heads)).toEqual(nothing);
  });

  test.each(['', 'null', '[]', '{"hide":3}', '{"point":', '7'])('is nothing in %s', (text) => {
    expect(parseDraft(text, heads)).toBeUndefined();
  });

  test('has no head that is not there, and no place outside of the photo', () => {
    const odd = { point: [7, -3], every: 'yes', hide: [1, 9, 'x'], drawn: [[-1, 0, 9, 0.2], [1], 'x', [0, 0, null, 1]] };
    expect(parseDraft(JSON.stringify(odd), heads)).toEqual({ point: [1, 0], every: false, hide: [1], drawn: [[0, 0, 1, 0.2]] });
  });
});
