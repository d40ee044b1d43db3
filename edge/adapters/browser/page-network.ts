// All that a page gets from outside: files of the card site, which the function reads for it, and the images of its card. Everything
// else is blocked, and logged.
import type { Protocol } from 'puppeteer-core';
import { CardError } from '../../../card-schema/errors.ts';
import type { CardImages, FetchedImages } from '../../core/fetch-card-images.ts';
import { judgePageRequest, photoAskedFor } from '../../core/page-requests.ts';
import type { Log } from '../../core/ports.ts';
import type { CardSiteReader } from './card-site-reader.ts';
import { type CDPSession, fulfilRequest } from './page-session.ts';

export interface PageNetwork {
  /** The images that the page may have from now on. */
  provide(fetched: FetchedImages): void;
  /** The same before they are fetched: a photo that the page asks for is answered when they are here. */
  provideLater(fetch: () => Promise<FetchedImages>): void;
  /** From now on, what goes wrong with a file of the card site belongs to this navigation. */
  startNavigation(url: string): Navigation;
  endNavigation(): void;
}

export interface Navigation {
  readonly url: string;
  /** The first thing that went wrong. */
  failure?: CardError;
}

export interface PageNetworkParts {
  /** Origin of the card site. */
  readonly site: string;
  readonly reader: CardSiteReader;
  readonly log: Log;
}

type Paused = Protocol.Fetch.RequestPausedEvent;

interface Provided {
  readonly images: CardImages;
  /** Addresses of images of the card that cannot be had, for which the page may ask all the same. */
  readonly unavailable: ReadonlySet<string>;
}

const NONE: Provided = { images: new Map(), unavailable: new Set() };

/** A page that asks for more than this is a bug or worse, and every line of the log is paid for. */
const MAX_BLOCKED_IN_LOG = 50;

/** Answers every request of a page from then on. */
export async function openPageNetwork(session: CDPSession, { site, reader, log }: PageNetworkParts): Promise<PageNetwork> {
  let provided: Provided = NONE;
  let coming: (() => Promise<FetchedImages>) | undefined;
  let navigation: Navigation | undefined;
  /** Requests of this card that were blocked. */
  let blocked = 0;

  function give(now: Provided, later?: () => Promise<FetchedImages>): void {
    provided = now;
    coming = later;
    blocked = 0;
  }

  async function answer({ requestId, request }: Paused): Promise<void> {
    const { images, unavailable } = coming && photoAskedFor(request.url, site) ? providedOf(await coming()) : provided;
    const verdict = judgePageRequest(request, site, images);
    if ('allow' in verdict) return fulfilFromSite(requestId, request.url);
    if ('image' in verdict) {
      const headers = [{ name: 'content-type', value: verdict.image.type }];
      return fulfilRequest(session, requestId, { status: 200, headers, body: verdict.image.bytes });
    }
    const isKnown = unavailable.has(photoAskedFor(request.url, site) ?? request.url);
    if (!isKnown) blocked++;
    if (!isKnown && blocked <= MAX_BLOCKED_IN_LOG) log('request_blocked', { request: verdict.block });
    await session.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' });
  }

  async function fulfilFromSite(requestId: string, url: string): Promise<void> {
    const loading = navigation;
    try {
      const read = await reader.read(url);
      if (loading && read.status !== 200) {
        const failure = failureOf(loading, url, read.status);
        if (loading.url === url) throw failure;
        loading.failure ??= failure;
      }
      await fulfilRequest(session, requestId, read);
    } catch (error) {
      if (loading && error instanceof CardError) loading.failure ??= error;
      await session.send('Fetch.failRequest', { requestId, errorReason: 'Failed' });
    }
  }

  session.on('Fetch.requestPaused', (paused) => {
    answer(paused).catch(() => {}); // a page that is closing or gone needs no answer
  });
  await session.send('Fetch.enable', {});
  return {
    provide: (fetched) => give(providedOf(fetched)),
    provideLater: (fetch) => give(NONE, fetch),
    startNavigation(url) {
      navigation = { url };
      return navigation;
    },
    endNavigation() {
      navigation = undefined;
    },
  };
}

function providedOf({ images, missing }: FetchedImages): Provided {
  return { images, unavailable: new Set(missing.map(({ url }) => url)) };
}

function failureOf({ url: pageUrl }: Navigation, url: string, status: number): CardError {
  if (pageUrl === url) return new CardError('site_refused', `The card site answers ${status}.`);
  // A script that is not there now may be there in a moment; the page of another deploy is known by its versions.
  return new CardError('page_failed', `A file of the card site: ${status}.`);
}
