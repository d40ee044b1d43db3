import { expect, test } from '@jest/globals';
import { cleanText, isUnclean } from '../../card-schema/clean-text.ts';
import { text } from '../../card-schema/fields.ts';
import { lineOf } from '../../card-schema/mend-value.ts';
import { hasVisibleCharacter } from '../../card-schema/visible-text.ts';
import { HOSTILE_VALUES } from '../examples/hostile-pages.ts';
import { fc } from '../support/fast-check.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 }).map((units) => String.fromCharCode(...units)),
  fc
    .array(fc.constantFrom(...'a \t\n\v\f\r\u0085\u2028\u2029\0\u202e\ufeff\u0301\u1100\u1161\u00a0\u3000'), { maxLength: 40 })
    .map((all) => all.join('')),
);

test('what is clean stays as it is, is taken by the schema, and is spelt as the schema spells it', () => {
  const schema = text({ label: 'Any', max: 1000, initial: '' });
  fc.assert(
    fc.property(anyText, (given) => {
      const clean = cleanText(given);
      expect(cleanText(clean)).toBe(clean);
      expect(isUnclean(clean)).toBe(false);
      expect(schema.parse(clean)).toBe(hasVisibleCharacter(clean) ? clean : '');
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['a\u2028b', true],
  ['a\u0000b', true],
  ['a\ufeffb', true],
  ['\ud800', true],
  ['a\tb\r\nc', false],
  ['  a  ', false],
  ['a\u00adb\u200dc\u2067d\u2069', false],
])('whether %j is unclean: %p', (given, unclean) => {
  expect(isUnclean(given)).toBe(unclean);
});

test('a line is made of anything, and nothing is thrown', () => {
  for (const [name, value] of HOSTILE_VALUES) {
    const line = lineOf(value, { entities: true });
    expect([name, cleanText(line)]).toEqual([name, line]);
  }
  expect(lineOf(' a &amp; b\n')).toBe('a &amp; b');
  expect(lineOf(' a &amp; b\n', { entities: true })).toBe('a & b');
  expect([lineOf(null), lineOf({}), lineOf(7), lineOf('\u200b')]).toEqual(['', '', '7', '']);
});
