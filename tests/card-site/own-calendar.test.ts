// @examples event
// Days of languages that the card browser does not know, held against Node's data, which knows them.
import { describe, expect, test } from '@jest/globals';
import { ownCalendar, ownList } from '../../card-site/src/cards/event/own-calendar.ts';

const LANGUAGES = 'az be bs cy eu ga gl hy is ka kk km lo mk my ne pa sq uz'.split(' ');
const DAYS = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2026, month, month + 1, 12)));

describe.each(LANGUAGES)('the calendar of %s', (language) => {
  const own = ownCalendar(language, false);
  const format = (options: Intl.DateTimeFormatOptions, day: Date) =>
    new Intl.DateTimeFormat(language, { ...options, calendar: 'gregory', numberingSystem: 'latn', timeZone: 'UTC' }).format(day);

  test('names months and weekdays as CLDR does', () => {
    for (const day of DAYS) {
      expect(own?.monthOfYear(day)).toBe(format({ month: 'long', year: 'numeric' }, day));
      expect(own?.weekday(day)).toBe(format({ weekday: 'long' }, day));
      // Node's Welsh follows English in this one order.
      if (language !== 'cy') expect(own?.dayOfMonth(day)).toBe(format({ day: 'numeric', month: 'long' }, day));
    }
  });
});

test('a list ends with the language’s "and"', () => {
  const own = ownList('ka', false);
  expect(own?.whole([])).toBe('');
  expect(own?.whole(['A'])).toBe('A');
  expect(own?.whole(['A', 'B', 'C'])).toBe('A, B და C');
  expect(own?.series(['A', 'B'])).toBe('A, B');
});

test.each(['en', 'en-GB', 'de', 'tlh', ''])('%p has none of its own', (language) => {
  expect(ownCalendar(language, false)).toBeUndefined();
  expect(ownList(language, false)).toBeUndefined();
});

test('what the browser knows itself is left to it', () => {
  expect(ownCalendar('ka', true)).toBeUndefined();
  expect(ownCalendar('ka')).toBeUndefined(); // Node is such an engine
});
