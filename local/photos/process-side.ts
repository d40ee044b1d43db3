// What a process of the pool is: it takes jobs one after the other, asks the stack for the table of uploads and for removals, and ends with
// the stack.
import type { UploadTable } from '../../cloud/photos/ports.ts';
import type { Removals } from '../../cloud/photos/removal/ports.ts';
import type { Log } from '../../edge/core/ports.ts';
import { errorOf, failureOf } from './failures.ts';
import type { FromProcess, Job, Question, Setup, ToProcess } from './process-messages.ts';

export interface ProcessParts {
  readonly table: UploadTable;
  readonly removals: Removals;
  readonly log: Log;
  /** Says with which part of its work the job begins. */
  readonly onStage: (stage: string) => void;
}

export type RunJob = (job: Job, remainingMs: () => number) => Promise<unknown>;

/** `open` is called once, before the first job. */
export function serveJobs(open: (setup: Setup, parts: ProcessParts) => RunJob): void {
  const answers = new Map<number, (message: ToProcess & { kind: 'answer' }) => void>();
  let questions = 0;
  let run: RunJob | undefined;

  const ask = (question: Question) =>
    new Promise<unknown>((resolve, reject) => {
      const number = ++questions;
      answers.set(number, ({ value, error }) => (error ? reject(errorOf(error)) : resolve(value)));
      say({ kind: 'question', number, question });
    });

  process.on('message', (message: ToProcess) => {
    if (message.kind === 'setup') {
      run = open(message.setup, {
        table: askedTable(ask),
        removals: askedRemovals(ask),
        log: (...line) => say({ kind: 'log', line: [line[0], line[1] ?? {}] }),
        onStage: (stage) => say({ kind: 'stage', stage }),
      });
    } else if (message.kind === 'answer') {
      answers.get(message.number)?.(message);
      answers.delete(message.number);
    } else if (run) {
      const endsMs = Date.now() + message.maxMs;
      run(message.job, () => endsMs - Date.now()).then(
        (value) => say({ kind: 'done', value }),
        (error: unknown) => say({ kind: 'failed', error: failureOf(error) }),
      );
    }
  });
  // A terminal sends these to every process of its group; the stack says when this one ends.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
  process.on('disconnect', () => process.exit());
}

function say(message: FromProcess): void {
  process.send?.(message);
}

function askedTable(ask: (question: Question) => Promise<unknown>): UploadTable {
  const methods = [
    'read',
    'change',
    'startDecoding',
    'endDecoding',
    'claim',
    'release',
    'inReview',
    'forgetNames',
  ] as const satisfies readonly (keyof UploadTable)[];
  const asked = methods.map((method) => [method, (...args: readonly unknown[]) => ask({ of: 'table', method, args })]);
  return Object.fromEntries(asked) as unknown as UploadTable; // the stack answers with the very table's own answers
}

function askedRemovals(ask: (question: Question) => Promise<unknown>): Removals {
  const methods = ['read', 'write', 'send'] as const satisfies readonly (keyof Removals)[];
  const asked = methods.map((method) => [method, (...args: readonly unknown[]) => ask({ of: 'removals', method, args })]);
  return Object.fromEntries(asked) as unknown as Removals; // as above
}
