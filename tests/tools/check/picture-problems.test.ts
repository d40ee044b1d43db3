import { expect, test } from '@jest/globals';
import { choice, integer, text } from '../../../card-schema/fields.ts';
import { pictureProblems } from '../../../tools/check/picture-problems.ts';

const thousand = integer({ label: 'N', min: 0, max: 999 });
const million = { home: thousand, away: thousand };
const tooMany = { ...million, kind: choice({ label: 'Kind', options: ['cup', 'league'] }) };

test('a million pictures may be had without a signature', () => {
  expect(pictureProblems('match', { addressing: 'closed', fields: million })).toEqual([]);
});

test('with one more it is said what all of them cost, and what to do', () => {
  const [problem, ...more] = pictureProblems('match', { addressing: 'closed', fields: tooMany });
  expect(more).toEqual([]);
  expect(problem).toMatch(
    /^match: without a signature anybody can have 2,000,000 pictures of it drawn, more than 1,000,000, the most without a word; all of them cost about \d+ USD once for each of its designs\. Lower a max or give fewer words, set signed: true, or, if so many are meant, unsignedPictures: 2_000_000\.$/,
  );
});

test.each(['closed', 'root'] as const)('a %s template may have as many as it says, and not one more', (addressing) => {
  expect(pictureProblems('match', { addressing, fields: tooMany, unsignedPictures: 2_000_000 })).toEqual([]);
  const [problem] = pictureProblems('match', { addressing, fields: tooMany, unsignedPictures: 1_999_999 });
  expect(problem).toContain('more than the 1,999,999 of its unsignedPictures');
});

test('a signature is reason enough', () => {
  expect(pictureProblems('match', { addressing: 'closed', fields: tooMany, signed: true })).toEqual([]);
  expect(pictureProblems('promo', { addressing: 'open', fields: { title: text({ label: 'Title', max: 100 }) } })).toEqual([]);
});

test('what no number can say is not offered as one', () => {
  const fields = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`f${at}`, thousand]));
  const [problem] = pictureProblems('match', { addressing: 'closed', fields });
  expect(problem).toContain('1.0 × 10^60 pictures');
  expect(problem).toMatch(/set signed: true\.$/);
  const beyondNumbers = Object.fromEntries(Array.from({ length: 110 }, (_, at) => [`f${at}`, thousand]));
  expect(pictureProblems('match', { addressing: 'closed', fields: beyondNumbers })[0]).toContain('more USD than can be counted');
});

test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('%s pictures cannot be said', (unsignedPictures) => {
  expect(pictureProblems('match', { addressing: 'closed', fields: million, unsignedPictures })).toEqual([
    `match: unsignedPictures is ${unsignedPictures}; it must be a whole number of at least 1, such as 100_000_000.`,
  ]);
});
