export interface DateParts {
  readonly weekday: string;
  readonly day: string;
  /** Month and year. */
  readonly month: string;
}

/** Takes a day of the calendar apart, in English and whatever the machine's time zone. */
export function dateParts(date: string): DateParts {
  const noon = new Date(`${date}T12:00:00Z`);
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en', { ...options, timeZone: 'UTC', calendar: 'gregory', numberingSystem: 'latn' }).format(noon);
  return {
    weekday: format({ weekday: 'long' }),
    day: format({ day: 'numeric' }),
    month: format({ month: 'long', year: 'numeric' }),
  };
}
