import { describe, expect, test } from '@jest/globals';
import { EXAMPLES } from '../../card-schema/examples.ts';
import { formatPagePath, parsePagePath } from '../../card-schema/page-path.ts';
import { longCard } from '../support/long-card.ts';

describe('a page path', () => {
  test.each(EXAMPLES)('of $template ($name) reads back into its card', ({ card }) => {
    expect(parsePagePath(formatPagePath(card))).toEqual(card);
  });

  test('may be as long as that of any card', () => {
    const path = formatPagePath(longCard());
    expect(path.length).toBeGreaterThan(1700);
    expect(parsePagePath(path)).toEqual(longCard());
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
