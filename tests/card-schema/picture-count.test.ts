// @examples score
import { expect, test } from '@jest/globals';
import { DEFAULT_CARD, TEMPLATES } from '../../card-schema/catalogue.ts';
import { choice, date, image, integer, language, text, texts } from '../../card-schema/fields.ts';
import { pictureCount } from '../../card-schema/picture-count.ts';

test('a template has as many pictures as its fields have values, multiplied', () => {
  expect(pictureCount(TEMPLATES.score)).toBe(100_000_000n);
  expect(pictureCount(TEMPLATES[DEFAULT_CARD.template])).toBe(1n);
  const fields = {
    day: integer({ label: 'Day', min: -3, max: 3 }),
    colour: choice({ label: 'Colour', options: ['red', 'green', 'blue'] }),
    level: integer({ label: 'Level', min: 1, max: 10, initial: 1 }),
  };
  expect(pictureCount({ fields })).toBe(210n);
});

test('it counts exactly, however many there are', () => {
  const long = integer({ label: 'N', min: 0, max: Number.MAX_SAFE_INTEGER });
  expect(pictureCount({ fields: { long } })).toBe(2n ** 53n);
  const fields = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`f${at}`, long]));
  expect(pictureCount({ fields })).toBe(2n ** (53n * 60n));
});

test('words that are given twice are one', () => {
  expect(pictureCount({ fields: { colour: choice({ label: 'Colour', options: ['red', 'blue', 'red'] }) } })).toBe(2n);
});

test.each([
  ['a text', text({ label: 'Text', max: 1 })],
  ['texts', texts({ label: 'Texts', max: 1, maxItems: 1 })],
  ['a date', date({ label: 'Date' })],
  ['an image', image({ label: 'Image' })],
  ['a language', language()],
])('with %s there is nothing to count', (_, field) => {
  expect(pictureCount({ fields: { count: integer({ label: 'Count', min: 0, max: 9 }), field } })).toBeUndefined();
});
