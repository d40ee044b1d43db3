// Builds in a process of its own: it reads schemas and settings as they are now, whatever this one imported before.
import { type ExecFileException, execFile } from 'node:child_process';
import { freemem } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { quoted } from '../../card-schema/errors.ts';
import { BuildError } from './build-error.ts';
import type { BuildKind } from './build-inputs.ts';
import { type MachineFailure, toSystemError } from './machine-failure.ts';

const SCRIPT = join(import.meta.dirname, 'report-build.ts');
/** Warnings of the builder, and whatever a schema prints. */
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/** What report-build.ts writes as its last line. */
export interface BuildReport {
  /** Of the build; nothing when the sources have changed meanwhile. */
  readonly name: string | null;
  /** What the system did not let it do; then there is no build. */
  readonly refused?: MachineFailure;
}

/**
 * Gives the name of the build; nothing when the sources have changed meanwhile, so that nothing was kept. Throws a BuildError whose message
 * is what the build complained of, or a system error. An abort ends the process, and settles when it has ended.
 */
export function buildInChildProcess(kind: BuildKind, signal?: AbortSignal, script = SCRIPT): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, [script, kind], { maxBuffer: MAX_OUTPUT_BYTES }, (error, stdout, stderr) => {
      // The signal is one for all builds of a process.
      signal?.removeEventListener('abort', end);
      if (error) return reject(whyItFailed(error, stdout, stripVTControlCharacters(stderr).trim()));
      try {
        process.stderr.write(stderr); // the builder's warnings
        resolve(readReport(stdout).name ?? undefined);
      } catch (unreadable) {
        reject(unreadable);
      }
    });
    const end = () => child.kill();
    if (signal?.aborted) end();
    else signal?.addEventListener('abort', end, { once: true });
  });
}

function whyItFailed(error: ExecFileException, stdout: string, complaint: string): Error {
  if ('syscall' in error) return error; // it could not be started
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER')
    return new BuildError(
      `The build was ended, because more than ${MAX_OUTPUT_BYTES / 1024 / 1024} MB were printed: print less.`,
    );
  if (error.signal) return new BuildError(endedBy(error.signal));
  const { refused } = lastLineOf(stdout) ?? {};
  if (refused) return toSystemError(refused);
  return new BuildError(complaint || `The build ended with exit code ${error.code}, and said nothing: build again.`);
}

/** What Node prints of it as it ends is for its makers. */
function endedBy(signal: NodeJS.Signals): string {
  const free = `${Math.floor(freemem() / 1e6)} MB of memory are free now`;
  return `The build was ended by ${signal}, as the system does when memory runs out (${free}): end other programs, and build again.`;
}

/** The report is the last line, for a schema may print while it is read. */
export function readReport(stdout: string): BuildReport {
  const report = lastLineOf(stdout);
  if (report) return report;
  const line = stdout.slice(stdout.lastIndexOf('\n') + 1);
  throw new Error(
    `The build of the card site reports nothing that can be read; its output ends with ${quoted(line.slice(-200))}.`,
  );
}

function lastLineOf(stdout: string): BuildReport | undefined {
  try {
    return JSON.parse(stdout.slice(stdout.lastIndexOf('\n') + 1)) as BuildReport; // as the script writes it
  } catch {
    return undefined;
  }
}
