import { describe, expect, test } from '@jest/globals';
import { DEFAULT_CARD } from '../../../card-schema/catalogue.ts';
import { EXAMPLES } from '../../../card-schema/examples.ts';
import { formatValues } from '../../../card-schema/values.ts';
import { defaultCardKey } from '../../../edge/core/asked-key.ts';
import { formatCardKey, parseCardKey } from '../../../edge/core/card-key.ts';
import { DESIGN_VERSIONS } from '../../support/design-versions.ts';
import { SAMPLE_CARD } from '../../support/sample-cards.ts';

describe('a key', () => {
  test.each(EXAMPLES)('of $template ($name) reads back into its card', ({ card, template }) => {
    const key = formatCardKey(card, DESIGN_VERSIONS);
    expect(parseCardKey(key)).toEqual({ card, designVersion: DESIGN_VERSIONS[template] });
    expect(key).toMatch(/^[A-Za-z0-9/._-]+$/); // nothing that S3 or CloudFront would percent-encode
    expect(Buffer.byteLength(key)).toBeLessThanOrEqual(1024);
  });

  test('of the default card is known without the templates', () => {
    expect(defaultCardKey(DESIGN_VERSIONS)).toBe(formatCardKey(DEFAULT_CARD, DESIGN_VERSIONS));
  });

  test('can be read by people', () => {
    const { template } = SAMPLE_CARD;
    expect(formatCardKey(SAMPLE_CARD, DESIGN_VERSIONS)).toBe(
      `${DESIGN_VERSIONS[template]}/${template}/${formatValues(SAMPLE_CARD)}.jpg`,
    );
  });

  test.each([
    '',
    'robots.txt',
    'packs/0123',
    'some/12-34-10.jpg',
    '0123456789ab/some/12-34-10.png',
    '0123456789ab/some/12-34-10.jpgx',
    '0123456789ab/some/12-34-10xjpg',
    'x0123456789ab/some/12-34-10.jpg',
    '0123456789AB/some/12-34-10.jpg',
    '0123456789ab/Some/12-34-10.jpg',
    '0123456789ab/some/.jpg',
    '0123456789ab/some/12.34.jpg',
    `0123456789ab/${'a'.repeat(32)}/1.jpg`,
  ])('is not %p', (key) => {
    expect(() => parseCardKey(key)).toThrow(
      expect.objectContaining({ name: 'CardError', code: 'not_a_card', message: 'The key is not that of a card.' }),
    );
  });

  test.each([
    ['0123456789ab/default/default-.jpg', 'not_a_card'],
    ['0123456789ab/nope/1.jpg', 'unknown_template'],
    [`0123456789ab/${'a'.repeat(31)}/1.jpg`, 'unknown_template'],
    ['0123456789ab/default/x.jpg', 'not_a_card'],
  ])('that looks like one is %p only if its card exists: %s', (key, code) => {
    expect(() => parseCardKey(key)).toThrow(expect.objectContaining({ name: 'CardError', code }));
  });
});
