import type { TrafficReport } from '../../../cli/traffic/report.ts';
import type { Tally } from '../../../cli/traffic/tally.ts';

/** Those that are not 0, as the generator counts them. */
export function figuresOf(tally: Tally): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(tally).filter(([, value]) => typeof value === 'number' && value > 0));
}

export function byName<Name extends string>(rows: readonly (Tally & Readonly<Record<Name, string>>)[], name: Name) {
  return Object.fromEntries(rows.map((row) => [row[name], figuresOf(row)]));
}

export function cardsOf({ cards }: TrafficReport): readonly (readonly [string, number])[] {
  return cards.map(({ card, requests }) => [card, requests] as const);
}
