import { describe, expect, test } from '@jest/globals';
import { imageUrlsOf } from '../../card-schema/card-images.ts';
import { formatCardKey, parseCardKey } from '../../card-schema/card-key.ts';
import { createCard } from '../../card-schema/catalogue.ts';
import { formatPagePath, parsePagePath } from '../../card-schema/page-path.ts';
import { EXAMPLES } from '../../local/cards/examples.ts';
import { DESIGN_VERSIONS } from '../support/design-versions.ts';

describe('a key', () => {
  test.each(EXAMPLES)('of $template ($name) reads back into its card', ({ card, template }) => {
    const key = formatCardKey(card, DESIGN_VERSIONS);
    expect(parseCardKey(key)).toEqual({ card, designVersion: DESIGN_VERSIONS[template] });
    expect(key).toMatch(/^[A-Za-z0-9/._-]+$/); // nothing that S3 or CloudFront would percent-encode
    expect(Buffer.byteLength(key)).toBeLessThanOrEqual(1024);
  });

  test('can be read by people', () => {
    expect(formatCardKey(createCard('score', { home: 12, away: 34, round: 10 }), DESIGN_VERSIONS)).toBe(
      `${DESIGN_VERSIONS.score}/score/12-34-10.jpg`,
    );
  });

  test.each([
    '',
    'robots.txt',
    'packs/0123',
    'score/12-34-10.jpg',
    '0123456789ab/score/12-34-10.png',
    '0123456789ab/score/12-34-10.jpgx',
    '0123456789ab/score/12-34-10xjpg',
    'x0123456789ab/score/12-34-10.jpg',
    '0123456789AB/score/12-34-10.jpg',
    '0123456789ab/Score/12-34-10.jpg',
    '0123456789ab/score/.jpg',
    '0123456789ab/score/12.34.jpg',
    `0123456789ab/${'a'.repeat(32)}/1.jpg`,
  ])('is not %p', (key) => {
    expect(() => parseCardKey(key)).toThrow(
      expect.objectContaining({ name: 'CardError', code: 'not_a_card', message: 'The key is not that of a card.' }),
    );
  });

  test.each([
    ['0123456789ab/score/012-34-10.jpg', 'not_a_card'],
    ['0123456789ab/nope/1.jpg', 'unknown_template'],
    [`0123456789ab/${'a'.repeat(31)}/1.jpg`, 'unknown_template'],
    ['0123456789ab/default/x.jpg', 'not_a_card'],
  ])('that looks like one is %p only if its card exists: %s', (key, code) => {
    expect(() => parseCardKey(key)).toThrow(expect.objectContaining({ name: 'CardError', code }));
  });
});

describe('a page path', () => {
  test.each(EXAMPLES)('of $template ($name) reads back into its card', ({ card }) => {
    expect(parsePagePath(formatPagePath(card))).toEqual(card);
  });

  test.each(['', '/', '//', '/score', '/score/', '//1-2-3', '/score/1-2-3/', '/score/1-2-3/x', 'score/1-2-3', 'x/score/1-2-3'])(
    'is not %p',
    (path) => {
      expect(() => parsePagePath(path)).toThrow(
        expect.objectContaining({ code: 'not_a_card', message: 'A page path is /<template>/<values>.' }),
      );
    },
  );

  test.each(['/score/1-2-3.jpg', '/score/01-2-3', '/constructor/1', '/nope/1'])(
    'is not %p, of which there is no card',
    (path) => {
      expect(() => parsePagePath(path)).toThrow(expect.objectContaining({ name: 'CardError' }));
    },
  );
});

test('a card names each of its images once', () => {
  const cover = 'https://images.example.com/a.jpg';
  expect(imageUrlsOf(createCard('article', { title: 'T', author: 'A', cover, avatar: cover }))).toEqual([cover]);
  expect(imageUrlsOf(createCard('article', { title: 'T', author: 'A' }))).toEqual([]);
});
