// The lines that failed, or whose cards are incomplete, in a file that is a list again: each after a comment that says what was wrong.
import { appendFile, rm } from 'node:fs/promises';
import { CardError } from '../../card-schema/errors.ts';
import { errorForSender } from '../../edge/core/error-fields.ts';
import { truncate } from '../../edge/core/truncate.ts';
import type { CardLine } from './card-lines.ts';
import type { LineFailure, Unstored } from './report.ts';

export interface FailedLines {
  /** The first ones: a report of a million would be none. */
  readonly first: readonly LineFailure[];
  add(line: CardLine, error: unknown): void;
  count(): number;
  /** Gives the file, unless nothing failed, when all is written. */
  end(): Promise<string | undefined>;
}

const MAX_REPORTED = 20;
/** Characters. Hardly a line is longer; the file has it whole. */
const MAX_TEXT_LENGTH = 1000;

/** Forgets the list that a former run left. The file appears with the first failure, and holds every one at once. */
export async function openFailedLines(file: string): Promise<FailedLines> {
  await rm(file, { force: true });
  const first: LineFailure[] = [];
  let count = 0;
  let writing: Promise<void> | undefined;
  return {
    first,
    add({ line, text }, error) {
      const failure = failureOf({ line, text }, error);
      count += 1;
      if (first.length < MAX_REPORTED) first.push(failure);
      const entry = `# line ${line}: ${failure.code}: ${failure.message.replace(/\s+/g, ' ')}\n${text}\n`;
      writing = (writing ?? Promise.resolve()).then(() => appendFile(file, entry));
      writing.catch(() => {}); // awaited at the end
    },
    count: () => count,
    async end() {
      await writing;
      return writing && file;
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

/** Where the lines of incomplete cards go: next to the failed ones. */
export function incompleteFileFor(failedFile: string): string {
  return `${failedFile.replace(/\.failed$/, '')}.incomplete`;
}

/** What a report says of both kinds of lines; `files` are what their end() gave. */
export function unstoredOf(failed: FailedLines, incomplete: FailedLines, files: readonly (string | undefined)[]): Unstored {
  const [failedFile, incompleteFile] = files;
  return {
    failures: failed.first,
    ...(failedFile === undefined ? {} : { failedFile }),
    incompleteCards: incomplete.first,
    ...(incompleteFile === undefined ? {} : { incompleteFile }),
  };
}
