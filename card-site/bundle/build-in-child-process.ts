// Builds the card site in a process of its own: it reads schemas and settings as they are now, whatever this one imported before.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { quoted } from '../../card-schema/errors.ts';
import type { FontCoverage } from '../fonts/font-coverage.ts';

export interface BuiltCardSite {
  readonly designVersions: DesignVersions;
  readonly fontCoverage: FontCoverage;
  /** When the build began, as Unix time: it may lack what has changed since. */
  readonly startedMs: number;
}

const SCRIPT = join(import.meta.dirname, 'report-build.ts');
/** What the script reports, with the coverage of many fonts in it. */
const MAX_REPORT_BYTES = 64 * 1024 * 1024;

/** Throws an Error whose message is what the build complained of. An abort ends the process, and settles when it has ended. */
export function buildInChildProcess(signal?: AbortSignal): Promise<BuiltCardSite> {
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, [SCRIPT], { maxBuffer: MAX_REPORT_BYTES }, (error, stdout, stderr) => {
      if (error) return reject(new Error(stripVTControlCharacters(stderr).trim() || error.message));
      try {
        resolve(readReport(stdout));
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
export function readReport(stdout: string): BuiltCardSite {
  const line = stdout.slice(stdout.lastIndexOf('\n') + 1);
  try {
    return JSON.parse(line) as BuiltCardSite; // as the script writes it
  } catch (cause) {
    throw new Error(
      `The build of the card site reports nothing that can be read; its output ends with ${quoted(line.slice(-200))}.`,
      { cause },
    );
  }
}
