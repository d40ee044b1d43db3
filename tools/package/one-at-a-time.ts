// What a package consists of has fixed places (.build, .serverless, dist/upload, dist/pack), so that one is made at a time in a checkout.
import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { withLock } from '../../card-site/bundle/process-lock.ts';
import type { ProcessMark } from '../../card-site/bundle/process-mark.ts';
import { ExpectedError } from '../../cli/terminal/errors.ts';
import { projectPath } from '../../project-path.ts';

export interface OneAtATimeOptions {
  /** What people call it: `npm run package`. */
  readonly work: string;
  readonly print: (sentence: string) => void;
  /** Default: this project's dist/. */
  readonly dist?: string;
}

/** Throws ExpectedError where nobody may write. Waits, and says for whom, while another process makes a package or deploys it. */
export async function oneAtATime<T>(
  { work, print, dist = projectPath('dist') }: OneAtATimeOptions,
  action: () => Promise<T>,
): Promise<T> {
  refuseReadOnly(work, dist);
  return withLock({ file: `${dist}/package.lock`, work, onWaiting: (holder) => print(waitingFor(holder)) }, action);
}

/** Here, and not by the first write: of a folder that it cannot make in a read-only one, Node says that it does not exist. */
function refuseReadOnly(work: string, dist: string): void {
  const folder = existsSync(dist) ? dist : dirname(dist);
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (cause) {
    const message = `${work} writes into dist, .build and .serverless of this checkout, and ${folder} cannot be written: make it writable, or work in a copy of the checkout.`;
    throw new ExpectedError('read_only', message, { cause });
  }
}

export function waitingFor({ work, pid, sinceMs }: ProcessMark): string {
  const since = new Date(sinceMs).toLocaleTimeString('en-GB');
  return `${work} (process ${pid}, since ${since}) is at work in this checkout: this waits for its end.`;
}
