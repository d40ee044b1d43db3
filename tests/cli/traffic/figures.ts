import { expect } from '@jest/globals';
import type { TrafficReport } from '../../../cli/traffic/report.ts';
import type { Tally } from '../../../cli/traffic/tally.ts';
import type { AccessLog } from '../../support/access-log.ts';

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

/** All figures of a report against what the generator has counted. */
export function expectFigures(report: TrafficReport, expected: AccessLog['expected']): void {
  expect(figuresOf(report.total)).toEqual(expected.total);
  expect(byName(report.networks, 'network')).toEqual(expected.networks);
  expect(byName(report.templates, 'template')).toEqual(expected.templates);
  const most = Object.entries(expected.cards).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  expect(cardsOf(report)).toEqual(most.slice(0, report.cards.length));
  expect(report.differentCards).toBe(most.length);
  expect(report.usd).toBeGreaterThan(0);
}
