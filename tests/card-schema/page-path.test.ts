import { describe, expect, test } from '@jest/globals';
import { EXAMPLES } from '../../card-schema/examples.ts';
import { formatPagePath, parsePagePath } from '../../card-schema/page-path.ts';
import { longCard } from '../support/sample-cards.ts';

describe('a page path', () => {
  test.each(EXAMPLES)('of $template ($name) reads back into its card', ({ card }) => {
    expect(parsePagePath(formatPagePath(card))).toEqual(card);
  });

  test.each(['', '/', '//', '/some', '/some/', '//1-2-3', '/some/1-2-3/', '/some/1-2-3/x', 'some/1-2-3', 'x/some/1-2-3'])(
    'is not %p',
    (path) => {
      expect(() => parsePagePath(path)).toThrow(
        expect.objectContaining({ code: 'not_a_card', message: 'A page path is /<template>/<values>.' }),
      );
    },
  );

  test.each(['/default/default.jpg', '/default/default-1', '/constructor/1', '/nope/1'])(
    'is not %p, of which there is no card',
    (path) => {
      expect(() => parsePagePath(path)).toThrow(expect.objectContaining({ name: 'CardError' }));
    },
  );
});

const card = longCard();
if (card)
  test('a page path may be as long as that of any card', () => {
    expect(parsePagePath(formatPagePath(card))).toEqual(card);
  });
