// One browser with its page, from its start to its end.
import { CardError } from '../../../card-schema/errors.ts';
import type { Deadline } from '../../core/deadline.ts';
import { handledLater } from '../../core/handled-later.ts';
import type { Log } from '../../core/ports.ts';
import { type Ending, endingOf, maxStepMs } from '../../core/retry.ts';
import { MAX_PING_MS, MIN_HUNG_START_MS } from '../../core/time-limits.ts';
import type { Attempt } from './attempt.ts';
import type { BrowserFiles } from './browser-files.ts';
import { type BrowserProcess, startBrowser } from './browser-process.ts';
import type { CardSiteReader } from './card-site-reader.ts';
import { type LoadedPage, openLoadedPage } from './loaded-page.ts';

export interface WarmBrowser {
  readonly page: LoadedPage;
  /** Origin of the card site. */
  readonly site: string;
  readonly pid: number;
  /** Whether it answers; a browser that has ended does not, and needs no time to say so. */
  answers(deadline: Deadline, maxMs?: number): Promise<boolean>;
  hasExited(): boolean;
  /** A connection that is kept while the sandbox is frozen may be dead when it thaws. */
  closeConnections(): void;
  /** Kills it, and says how it ended: `answered` is what is known from before, undefined when there was no time to ask. */
  end(answered?: boolean): Promise<Ending>;
}

export interface StartParts {
  readonly files: BrowserFiles;
  readonly reader: CardSiteReader;
  readonly scratch: string;
  readonly log: Log;
  /** Called when there is nothing to do but wait for the browser. */
  readonly whileStarting: () => void;
}

/** A browser that never came to have a page. */
export interface FailedStart {
  readonly error: unknown;
  readonly ending: Ending;
}

export async function startWarmBrowser(parts: StartParts, attempt: Attempt): Promise<WarmBrowser | FailedStart> {
  const { files, reader, scratch } = parts;
  let process: BrowserProcess;
  try {
    process = await startBrowser(files, { scratch });
  } catch (error) {
    return { error, ending: 'crashed' };
  }
  const page = await openPageInTime(process, parts, attempt);
  if ('ending' in page) return page;
  const { site } = attempt.job.config;
  return {
    page,
    site,
    pid: process.pid,
    hasExited: process.hasExited,
    async answers(deadline, maxMs = MAX_PING_MS) {
      if (process.hasExited()) return false;
      return deadline.bound('A ping', page.ping(), maxMs).then(
        () => true,
        () => false,
      );
    },
    closeConnections: reader.closeConnections,
    async end(answered) {
      reader.closeConnections();
      await process.kill();
      return endingOf({ exitSignal: process.exitSignal(), lacksCode: files.lacksCode === true, answered });
    },
  };
}

/** A start that hangs, at whichever step, is killed while there is time for another one. */
async function openPageInTime(
  process: BrowserProcess,
  { files, reader, log, whileStarting }: StartParts,
  { job, isFirst, givenUp }: Attempt,
): Promise<LoadedPage | FailedStart> {
  const maxMs = maxStepMs(job.deadline.remainingMs(), isFirst);
  const limit = AbortSignal.any([job.deadline.signal(maxMs), givenUp]);
  const kill = () => void process.kill();
  limit.addEventListener('abort', kill, { once: true });
  try {
    limit.throwIfAborted();
    const opening = handledLater(openLoadedPage({ connection: process.connection, site: job.config.site, reader, log }));
    whileStarting();
    const page = await opening;
    limit.throwIfAborted();
    return page;
  } catch (cause) {
    await process.kill();
    // One that was given up for want of time says nothing of the files.
    const answered = limit.aborted && maxMs < MIN_HUNG_START_MS ? undefined : false;
    return {
      error: new CardError('browser_failed', 'The browser died or hung while it started.', { cause }),
      ending: endingOf({ exitSignal: process.exitSignal(), lacksCode: files.lacksCode === true, answered }),
    };
  } finally {
    limit.removeEventListener('abort', kill);
  }
}
