import { plural } from '../terminal/plural.ts';

/** How the lines of a list ended. */
export interface Counts {
  readonly drawn: number;
  /** Drawn as well, but another run had stored them meanwhile. */
  readonly late: number;
  /** Were there already. */
  readonly stored: number;
  /** Further lines of a card that is in the list before. */
  readonly twice: number;
  /** Drawn without an image or a character, and so not stored. */
  readonly incomplete: number;
  readonly failed: number;
}

export function doneOf({ drawn, late, stored, twice, incomplete, failed }: Counts): number {
  return drawn + late + stored + twice + incomplete + failed;
}

export interface LineFailure {
  readonly line: number;
  /** What stands in the line, its first thousand characters. */
  readonly text: string;
  readonly code: string;
  readonly message: string;
}

/** What a report says of lines that have no picture: the first of each kind; the files have all. */
export interface Unstored {
  readonly failures: readonly LineFailure[];
  /** The failed lines, as a list for another run. */
  readonly failedFile?: string;
  /** Of the failed lines: not UTF-8, or too long. In the file of failed lines they are comments. */
  readonly unreadable?: number;
  readonly incompleteCards: readonly LineFailure[];
  /** The lines of incomplete cards, as a list for another run. */
  readonly incompleteFile?: string;
  /** Why such lines are in no file, or not all of them. */
  readonly fileProblem?: string;
}

export interface Report extends Counts, Unstored {
  readonly lines: number;
  /** Of the list; absent where that is not known. */
  readonly total?: number;
  readonly interrupted: boolean;
  readonly seconds: number;
  /** Drawn and stored, over the whole run. */
  readonly cardsPerSecond: number;
  /** The most that were at work at once. */
  readonly browsers?: number;
}

export function formatReport(report: Report): string {
  const { drawn, late, stored, twice, incomplete, failed, seconds, cardsPerSecond, browsers, interrupted, total } = report;
  const parts = [
    `${drawn} drawn and stored`,
    ...(late > 0 ? [`${late} drawn for nothing, as another run had stored them meanwhile`] : []),
    ...(stored > 0 ? [`${stored} stored already`] : []),
    ...(twice > 0 ? [`${twice} more than once in the list`] : []),
    ...(incomplete > 0 ? [`${incomplete} incomplete and not stored`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ];
  const rest = total === undefined ? 'some lines' : plural(total - doneOf(report), 'line');
  return [
    `${parts.join(', ')}; ${seconds.toFixed(1)} s, ${cardsPerSecond.toFixed(1)} cards/s${browsers === undefined ? '' : `, ${plural(browsers, 'browser')}`}.`,
    ...formatUnstored(report),
    ...(total !== undefined && total !== doneOf(report) && !interrupted ? [changedList(total, doneOf(report))] : []),
    ...(interrupted ? [`Stopped with ${rest} left; the same command goes on where this one ended.`] : []),
  ].join('\n');
}

function changedList(total: number, done: number): string {
  return `The list has changed while it was read: it had ${plural(total, 'card')} at first, and ${done.toLocaleString('en-US')} ${done === 1 ? 'was' : 'were'} read.`;
}

export interface QueueReport extends Unstored {
  readonly job: string;
  /** Cards that this command has put into the queue. */
  readonly sent?: number;
  /** Of the job: in the queue at first, with a picture now. */
  readonly total?: number;
  readonly done: number;
  /** Cards that were drawn without an image or a character, and so were not stored. */
  readonly incomplete: number;
  /** Lines that were not cards, and cards that could not be drawn. */
  readonly failed: number;
  /** Further lines of a card that is in the list before: not sent. Absent where a job is followed. */
  readonly twice?: number;
  /** `stalled`: nothing has moved for longer than a message takes to become a dead letter. */
  readonly end: 'sent' | 'ended' | 'interrupted' | 'stalled';
  readonly seconds: number;
}

export function formatQueueReport(report: QueueReport): string {
  const { job, sent, twice = 0, total, done, end, seconds } = report;
  const ends = {
    sent: `Follow it with --follow ${job}.`,
    ended: `${done} of ${total} ${total === 1 ? 'has its' : 'have their'} picture; ${seconds.toFixed(1)} s.`,
    interrupted: `${done} of ${total ?? 'those sent'} have their picture so far; the rest is drawn all the same. Follow it with --follow ${job}.`,
    stalled: `${done} of ${total ?? 'those sent'} have their picture, and nothing moves any more: look at the dead letters.`,
  };
  const begun =
    sent === undefined
      ? `Job ${job}.`
      : `Job ${job}: ${plural(sent, 'card')} put into the queue${twice > 0 ? `, ${twice} more than once in the list` : ''}.`;
  return [`${begun} ${ends[end]}`, ...formatUnstored(report)].join('\n');
}

function formatUnstored(unstored: Unstored & Pick<Counts, 'failed' | 'incomplete'>): readonly string[] {
  const { failed, failures, failedFile, incomplete, incompleteCards, incompleteFile, fileProblem } = unstored;
  return [
    ...formatLines(failed, failures),
    ...(failedFile === undefined ? [] : [`The failed lines are in ${failedFile}, which is a list again${asComments(unstored)}.`]),
    ...formatLines(incomplete, incompleteCards),
    ...(incompleteFile === undefined ? [] : [`The lines of incomplete cards are in ${incompleteFile}, which is a list again.`]),
    ...(fileProblem === undefined ? [] : [`Such lines are in no file: ${fileProblem}.`]),
  ];
}

function formatLines(count: number, first: readonly LineFailure[]): readonly string[] {
  return [
    ...first.map(({ line, code, message }) => `line ${line}: ${code}: ${message}`),
    ...(count > first.length ? [`… and ${count - first.length} more.`] : []),
  ];
}

function asComments({ unreadable = 0 }: Unstored): string {
  return unreadable === 0
    ? ''
    : `; ${plural(unreadable, 'line')} that could not be read ${unreadable === 1 ? 'is' : 'are'} only named there: correct the list itself`;
}
