import type { LineFailure } from './failed-lines.ts';
import { type Counts, doneOf } from './progress.ts';

export interface Report extends Counts {
  readonly lines: number;
  /** Of the list; absent where that is not known. */
  readonly total?: number;
  readonly interrupted: boolean;
  readonly seconds: number;
  /** Drawn and stored, over the whole run. */
  readonly cardsPerSecond: number;
  /** The most that were at work at once. */
  readonly browsers?: number;
  /** The first of them; the file has all. */
  readonly failures: readonly LineFailure[];
  /** The failed lines, as a list for another run. */
  readonly failedFile?: string;
}

export function formatReport(report: Report): string {
  const { drawn, late, stored, twice, failed, seconds, cardsPerSecond, browsers, failures, failedFile, interrupted, total } =
    report;
  const parts = [
    `${drawn} drawn and stored`,
    ...(late > 0 ? [`${late} drawn for nothing, as another run had stored them meanwhile`] : []),
    ...(stored > 0 ? [`${stored} stored already`] : []),
    ...(twice > 0 ? [`${twice} more than once in the list`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ];
  const rest = total === undefined ? 'some' : String(total - doneOf(report));
  return [
    `${parts.join(', ')}; ${seconds.toFixed(1)} s, ${cardsPerSecond.toFixed(1)} cards/s${browsers === undefined ? '' : `, ${plural(browsers, 'browser')}`}.`,
    ...failures.map(({ line, code, message }) => `line ${line}: ${code}: ${message}`),
    ...(failed > failures.length ? [`… and ${failed - failures.length} more.`] : []),
    ...(failedFile === undefined ? [] : [`The failed lines are in ${failedFile}, which is a list again.`]),
    ...(interrupted ? [`Stopped with ${rest} lines left; the same command goes on where this one ended.`] : []),
  ].join('\n');
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
