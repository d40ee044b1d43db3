// The one browser that a sandbox keeps: lent to attempt after attempt, replaced when it is dead, hung or old.
import type { DrawingRecord } from '../../core/drawing-record.ts';
import type { DrawJob, Log } from '../../core/ports.ts';
import { type Ending, keepsBrowser, maxPingMsAfter } from '../../core/retry.ts';
import type { Attempt } from './attempt.ts';
import type { BrowserSource } from './browser-files.ts';
import { createCardSiteReader } from './card-site-reader.ts';
import { type FailedStart, startWarmBrowser, type WarmBrowser } from './warm-browser.ts';

export interface BrowserSlot {
  /** The browser that is there, if it is fit for the job, or another one. Throws CardError. */
  acquire(attempt: Attempt): Promise<WarmBrowser>;
  /** After an attempt that gave a picture. */
  drew(): void;
  /** After an attempt that failed: finds out how it left its browser, and ends that unless it is well and not to blame. */
  settle(error: unknown, job: DrawJob): Promise<void>;
  /** Counts the browsers that missed code since the last call: also of a start that ended when its own attempt was over. */
  countMisses(record: DrawingRecord): void;
  closeConnections(): void;
  /** Of the running browser. */
  pid(): number | undefined;
  close(): Promise<void>;
}

export interface BrowserSlotParts {
  readonly source: BrowserSource;
  readonly whileStarting: (job: DrawJob) => void;
  readonly scratch: string;
  readonly maxCards: number;
  readonly log: Log;
}

export function createBrowserSlot(parts: BrowserSlotParts): BrowserSlot {
  const { source, maxCards, log } = parts;
  let warm: WarmBrowser | undefined;
  let cards = 0;
  const misses = createMissCounter(log);

  function report(ending: Ending): void {
    if (ending === 'missing code') misses.add();
    source.ended(ending);
  }

  async function discard(answered?: boolean): Promise<void> {
    const browser = warm;
    warm = undefined;
    if (browser) report(await browser.end(answered));
  }

  return {
    async acquire(attempt) {
      const { job } = attempt;
      if (!warm || cards >= maxCards || !(await isFit(warm, job))) {
        // How it came to its end between two cards is not known, and says nothing of its files, unless it lacks code.
        await discard();
        const started = await start(attempt, parts);
        if ('ending' in started) {
          report(started.ending);
          throw started.error;
        }
        warm = started;
        cards = 0;
      }
      cards++;
      return warm;
    },
    drew: () => source.ended('alive'),
    async settle(error, job) {
      const browser = warm;
      if (!browser) return;
      const maxPingMs = maxPingMsAfter(error);
      // With no time left to ask it, a browser is known to be lost only when it has ended.
      const isKnown = job.deadline.remainingMs() >= maxPingMs || browser.hasExited();
      const alive = await browser.answers(job.deadline, maxPingMs);
      if (alive && keepsBrowser(error, 'alive')) source.ended('alive');
      else await discard(alive || (isKnown ? false : undefined));
    },
    countMisses: misses.moveTo,
    closeConnections: () => warm?.closeConnections(),
    pid: () => warm?.pid,
    async close() {
      const browser = warm;
      warm = undefined;
      await browser?.end();
    },
  };
}

async function isFit(browser: WarmBrowser, { config, deadline, record }: DrawJob): Promise<boolean> {
  if (browser.site !== config.site) return false;
  return record.stage('ping', () => browser.answers(deadline));
}

function createMissCounter(log: Log) {
  let misses = 0;
  return {
    add() {
      misses++;
      log('pack_miss');
    },
    moveTo(record: DrawingRecord) {
      for (; misses > 0; misses--) record.count('pack miss');
    },
  };
}

/** The card site is read, and the images are fetched, while the browser is unpacked and started. */
async function start(attempt: Attempt, parts: BrowserSlotParts): Promise<WarmBrowser | FailedStart> {
  const { job, url, givenUp } = attempt;
  const { record } = job;
  const reader = createCardSiteReader(job.config.site);
  givenUp.addEventListener('abort', () => reader.closeConnections(), { once: true });
  reader.readAhead(url);
  void attempt.images();
  const files = await record.stage('pack', () => parts.source.files(job));
  givenUp.throwIfAborted();
  record.count('browser start');
  const startParts = { ...parts, files, reader, whileStarting: () => parts.whileStarting(job) };
  return record.stage('browser', () => startWarmBrowser(startParts, attempt));
}
