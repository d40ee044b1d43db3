import type { LineFailure } from './failed-lines.ts';

/** How the lines of a list ended. */
export interface Counts {
  readonly drawn: number;
  /** Drawn as well, but another run had stored them meanwhile. */
  readonly late: number;
  /** Were there already. */
  readonly stored: number;
  /** Further lines of a card that was under way. */
  readonly twice: number;
  readonly failed: number;
}

export function doneOf({ drawn, late, stored, twice, failed }: Counts): number {
  return drawn + late + stored + twice + failed;
}

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
    ...formatFailures(failed, failures, failedFile),
    ...(interrupted ? [`Stopped with ${rest} lines left; the same command goes on where this one ended.`] : []),
  ].join('\n');
}

export interface QueueReport {
  readonly job: string;
  /** Cards that this command has put into the queue. */
  readonly sent?: number;
  /** Of the job: in the queue at first, with a picture now. */
  readonly total?: number;
  readonly done: number;
  /** Lines that were no cards, and cards without a picture. */
  readonly failed: number;
  /** `stalled`: nothing has moved for longer than a message takes to become a dead letter. */
  readonly end: 'sent' | 'ended' | 'interrupted' | 'stalled';
  readonly seconds: number;
  readonly failures: readonly LineFailure[];
  readonly failedFile?: string;
}

export function formatQueueReport({ job, sent, total, done, failed, end, seconds, failures, failedFile }: QueueReport): string {
  const ends = {
    sent: `Follow it with --follow ${job}.`,
    ended: `${done} of ${total} have their picture; ${seconds.toFixed(1)} s.`,
    interrupted: `${done} of ${total ?? 'those sent'} have their picture so far; the rest is drawn all the same. Follow it with --follow ${job}.`,
    stalled: `${done} of ${total ?? 'those sent'} have their picture, and nothing moves any more: look at the dead letters.`,
  };
  const begun = sent === undefined ? `Job ${job}.` : `Job ${job}: ${plural(sent, 'card')} put into the queue.`;
  return [`${begun} ${ends[end]}`, ...formatFailures(failed, failures, failedFile)].join('\n');
}

function formatFailures(failed: number, failures: readonly LineFailure[], file: string | undefined): readonly string[] {
  return [
    ...failures.map(({ line, code, message }) => `line ${line}: ${code}: ${message}`),
    ...(failed > failures.length ? [`… and ${failed - failures.length} more.`] : []),
    ...(file === undefined ? [] : [`The failed lines are in ${file}, which is a list again.`]),
  ];
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
