// Builds in a process of its own: it reads schemas and settings as they are now, whatever this one imported before.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { quoted } from '../../card-schema/errors.ts';
import { BuildError } from './build-error.ts';
import type { BuildKind } from './build-inputs.ts';

const SCRIPT = join(import.meta.dirname, 'report-build.ts');
/** Warnings of the builder, and whatever a schema prints. */
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/** What report-build.ts writes as its last line. */
export interface BuildReport {
  /** Of the build; nothing when the sources have changed meanwhile. */
  readonly name: string | null;
}

/**
 * Gives the name of the build; nothing when the sources have changed meanwhile, so that nothing was kept. Throws a BuildError whose message
 * is what the build complained of. An abort ends the process, and settles when it has ended.
 */
export function buildInChildProcess(kind: BuildKind, signal?: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, [SCRIPT, kind], { maxBuffer: MAX_OUTPUT_BYTES }, (error, stdout, stderr) => {
      if (error) return reject(new BuildError(stripVTControlCharacters(stderr).trim() || error.message));
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

/** The report is the last line, for a schema may print while it is read. */
export function readReport(stdout: string): BuildReport {
  const line = stdout.slice(stdout.lastIndexOf('\n') + 1);
  try {
    return JSON.parse(line) as BuildReport; // as the script writes it
  } catch (cause) {
    throw new Error(
      `The build of the card site reports nothing that can be read; its output ends with ${quoted(line.slice(-200))}.`,
      { cause },
    );
  }
}
