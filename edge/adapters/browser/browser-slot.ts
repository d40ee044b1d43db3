// The one browser that a sandbox keeps: lent to attempt after attempt, replaced when it is dead, hung or old.
import type { DrawingRecord } from '../../core/drawing-record.ts';
import { handledLater } from '../../core/handled-later.ts';
import type { DrawJob, Log } from '../../core/ports.ts';
import { type Ending, keepsBrowser, maxPingMsAfter } from '../../core/retry.ts';
import type { Attempt } from './attempt.ts';
import type { BrowserSource } from './browser-files.ts';
import { createCardSiteReader } from './card-site-reader.ts';
import type { LoadedPage } from './loaded-page.ts';
import { type FailedStart, startWarmBrowser, type WarmBrowser } from './warm-browser.ts';

/** A browser's page, lent for one attempt. */
export interface Lent {
  readonly page: LoadedPage;
  /** Whether its browser is alive. It was asked before the page could be given any work, so it answers that first. */
  readonly answers: Promise<boolean>;
}

export interface BrowserSlot {
  /** The browser that is there, if it is fit for the job, or another one. Throws CardError. */
  acquire(attempt: Attempt): Promise<Lent>;
  /** Another browser in place of the one that was lent and does not answer. Throws CardError. */
  replace(attempt: Attempt): Promise<Lent>;
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
  /** Cards after which a browser collects all its garbage. */
  readonly cardsPerCollection: number;
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

  async function replace(attempt: Attempt): Promise<Lent> {
    // How it came to its end between two cards is not known, and says nothing of its files, unless it lacks code.
    await discard();
    const started = await start(attempt, parts);
    if ('ending' in started) {
      report(started.ending);
      throw started.error;
    }
    warm = started;
    cards = 1;
    return { page: started.page, answers: Promise.resolve(true) };
  }

  return {
    async acquire(attempt) {
      const { config, deadline, record } = attempt.job;
      const browser = warm;
      if (!browser || cards >= maxCards || browser.site !== config.site) return replace(attempt);
      cards++;
      return { page: browser.page, answers: record.stage('ping', () => browser.answers(deadline)) };
    },
    replace,
    drew: () => afterCard(warm, cards, parts),
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

function afterCard(warm: WarmBrowser | undefined, cards: number, { source, cardsPerCollection }: BrowserSlotParts): void {
  source.ended('alive');
  // Not waited for: the picture is stored meanwhile, and the browser has nothing to do.
  if (warm && cards % cardsPerCollection === 0) handledLater(warm.page.collectGarbage());
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
