// The lines that failed, or whose cards are incomplete, in a file that is a list again: each after a comment that says what was wrong.
import { type FileHandle, open } from 'node:fs/promises';
import { CardError } from '../../card-schema/errors.ts';
import { errorForSender } from '../../edge/core/error-fields.ts';
import type { CardLine } from '../../edge/core/prerender/readable-line.ts';
import { truncate } from '../../edge/core/truncate.ts';
import { explainSystemError, type SystemError } from '../terminal/system-errors.ts';
import { isStream, removeFormer } from './failed-files.ts';
import type { LineFailure, Unstored } from './report.ts';

export interface FailedLines {
  /** Those that come first in the list: a report of a million would be none. */
  first(): readonly LineFailure[];
  add(line: CardLine, error: unknown): void;
  count(): number;
  /** Of them. */
  unreadable(): number;
  /** When all is written: the file, or why it does not have every line. Neither, if nothing failed, or there is no file. */
  end(run: { readonly complete: boolean }): Promise<Written>;
}

export interface Written {
  readonly file?: string;
  readonly problem?: SystemError;
}

const MAX_REPORTED = 20;
/** Characters. Hardly a line is longer; the file has it whole. */
const MAX_TEXT_LENGTH = 1000;

/**
 * Without a file, only counts and reports. What a former run has left stays until this one has something to write, or has gone
 * through the list without.
 */
export function openFailedLines(file: string | undefined): FailedLines {
  const first: LineFailure[] = [];
  let count = 0;
  let unreadable = 0;
  const writer = file === undefined ? undefined : createWriter(file);
  return {
    first: () => first,
    add(line, error) {
      const failure = failureOf(line, error);
      count += 1;
      if (line.unreadable) unreadable += 1;
      const at = first.findIndex((other) => other.line > failure.line);
      first.splice(at < 0 ? first.length : at, 0, failure);
      first.length = Math.min(first.length, MAX_REPORTED);
      const text = line.unreadable ? `# it begins: ${failure.text}` : line.text;
      writer?.add(`# line ${failure.line}: ${failure.code}: ${failure.message.replace(/\s+/g, ' ')}\n${text}\n`);
    },
    count: () => count,
    unreadable: () => unreadable,
    async end({ complete }) {
      if (file === undefined || (count === 0 && !complete)) return {};
      if (count === 0) {
        await removeFormer(file).catch(() => {}); // it costs nobody the report
        return {};
      }
      const problem = await writer?.end();
      return problem ? { problem } : { file };
    },
  };
}

/** What a report says of both kinds of lines that have no picture, when they are written. */
export async function unstoredOf(
  { failed, incomplete }: { readonly failed: FailedLines; readonly incomplete: FailedLines },
  { complete, none }: { readonly complete: boolean; readonly none?: string | undefined },
): Promise<Unstored> {
  const [failedEnd, incompleteEnd] = [await failed.end({ complete }), await incomplete.end({ complete })];
  const problem = failedEnd.problem ?? incompleteEnd.problem;
  const fileProblem = problem
    ? explainSystemError(problem).replace(/\.$/, '')
    : failed.count() + incomplete.count() > 0
      ? none
      : undefined;
  return {
    failures: failed.first(),
    ...(failedEnd.file === undefined ? {} : { failedFile: failedEnd.file }),
    ...(failed.unreadable() === 0 ? {} : { unreadable: failed.unreadable() }),
    incompleteCards: incomplete.first(),
    ...(incompleteEnd.file === undefined ? {} : { incompleteFile: incompleteEnd.file }),
    ...(fileProblem === undefined ? {} : { fileProblem }),
  };
}

/**
 * Writes what has come since the last write at once: lines may fail faster than a file is opened. It stays open to the end, for who
 * reads a pipe goes when it is closed.
 */
function createWriter(file: string) {
  let waiting = '';
  let handle: FileHandle | undefined;
  let problem: SystemError | undefined;
  let writing: Promise<void> | undefined;

  async function write(): Promise<void> {
    try {
      while (waiting !== '') {
        const text = waiting;
        waiting = '';
        handle ??= await open(file, (await isStream(file)) ? 'a' : 'w');
        await handle.appendFile(text);
      }
    } catch (error) {
      problem = error as SystemError; // fs throws no other
    }
    writing = undefined;
  }

  return {
    add(text: string): void {
      if (problem) return;
      waiting += text;
      writing ??= write();
    },
    async end(): Promise<SystemError | undefined> {
      await writing;
      await handle?.close().catch(() => {}); // what could not be written is known by then
      return problem;
    },
  };
}

function failureOf({ line, text }: CardLine, error: unknown): LineFailure {
  const { code, reason } = errorForSender(error);
  return {
    line,
    text: truncate(text, MAX_TEXT_LENGTH),
    code,
    message: error instanceof CardError ? reason : `${reason} (a bug, or this machine’s own trouble)`,
  };
}
