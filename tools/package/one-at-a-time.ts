// What a package consists of has fixed places (.build, .serverless, dist/upload, dist/pack), so that one is made at a time in a checkout.
import { withLock } from '../../card-site/bundle/process-lock.ts';
import type { ProcessMark } from '../../card-site/bundle/process-mark.ts';
import { projectPath } from '../../project-path.ts';

export interface OneAtATimeOptions {
  /** What people call it: `npm run package`. */
  readonly work: string;
  readonly print: (sentence: string) => void;
  /** Default: this project's dist/. */
  readonly dist?: string;
}

/** Waits, and says for whom, while another process makes a package or deploys it. */
export async function oneAtATime<T>(
  { work, print, dist = projectPath('dist') }: OneAtATimeOptions,
  action: () => Promise<T>,
): Promise<T> {
  return withLock({ file: `${dist}/package.lock`, work, onWaiting: (holder) => print(waitingFor(holder)) }, action);
}

export function waitingFor({ work, pid, sinceMs }: ProcessMark): string {
  const since = new Date(sinceMs).toLocaleTimeString('en-GB');
  return `${work} (process ${pid}, since ${since}) is at work in this checkout: this waits for its end.`;
}
