// The card page as a browser has loaded it: draws card after card in place. The browser makes a frame only when it is told to
// (BeginFrame), so nothing moves between two cards, and a picture never shows half of an update.
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Protocol } from 'puppeteer-core';
import type { Drawn, Refusal, VisibleText } from '../../../card-schema/card-page.ts';
import type { Card } from '../../../card-schema/catalogue.ts';
import { CardError } from '../../../card-schema/errors.ts';
import { CAPTURE } from '../../core/drawing-settings.ts';
import type { CardImages, FetchedImages } from '../../core/fetch-card-images.ts';
import { readDrawn, readVisibleText } from '../../core/page-answer.ts';
import { judgePageRequest } from '../../core/page-requests.ts';
import type { CardImage, Log } from '../../core/ports.ts';
import type { Connection } from './browser-process.ts';
import type { CardSiteReader } from './card-site-reader.ts';
import { type CDPSession, fulfil, openPageSession } from './page-session.ts';

export interface LoadedPage {
  /** Resolves when the page answers at all. A frozen or hung browser never does. */
  ping(): Promise<void>;
  /** Gives the page the images of its next card; no others can be had. To be called before load and draw. */
  provide(fetched: FetchedImages): void;
  /** Loads the page anew. Throws CardError `page_failed` without an answer, `site_refused` with a wrong one. */
  load(url: string): Promise<void>;
  /** The design version of a template on the loaded page, undefined when the page must be loaded first. */
  designVersion(template: string): string | undefined;
  /** Draws in place of the card before. Throws CardError `draw_failed`, or `page_failed` where another page may do better. */
  draw(card: Card): Promise<Drawn>;
  /** What of text stands on the page now, as it says itself. */
  visibleText(): Promise<VisibleText>;
  /** The drawn card as JPEG bytes, 1200 × 630. Throws CardError `browser_failed`. */
  capture(quality: number): Promise<Uint8Array>;
}

export interface LoadedPageParts {
  readonly connection: Connection;
  /** Origin of the card site. */
  readonly site: string;
  readonly reader: CardSiteReader;
  readonly log: Log;
}

/** While the page works, it gets a frame this often: decoding an image waits for one. Most cards need none. */
const FRAME_EVERY_MS = 8;
/**
 * The first frames of a page may come before there is anything to take a picture of. One browser in a hundred, on a machine
 * with too much to do, never shows anything; another one is started in less time than it is worth waiting.
 */
const FRAMES_WITHOUT_PICTURE = 10;
const NO_PICTURE_FOR_MS = 250;
const AGAIN_AFTER_MS = 5;
/** A page that asks for more than this is a bug or worse, and every line of the log is paid for. */
const BLOCKED_IN_LOG = 50;

export async function openLoadedPage({ connection, site, reader, log }: LoadedPageParts): Promise<LoadedPage> {
  let images: CardImages = new Map();
  /** Addresses of images of the card that cannot be had, for which the page may ask all the same. */
  let unavailable: ReadonlySet<string> = new Set();
  /** Address → hash of the bytes of each of them. */
  let hashes: ReadonlyMap<string, string> = new Map();
  /** The page's window.edgecard and the versions it told. */
  let loaded: { readonly contract: string; readonly versions: Readonly<Record<string, string>> } | undefined;
  /** What is being loaded, and the first thing that went wrong with it. */
  let navigation: { readonly url: string; failure?: CardError } | undefined;
  /** Address → hash of the bytes that this document has been given for it. */
  const shown = new Map<string, string>();
  /** An image could not be decoded. The document keeps that in mind by its address, so the next card gets another document. */
  let spoilt = false;
  /** Requests of this card that were blocked. */
  let blocked = 0;

  const session = await openPageSession(connection, { onDemand: true });
  session.on('Fetch.requestPaused', (paused) => {
    // A page that is closing or gone needs no answer.
    answer(paused).catch(() => {});
  });
  await Promise.all([
    session.send('Fetch.enable', {}),
    session.send('Page.enable'),
    session.send('Page.setLifecycleEventsEnabled', { enabled: true }),
  ]);

  async function answer({ requestId, request }: Protocol.Fetch.RequestPausedEvent): Promise<void> {
    const verdict = judgePageRequest(request, site, images);
    if ('allow' in verdict) return passOn(requestId, request.url);
    if ('image' in verdict) {
      const headers = [{ name: 'content-type', value: verdict.image.type }];
      return fulfil(session, requestId, { status: 200, headers, body: verdict.image.bytes });
    }
    const isKnown = unavailable.has(request.url);
    if (!isKnown) blocked++;
    if (!isKnown && blocked <= BLOCKED_IN_LOG) log('request_blocked', { request: verdict.block });
    await session.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' });
  }

  async function passOn(requestId: string, url: string): Promise<void> {
    const loading = navigation;
    try {
      const read = await reader.read(url);
      if (loading && read.status !== 200) {
        if (loading.url === url) throw new CardError('site_refused', `The card site answers ${read.status}.`);
        // A script that is not there now may be there in a moment; the page of another deploy is told apart by its versions.
        loading.failure ??= new CardError('page_failed', `A file of the card site: ${read.status}.`);
      }
      await fulfil(session, requestId, read);
    } catch (error) {
      if (loading && error instanceof CardError) loading.failure ??= error;
      await session.send('Fetch.failRequest', { requestId, errorReason: 'Failed' });
    }
  }

  async function load(url: string): Promise<void> {
    const loading: typeof navigation = { url };
    navigation = loading;
    loaded = undefined;
    spoilt = false;
    shown.clear();
    for (const [address, hash] of hashes) shown.set(address, hash);
    const parsed = documentsParsed(session);
    try {
      const { errorText, loaderId = '' } = await session.send('Page.navigate', { url });
      if (loading.failure) throw loading.failure;
      if (errorText) throw new CardError('page_failed', `The page of the card site does not open (${errorText}).`);
      await parsed.wait(loaderId);
      const { result } = await session.send('Runtime.evaluate', { expression: 'window.edgecard' });
      const contract = result.objectId;
      const versions = contract ? await call<Record<string, string>>(session, contract, tellVersions) : {};
      if (contract && Object.keys(versions).length > 0) loaded = { contract, versions };
      else throw loading.failure ?? new CardError('site_refused', 'The page of the card site is no card page.');
    } finally {
      parsed.stop();
      navigation = undefined;
    }
  }

  return {
    async ping() {
      await session.send('Runtime.evaluate', { expression: '1' });
    },
    provide(fetched) {
      images = fetched.images;
      unavailable = new Set(fetched.missing.map(({ url }) => url));
      blocked = 0;
      if (spoilt) loaded = undefined;
      hashes = new Map([...images].map(([url, image]) => [url, hashOf(image)]));
      for (const [url, hash] of hashes) {
        // The document keeps decoded images by address and would show the old one: only another document shows the new.
        if ((shown.get(url) ?? hash) !== hash) loaded = undefined;
        shown.set(url, hash);
      }
    },
    load: (url) => framed(session, load(url)),
    designVersion: (template) => (loaded && Object.hasOwn(loaded.versions, template) ? loaded.versions[template] : undefined),
    async draw({ template, params }) {
      if (!loaded) throw new CardError('page_failed', 'No page is loaded.');
      const told = await framed(session, call(session, loaded.contract, drawInPage, template, params));
      try {
        const drawn = readDrawn(told);
        spoilt = drawn.missingImages.length > 0;
        return drawn;
      } catch (error) {
        // Chromium does not ask again for a font that failed, so the next card gets a page that is loaded anew.
        loaded = undefined;
        throw error;
      }
    },
    async visibleText() {
      return readVisibleText(loaded && (await call(session, loaded.contract, countInPage)));
    },
    async capture(quality) {
      const start = Date.now();
      const screenshot = { ...CAPTURE, quality };
      for (let frames = 0; frames < FRAMES_WITHOUT_PICTURE || Date.now() - start < NO_PICTURE_FOR_MS; frames++) {
        const { screenshotData } = await session.send('HeadlessExperimental.beginFrame', { screenshot });
        if (screenshotData) return Buffer.from(screenshotData, 'base64');
        await sleep(AGAIN_AFTER_MS);
      }
      throw new CardError('browser_failed', 'The browser makes frames and shows none.');
    },
  };
}

function hashOf({ bytes }: CardImage): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Which documents have been parsed, by their loader ids: an event of the page before is not to be taken for this one's. */
function documentsParsed(session: CDPSession) {
  const seen = new Set<string>();
  let heard = () => {};
  const listen = ({ name, loaderId }: Protocol.Page.LifecycleEventEvent) => {
    if (name === 'DOMContentLoaded') seen.add(loaderId);
    heard();
  };
  session.on('Page.lifecycleEvent', listen);
  return {
    wait: (loaderId: string) =>
      new Promise<void>((resolve) => {
        heard = () => {
          if (seen.has(loaderId)) resolve();
        };
        heard();
      }),
    stop: () => session.off('Page.lifecycleEvent', listen),
  };
}

/** Gives the page frames until the work is done, and returns when the last of them is. */
async function framed<T>(session: CDPSession, work: Promise<T>): Promise<T> {
  let working = true;
  const done = work.finally(() => {
    working = false;
  });
  done.catch(() => {}); // heard at the end
  while (working) {
    await Promise.race([done, sleep(FRAME_EVERY_MS)]).catch(() => {});
    if (working) await session.send('HeadlessExperimental.beginFrame', { noDisplayUpdates: true });
  }
  return done;
}

/** Calls a function in the page with window.edgecard as `this`. Arguments and result travel as JSON. */
async function call<T>(session: CDPSession, objectId: string, pageFunction: unknown, ...args: readonly unknown[]): Promise<T> {
  const { result, exceptionDetails } = await session.send('Runtime.callFunctionOn', {
    objectId,
    functionDeclaration: String(pageFunction),
    arguments: args.map((value) => ({ value })),
    awaitPromise: true,
    returnByValue: true,
  });
  if (exceptionDetails) throw new CardError('page_failed', `The page throws: ${exceptionDetails.text}`);
  return result.value as T; // as the function gives it
}

function tellVersions(this: Window['edgecard']): unknown {
  return this?.designVersions ?? {};
}

function countInPage(this: Window['edgecard']): unknown {
  return this?.visibleText?.(); // a page that draws and does not count is as good as one that shows nothing
}

async function drawInPage(this: Window['edgecard'], template: string, params: unknown): Promise<Drawn | Refusal> {
  try {
    return await (this as NonNullable<typeof this>).draw(template, params);
  } catch (error) {
    const { reason = 'unexpected', detail = error instanceof Error ? error.message : String(error) } = error as Partial<Refusal>;
    return { reason, detail };
  }
}
