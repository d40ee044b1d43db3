// Builds the card site in a process of its own: it reads schemas and settings as they are now, whatever this one imported before,
// and leaves this one's environment alone (Vite sets NODE_ENV, and then serves the source as for production).
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import type { FontCoverage } from './font-coverage.ts';

export interface BuiltCardSite {
  readonly designVersions: DesignVersions;
  readonly fontCoverage: FontCoverage;
}

const SCRIPT = join(import.meta.dirname, 'report-build.ts');

/** Throws an Error whose message is what the build complained of. */
export function buildApart(): Promise<BuiltCardSite> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [SCRIPT], { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error) reject(new Error(stderr.trim() || error.message));
      else resolve(JSON.parse(stdout) as BuiltCardSite); // as the script writes it
    });
  });
}
