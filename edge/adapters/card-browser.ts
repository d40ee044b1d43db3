// Lends one browser with one page to card after card, and replaces it when it is dead, hung or old.
import { imageUrlsOf } from '../../card-schema/card-images.ts';
import { CardError } from '../../card-schema/errors.ts';
import type { Deadline } from '../core/deadline.ts';
import { describeError } from '../core/describe-error.ts';
import { pageUrl } from '../core/page-url.ts';
import { encodeWithinLimits } from '../core/picture.ts';
import type { CardImage, DrawCard, Drawing, DrawJob, FetchImage, Log } from '../core/ports.ts';
import type { BrowserFiles } from './browser-files.ts';
import { type BrowserProcess, startBrowser } from './browser-process.ts';
import { type CardPage, openCardPage } from './card-page.ts';

export interface CardBrowserParts {
  /** Makes the browser's files ready; asked again after a failure. */
  readonly files: (job: DrawJob) => Promise<BrowserFiles>;
  readonly fetchImageFor: (hosts: readonly string[]) => FetchImage;
  readonly scratch: string;
  readonly log: Log;
}

export interface CardBrowser {
  readonly draw: DrawCard;
  /** The process id of the running browser, for tests that kill it. */
  pid(): number | undefined;
  close(): Promise<void>;
}

interface Running {
  readonly process: BrowserProcess;
  readonly page: CardPage;
  readonly site: string;
  cards: number;
}

/** Told to an attempt that was given up, so that it does not start a browser that nobody owns. */
interface Turn {
  over: boolean;
}

/** A living browser answers in 1 to 5 ms. */
const PING_MS = 500;
/** A second attempt needs a browser start and a page load; with less left than this the fallback picture is the better answer. */
const RETRY_NEEDS_MS = 1500;
/** How much of the rest the first attempt may use up when it hangs. */
const FIRST_ATTEMPT_SHARE = 0.6;
/** Recycled before slow leaks can matter. */
const CARDS_PER_BROWSER = 1000;

export function createCardBrowser({ files, fetchImageFor, scratch, log }: CardBrowserParts): CardBrowser {
  let running: Running | undefined;
  let busy: Promise<unknown> = Promise.resolve();

  async function stop(): Promise<void> {
    const { process } = running ?? {};
    running = undefined;
    await process?.kill();
  }

  async function ready(job: DrawJob, turn: Turn): Promise<Running> {
    if (running && isFit(running, job) && (await isAlive(running, job.deadline))) return running;
    await stop();
    const browserFiles = await job.timings.measure('pack', () => files(job));
    return job.timings.measure('browser', async () => {
      if (turn.over) throw new CardError('out_of_time', 'The files of the browser came too late.');
      const process = await startBrowser(browserFiles, scratch, job.config.site, job.deadline.remainingMs());
      try {
        const [first] = await process.browser.pages();
        const page = await openCardPage(first ?? (await process.browser.newPage()), job.config.site, log);
        if (turn.over) throw new CardError('out_of_time', 'The browser came too late.');
        running = { process, page, site: job.config.site, cards: 0 };
        return running;
      } catch (cause) {
        await process.kill();
        throw new CardError('browser_failed', 'The browser died while it started.', { cause });
      }
    });
  }

  async function attempt(job: DrawJob, images: Promise<ReadonlyMap<string, CardImage>>, turn: Turn): Promise<Drawing> {
    const current = await ready(job, turn);
    current.cards++;
    const { page } = current;
    await job.timings.measure('page', () => loadWhereNeeded(page, job));
    const fetched = await job.timings.measure('images', () => images);
    const { missingGlyphs } = await job.timings.measure('draw', () => page.draw(job.card, fetched));
    const encoded = await job.timings.measure('capture', () => encodeWithinLimits((quality) => page.capture(quality)));
    return { ...encoded, missingGlyphs };
  }

  /** One try, at the end of which nothing of it is left running in the background. */
  async function tryOnce(job: DrawJob, images: Promise<ReadonlyMap<string, CardImage>>, atMostMs: number): Promise<Drawing> {
    const turn: Turn = { over: false };
    try {
      return await job.deadline.bound('Drawing', attempt(job, images, turn), atMostMs);
    } catch (error) {
      turn.over = true;
      // A page that refuses a card has a browser that is well. All else is dead or hung, and nothing of it can be trusted.
      if (isRefusal(error) && (!running || (await isAlive(running, job.deadline)))) throw error;
      await stop();
      throw new CardError(codeOf(error), 'The browser died or hung.', { cause: error });
    }
  }

  async function draw(job: DrawJob): Promise<Drawing> {
    const images = fetchImages(job, fetchImageFor(job.config.imageHosts));
    // Heard where they are awaited; until then a failure must not end the process.
    images.catch(() => {});
    const { deadline } = job;
    try {
      return await tryOnce(job, images, deadline.remainingMs() * FIRST_ATTEMPT_SHARE);
    } catch (error) {
      if (isRefusal(error) || deadline.remainingMs() < RETRY_NEEDS_MS) throw error;
      log('browser_retry', describeError(error));
    }
    return tryOnce(job, images, deadline.remainingMs());
  }

  return {
    draw(job) {
      // One card at a time; Lambda gives a sandbox one request at a time, a local stack may not.
      const turn = busy.then(() => draw(job));
      busy = turn.catch(() => {});
      return turn;
    },
    pid: () => running?.process.browser.process()?.pid,
    async close() {
      await busy;
      await stop();
    },
  };
}

function isFit({ site, cards }: Running, { config }: DrawJob): boolean {
  return site === config.site && cards < CARDS_PER_BROWSER;
}

async function isAlive({ process, page }: Running, deadline: Deadline): Promise<boolean> {
  if (process.hasExited()) return false;
  return deadline.bound('A ping', page.ping(), PING_MS).then(
    () => true,
    () => false,
  );
}

/** Failures that another browser would only repeat. */
function isRefusal(error: unknown): boolean {
  return error instanceof CardError && error.code !== 'browser_failed' && error.code !== 'out_of_time';
}

/** A warm page of another deploy is loaded anew, once; if the card site still has other designs, nothing may be drawn. */
async function loadWhereNeeded(page: CardPage, { card, designVersion, config, deadline }: DrawJob): Promise<void> {
  if (page.designVersion(card.template) === designVersion) return;
  const [pageKey = ''] = config.pageKeys;
  await page.load(pageUrl(card, config.site, pageKey, Date.now()), deadline.remainingMs());
  const found = page.designVersion(card.template);
  if (found !== designVersion) {
    throw new CardError(
      'version_mismatch',
      `The card site draws ${card.template} ${found}; this function stores ${designVersion}.`,
    );
  }
}

async function fetchImages({ card, deadline }: DrawJob, fetchImage: FetchImage): Promise<ReadonlyMap<string, CardImage>> {
  return new Map(await Promise.all(imageUrlsOf(card).map(async (url) => [url, await fetchImage(url, deadline)] as const)));
}

function codeOf(error: unknown): 'out_of_time' | 'browser_failed' {
  return error instanceof CardError && error.code === 'out_of_time' ? 'out_of_time' : 'browser_failed';
}
