// Draws card after card with one browser: a queue, the images of each card, and a second attempt where it may do better.
import { CardError } from '../../../card-schema/errors.ts';
import { SETTINGS } from '../../core/config.ts';
import { errorFields } from '../../core/error-fields.ts';
import { type FetchedImages, fetchCardImages } from '../../core/fetch-card-images.ts';
import { pageUrl } from '../../core/page-url.ts';
import type { DrawCard, Drawing, DrawJob, FetchImage, FetchPhoto, Log } from '../../core/ports.ts';
import { decideRetry } from '../../core/retry.ts';
import type { BrowserSource } from './browser-files.ts';
import { createBrowserSlot } from './browser-slot.ts';
import { runAttempt } from './run-attempt.ts';

export interface CardBrowserParts {
  readonly source: BrowserSource;
  /** Work for the time in which a browser starts and there is nothing to do but wait. It must not fail. */
  readonly whileStarting?: (job: DrawJob) => void;
  /** `site` is the origin of the card site, for image hosts that want to know who asks. */
  readonly fetchImageFor: (hosts: readonly string[], site: string) => FetchImage;
  /** Reads photos for a job; called where its deployment has any. @default no photo can be read */
  readonly fetchPhotoFor?: (job: DrawJob) => FetchPhoto;
  readonly scratch: string;
  /** Cards that a browser draws before it is replaced. @default MAX_CARDS_PER_BROWSER */
  readonly maxCards?: number;
  /** Cards after which a browser collects all its garbage. @default CARDS_PER_COLLECTION */
  readonly cardsPerCollection?: number;
  readonly log: Log;
}

export interface CardBrowser {
  readonly draw: DrawCard;
  /** Of the running browser: for the log's memory figures. */
  pid(): number | undefined;
  close(): Promise<void>;
}

/** Recycled before slow leaks can matter: `npm run soak` measures 0.01 to 0.07 MB a card. */
const MAX_CARDS_PER_BROWSER = 1000;

/**
 * By itself Chromium frees the memory of earlier cards so late that it comes to 40 to 90 MB. A collection takes some 30 ms, in which
 * the card's picture is stored (docs/decisions/0017-memory-library.md).
 */
const CARDS_PER_COLLECTION = 50;

export function createCardBrowser(parts: CardBrowserParts): CardBrowser {
  const {
    fetchImageFor,
    fetchPhotoFor = () => refusePhoto,
    whileStarting = () => {},
    maxCards = MAX_CARDS_PER_BROWSER,
    cardsPerCollection = CARDS_PER_COLLECTION,
    log,
  } = parts;
  const slot = createBrowserSlot({ ...parts, whileStarting, maxCards, cardsPerCollection });
  let busy: Promise<unknown> = Promise.resolve();

  /**
   * The images of a card are fetched once, for both attempts: next to the start of a browser, or to the ping of the one that is there.
   * The page gets them before it is loaded or draws, and finds them at their own addresses.
   */
  async function drawNow(job: DrawJob): Promise<Drawing> {
    const { card, config, deadline, designVersion } = job;
    if (deadline.remainingMs() === 0) throw new CardError('out_of_time', 'No time was left when the browser was free.');
    const over = new AbortController();
    const sources = {
      fetchImage: fetchImageFor(config.imageHosts, config.site),
      fetchPhoto: config.photoBucket === '' ? refusePhoto : fetchPhotoFor(job),
    };
    let fetched: Promise<FetchedImages> | undefined;
    const images = () => {
      fetched ??= fetchCardImages(card, deadline, sources, over.signal);
      return fetched;
    };
    const [pageKey = ''] = config.pageKeys;
    const url = pageUrl(card, config.site, pageKey, Date.now(), designVersion);
    try {
      return await runAttempt(slot, { job, url, images, isFirst: true });
    } catch (error) {
      if (decideRetry(error, deadline.remainingMs()) === 'give up') throw error;
      log('browser_retry', errorFields(error));
      return await runAttempt(slot, { job, url, images, isFirst: false });
    } finally {
      over.abort();
    }
  }

  return {
    draw(job) {
      // One card at a time; Lambda gives a sandbox one request at a time, a local stack may not.
      const turn = busy.then(() => drawNow(job));
      busy = turn.catch(() => {});
      return turn;
    },
    pid: slot.pid,
    async close() {
      await busy;
      await slot.close();
    },
  };
}

async function refusePhoto(id: string): Promise<never> {
  const { header } = SETTINGS.photoBucket;
  throw new CardError('image_refused', `photo ${id} cannot be read: the deployment has no photos (${header} is not set).`);
}
