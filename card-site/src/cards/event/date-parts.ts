import { dateFormat, noonOf } from '../../../../card-schema/languages/spelled-date.ts';
import { directionOfLanguage } from '../../language.ts';
import { ownCalendar } from './own-calendar.ts';

/** What the stub says of the days, from top to bottom. */
export interface DateParts {
  /** Weekdays in full, or short where there are two. Empty where the days are far apart. */
  readonly weekday: string;
  /** The number of the day, or of both with a dash; with their months where those are not the same. */
  readonly day: string;
  /** Whether `day` is one day, a range within a month, or one that needs the names of months. */
  readonly form: 'day' | 'range' | 'months';
  /** What is left to say: month and year, or the year or years. */
  readonly month: string;
}

/** Takes the days of an event apart, in the words of a language. An empty or equal last day means that it is one day. */
export function dateParts(language: string, first: string, last: string): DateParts {
  const month = monthOf(language, first);
  if (last === '' || last === first) {
    return { weekday: weekdayOf(language, first, 'long'), day: dayOf(language, first), form: 'day', month };
  }
  if (last.slice(0, 7) === first.slice(0, 7)) {
    const weekday = `${weekdayOf(language, first, 'short')}\u00a0– ${weekdayOf(language, last, 'short')}`;
    return { weekday, day: inOrder(language, `${dayOf(language, first)}–${dayOf(language, last)}`), form: 'range', month };
  }
  const days = `${unbroken(dayAndMonth(language, first))}\u00a0– ${unbroken(dayAndMonth(language, last))}`;
  const years = dateFormat(language, { year: 'numeric' }).formatRange(noonOf(first), noonOf(last));
  return { weekday: '', day: days, form: 'months', month: inOrder(language, years) };
}

function monthOf(language: string, day: string): string {
  const format = dateFormat(language, { month: 'long', year: 'numeric' });
  return ownCalendar(language)?.monthOfYear(noonOf(day)) ?? format.format(noonOf(day));
}

function weekdayOf(language: string, day: string, weekday: 'long' | 'short'): string {
  return ownCalendar(language)?.weekday(noonOf(day)) ?? dateFormat(language, { weekday }).format(noonOf(day));
}

function dayAndMonth(language: string, day: string): string {
  const format = dateFormat(language, { day: 'numeric', month: 'short' });
  return ownCalendar(language)?.dayOfMonth(noonOf(day)) ?? format.format(noonOf(day));
}

/** The number alone: some languages write a point or a word behind it (`5.`, `5日`), which is too much for the largest letters. */
function dayOf(language: string, day: string): string {
  const parts = dateFormat(language, { day: 'numeric' }).formatToParts(noonOf(day));
  return parts.find(({ type }) => type === 'day')?.value ?? '';
}

/** A line may end at the dash and nowhere else. */
function unbroken(date: string): string {
  return date.replace(/\s/gu, '\u00a0');
}

/** Digits have no direction of their own: a mark makes a range begin at the right in languages that are read from there. */
function inOrder(language: string, range: string): string {
  return directionOfLanguage(language) === 'rtl' ? `\u200f${range}` : range;
}
