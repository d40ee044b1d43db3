// Lends one browser with one page to card after card, and replaces it when it is dead, hung or old.
import { CardError, type CardErrorCode } from '../../../card-schema/errors.ts';
import type { Deadline } from '../../core/deadline.ts';
import { describeError } from '../../core/describe-error.ts';
import { type FetchedImages, fetchCardImages } from '../../core/fetch-card-images.ts';
import { pageUrl } from '../../core/page-url.ts';
import type { DrawCard, Drawing, DrawJob, FetchImage, Log } from '../../core/ports.ts';
import type { BrowserFiles } from './browser-files.ts';
import { type BrowserProcess, startBrowser } from './browser-process.ts';
import { type CardSiteReader, createCardSiteReader } from './card-site-reader.ts';
import { drawOnPage } from './draw-on-page.ts';
import { type LoadedPage, openLoadedPage } from './loaded-page.ts';

export interface CardBrowserParts {
  /** Makes the browser's files ready; asked again after a failure. */
  readonly files: (job: DrawJob) => Promise<BrowserFiles>;
  /**
   * Told that the browser ended in a trap; true when files() will give one that has the code which was missing. Chromium's own
   * assertions end in the same trap: the first of a sandbox is taken for a miss as well.
   */
  readonly missed?: () => boolean;
  /** Told that browsers die or hang, one after the other: files() is to make the files anew. No browser is running. */
  readonly distrust?: () => void;
  /** Work for the time in which a browser starts and there is nothing to do but wait. It must not fail. */
  readonly whileStarting?: (job: DrawJob) => void;
  /** `site` is the origin of the card site, for image hosts that want to know who asks. */
  readonly fetchImageFor: (hosts: readonly string[], site: string) => FetchImage;
  readonly scratch: string;
  /** After so many another browser is started. */
  readonly cardsPerBrowser?: number;
  readonly log: Log;
}

export interface CardBrowser {
  readonly draw: DrawCard;
  /** The process id of the running browser, for tests that kill it. */
  pid(): number | undefined;
  close(): Promise<void>;
}

/** One try at a card. */
interface Try {
  readonly job: DrawJob;
  /** The card's page, token and all: the same for what is read ahead and what is opened. */
  readonly url: string;
  readonly images: Promise<FetchedImages>;
  /** Leaves time for a second one. */
  readonly first: boolean;
  readonly givenUp: AbortSignal;
}

interface Running {
  readonly process: BrowserProcess;
  readonly page: LoadedPage;
  readonly site: string;
  readonly reader: CardSiteReader;
  cards: number;
}

/** A living browser answers in 1 to 5 ms. */
const PING_MS = 500;
/** The same where the answer is not worth waiting for: the browser is given up in any case, and the next try needs the time. */
const SHORT_PING_MS = 50;
/** A second try needs a browser start and a page load; with less left than this the fallback picture is the better answer. */
const RETRY_NEEDS_MS = 1500;
/** How much of the rest a start that hangs, or a drawing that hangs, may use up in the first try. */
const FIRST_TRY_SHARE = 0.6;
/** One browser may be lost for many reasons. After as many in a row, the files are the likely one: what is damaged stays damaged. */
const LOST_TO_DISTRUST = 2;
/** A start that got less was given up for want of time and tells nothing of the files. The slowest one measured took 1 s. */
const HUNG_START_MS = 2000;
/** Recycled before slow leaks can matter: `npm run soak` measures 0.01 to 0.07 MB a card. */
const CARDS_PER_BROWSER = 1000;

/** Failures of the card or the deployment, which another browser would only repeat. */
const FINAL: ReadonlySet<CardErrorCode> = new Set(['draw_failed', 'site_refused', 'too_large', 'version_mismatch']);

export function createCardBrowser(parts: CardBrowserParts): CardBrowser {
  const { files, missed = () => false, distrust = () => {}, whileStarting = () => {}, fetchImageFor, scratch, log } = parts;
  const { cardsPerBrowser = CARDS_PER_BROWSER } = parts;
  let running: Running | undefined;
  /** Misses since the last card: a browser may end between two. */
  let misses = 0;
  /** Browsers in a row that died or hung, at the start or in a drawing, for a reason that is not known. */
  let lost = 0;
  let busy: Promise<unknown> = Promise.resolve();

  async function stop(): Promise<void> {
    const { process, reader } = running ?? {};
    running = undefined;
    reader?.rest();
    await process?.kill();
  }

  function onExit(signal: NodeJS.Signals | null): void {
    if (signal !== 'SIGTRAP' || !missed()) return;
    misses++;
    log('pack_miss');
  }

  async function ready(attempt: Try): Promise<Running> {
    const { job, url, givenUp } = attempt;
    const kept = running;
    if (
      kept &&
      kept.cards < cardsPerBrowser &&
      isFit(kept, job) &&
      (await job.timings.measure('ping', () => isAlive(kept, job.deadline)))
    )
      return kept;
    await stop();
    const { site } = job.config;
    const reader = createCardSiteReader(site);
    givenUp.addEventListener('abort', () => reader.rest(), { once: true });
    // The card site answers while the browser is unpacked and started.
    reader.readAhead(url);
    const browserFiles = await job.timings.measure('pack', () => files(job));
    givenUp.throwIfAborted();
    job.timings.count('browser start');
    const { process, page } = await job.timings.measure('browser', () => start(browserFiles, reader, attempt));
    running = { process, page, site, reader, cards: 0 };
    return running;
  }

  /** To be called when the browser is gone. One that misses code is not lost: files() completes it. */
  function browserLost(missesBefore: number): void {
    if (misses > missesBefore) return;
    lost++;
    if (lost < LOST_TO_DISTRUST) return;
    lost = 0;
    log('files_distrusted');
    distrust();
  }

  async function start(browserFiles: BrowserFiles, reader: CardSiteReader, { job, first, givenUp }: Try) {
    const missesBefore = misses;
    const process = await startBrowser(browserFiles, { scratch, onExit }).catch((error: unknown) => {
      browserLost(missesBefore);
      throw error;
    });
    // A start that hangs, at whichever step, is killed while there is time for another one.
    const startMs = tryMs(job.deadline, first);
    const limit = AbortSignal.any([job.deadline.signal(startMs), givenUp]);
    const end = () => void process.kill();
    limit.addEventListener('abort', end, { once: true });
    try {
      limit.throwIfAborted();
      const opening = openLoadedPage({ connection: process.connection, site: job.config.site, reader, log });
      opening.catch(() => {}); // heard below
      whileStarting(job);
      const page = await opening;
      limit.throwIfAborted();
      return { process, page };
    } catch (cause) {
      await process.kill();
      if (!limit.aborted || startMs >= HUNG_START_MS) browserLost(missesBefore);
      throw new CardError('browser_failed', 'The browser died or hung while it started.', { cause });
    } finally {
      limit.removeEventListener('abort', end);
    }
  }

  async function drawInTime(attempt: Try): Promise<Drawing> {
    const { job, url, first } = attempt;
    const browser = await ready(attempt);
    browser.cards++;
    // Unpacking, starting and fetching may take the time they need; a drawing takes milliseconds or hangs.
    const images = await job.timings.measure('images', () => attempt.images);
    return job.deadline.bound('Drawing', drawOnPage(browser.page, url, job, images), tryMs(job.deadline, first));
  }

  /** One try. At its end nothing of it runs on in the background but work that the next try can use. */
  async function tryOnce(attempt: Omit<Try, 'givenUp'>): Promise<Drawing> {
    const { deadline, timings } = attempt.job;
    timings.count('try');
    const missesBefore = misses;
    const givenUp = new AbortController();
    try {
      const drawing = await deadline.bound('Drawing', drawInTime({ ...attempt, givenUp: givenUp.signal }));
      lost = 0;
      return drawing;
    } catch (error) {
      givenUp.abort();
      const browser = running;
      const pingMs = isFinal(error) ? PING_MS : SHORT_PING_MS;
      // With no time left to ask it, a browser is known to be lost only when it has ended.
      const isKnown = deadline.remainingMs() >= pingMs || browser?.process.hasExited();
      const alive = browser !== undefined && (await isAlive(browser, deadline, pingMs));
      if (alive) lost = 0;
      // A page that refuses a card has a browser that is well. All else is dead or hung, and nothing of it can be trusted.
      if (isFinal(error) && (!browser || alive)) throw error;
      await stop();
      if (browser && isKnown && !alive) browserLost(missesBefore);
      throw error instanceof CardError ? error : new CardError('browser_failed', 'The browser died or hung.', { cause: error });
    } finally {
      running?.reader.rest();
    }
  }

  async function draw(job: DrawJob): Promise<Drawing> {
    const { deadline } = job;
    if (deadline.remainingMs() === 0) throw new CardError('out_of_time', 'No time was left when the browser was free.');
    const over = new AbortController();
    const images = fetchCardImages(job.card, deadline, fetchImageFor(job.config.imageHosts, job.config.site), over.signal);
    const [pageKey = ''] = job.config.pageKeys;
    const url = pageUrl(job.card, job.config.site, pageKey, Date.now(), job.designVersion);
    try {
      return await tryOnce({ job, url, images, first: true });
    } catch (error) {
      if (isFinal(error) || deadline.remainingMs() < RETRY_NEEDS_MS) throw error;
      log('browser_retry', describeError(error));
      return await tryOnce({ job, url, images, first: false });
    } finally {
      over.abort();
      for (; misses > 0; misses--) job.timings.count('pack miss');
    }
  }

  return {
    draw(job) {
      // One card at a time; Lambda gives a sandbox one request at a time, a local stack may not.
      const turn = busy.then(() => draw(job));
      busy = turn.catch(() => {});
      return turn;
    },
    pid: () => running?.process.pid,
    async close() {
      await busy;
      await stop();
    },
  };
}

/** How long a start or a drawing may take: in the first try no longer than leaves time for a second, where one is possible. */
function tryMs(deadline: Deadline, first: boolean): number {
  const rest = deadline.remainingMs();
  return first && rest * (1 - FIRST_TRY_SHARE) >= RETRY_NEEDS_MS ? rest * FIRST_TRY_SHARE : rest;
}

function isFit({ site }: Running, { config }: DrawJob): boolean {
  return site === config.site;
}

async function isAlive({ process, page }: Running, deadline: Deadline, atMostMs = PING_MS): Promise<boolean> {
  if (process.hasExited()) return false;
  return deadline.bound('A ping', page.ping(), atMostMs).then(
    () => true,
    () => false,
  );
}

function isFinal(error: unknown): boolean {
  return error instanceof CardError && FINAL.has(error.code);
}
