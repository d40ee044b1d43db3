// Days of the calendar in words, whatever the machine's time zone. Gregorian, because the day that was given is.

import { intlLocales } from './fixed-words.ts';

const CALENDAR = { calendar: 'gregory', timeZone: 'UTC' } as const;

/** By the locale that the engine has. */
const monthsKnown = new Map<string, boolean>();

/** How a language writes days. What the engine has no data for, it writes as English does. */
export function dateFormat(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(intlLocales(language).filter(hasMonths), { ...options, ...CALENDAR });
}

/** An engine may know the name of a locale alone, and call December `M12` there: the card browser does so in az, pa and uz. */
export function hasMonths(locale: string): boolean {
  const format = new Intl.DateTimeFormat([locale, 'en'], { ...CALENDAR, day: 'numeric', month: 'long' });
  const found = format.resolvedOptions().locale;
  const known = monthsKnown.get(found) ?? !/\bM\d\d/.test(format.format());
  monthsKnown.set(found, known);
  return known;
}

/** Noon of a day such as `2026-05-14`. */
export function noonOf(day: string): Date {
  return new Date(`${day}T12:00:00Z`);
}

/** A day, or the days from one to another, as a text says them: `Saturday, December 5, 2026`. */
export function spelledDays(language: string, first: string, last: string): string {
  if (last === '' || last === first) {
    const options = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
    return dateFormat(language, options).format(noonOf(first));
  }
  const range = dateFormat(language, { day: 'numeric', month: 'long', year: 'numeric' });
  return range.formatRange(noonOf(first), noonOf(last));
}
