// Builds the card site in a process of its own: it reads schemas and settings as they are now, whatever this one imported before.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import type { FontCoverage } from './font-coverage.ts';

export interface BuiltCardSite {
  readonly designVersions: DesignVersions;
  readonly fontCoverage: FontCoverage;
}

const SCRIPT = join(import.meta.dirname, 'report-build.ts');
/** What the script reports, with the coverage of many fonts in it. */
const MAX_REPORT_BYTES = 64 * 1024 * 1024;

/** Throws an Error whose message is what the build complained of. */
export function buildApart(): Promise<BuiltCardSite> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [SCRIPT], { maxBuffer: MAX_REPORT_BYTES }, (error, stdout, stderr) => {
      if (error) reject(new Error(stripVTControlCharacters(stderr).trim() || error.message));
      else resolve(JSON.parse(stdout) as BuiltCardSite); // as the script writes it
    });
  });
}
