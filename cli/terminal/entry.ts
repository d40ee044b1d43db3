// What every command runs in: whatever goes wrong ends in a sentence and an exit code, and with --json in JSON.
import { endWithParent } from './end-with-parent.ts';
import { ENDING_SIGNALS, onEndingSignal } from './ending-signals.ts';
import { type Explained, errorJson, explainError, formatError } from './explain-error.ts';
import type { Options } from './option.ts';
import { asksForJson } from './read-line.ts';

/** Each takes a text of whole lines, without the last newline. */
export interface Printer {
  /** What was asked for; bytes as they are. With --json it gets one JSON value, once. */
  out(text: string | Uint8Array): void;
  /** Everything else: warnings, progress, mistakes. */
  err(text: string): void;
}

export interface Entry {
  readonly args: readonly string[];
  /** The command's; whether `--json` is one of them. */
  readonly options: Options;
  /** Its exit code; 0 if it is nothing. */
  readonly run: (print: Printer) => Promise<number | undefined>;
  /** What may be thrown outside `run` and means nothing, such as a pipe to a process that was killed. */
  readonly harmless?: (error: unknown) => boolean;
}

/** The whole of an entry file: runs it, prints what went wrong, and sets the exit code. */
export async function runEntry({ run, ...entry }: Entry): Promise<void> {
  const { print, report } = surroundProcess(entry);
  const code = await runReported(run, print, report);
  // What could not be printed has set it already.
  if (code !== 0) process.exitCode = code;
}

/** What goes on around a command: signals, a closed output, and errors that nothing caught. */
export function surroundProcess({ args, options, harmless }: Omit<Entry, 'run'>) {
  const print = processPrinter();
  const report = reporter(print, asksForJson(args, options));
  outliveClosedOutput(report);
  endOnSignals(report);
  endWithParent({ ownListeners: 1 });
  process.on('uncaughtException', (error) => {
    if (harmless?.(error)) return;
    process.exit(report(explainError(error)));
  });
  return { print, report };
}

/** The exit code of a run whose errors are printed. */
export async function runReported(run: Entry['run'], print: Printer, report: (error: Explained) => number): Promise<number> {
  try {
    return (await run(print)) ?? 0;
  } catch (error) {
    return report(explainError(error));
  }
}

/** Prints an error, as JSON if that was asked for and standard output has none yet; gives its exit code. */
export function reporter(print: Printer & { readonly hasPrinted?: () => boolean }, json: boolean): (error: Explained) => number {
  return (error) => {
    const asJson = json && print.hasPrinted?.() !== true;
    if (asJson) print.out(JSON.stringify(errorJson(error), undefined, 2));
    if (!asJson || error.stack !== undefined) print.err(formatError(error));
    return error.exitCode;
  };
}

function processPrinter(): Printer & { readonly hasPrinted: () => boolean } {
  let printed = false;
  return {
    out(text) {
      printed = true;
      process.stdout.write(typeof text === 'string' ? `${text}\n` : text);
    },
    err: (text) => void process.stderr.write(`${text}\n`),
    hasPrinted: () => printed,
  };
}

/** Who reads may go away at any time (`| head -1`): the work goes on to its end in silence. */
function outliveClosedOutput(report: (error: Explained) => number): void {
  process.stderr.on('error', () => {});
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    const { code, message, exitCode } = explainError(error);
    process.exitCode = report({ code, message: `Standard output: ${message}`, exitCode });
  });
}

/** Ends as a shell says it of a command that a signal ended. A command with its own way of ending has listeners of its own. */
function endOnSignals(report: (error: Explained) => number): void {
  onEndingSignal((signal) => {
    if (process.listenerCount(signal) > 1) return;
    process.exit(report({ code: 'interrupted', message: `Ended by ${signal}.`, exitCode: 128 + ENDING_SIGNALS[signal] }));
  });
}
