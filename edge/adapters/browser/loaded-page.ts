// The card page as a browser has loaded it: draws card after card in place.
import type { Protocol } from 'puppeteer-core';
import { imageAddressesOf, photosOf } from '../../../card-schema/card-images.ts';
import type { Drawn, Focuses, VisibleText } from '../../../card-schema/card-page.ts';
import type { Card } from '../../../card-schema/catalogue.ts';
import { CardError } from '../../../card-schema/errors.ts';
import type { FetchedImages } from '../../core/fetch-card-images.ts';
import { handledLater } from '../../core/handled-later.ts';
import { readDrawn, readVisibleText } from '../../core/page-answer.ts';
import type { Connection } from './browser-process.ts';
import { captureFrame, showEmptyFrame, withFrames } from './frames.ts';
import { findContract, type PageContract } from './page-contract.ts';
import { openPageNetwork, type PageNetwork, type PageNetworkParts } from './page-network.ts';
import { type CDPSession, openPageSession } from './page-session.ts';
import { createShownImages } from './shown-images.ts';

export interface LoadedPage {
  /** Resolves when the page answers at all. A frozen or hung browser never does. */
  ping(): Promise<void>;
  /** Gives the page the images of its next card; no others can be had. To be called before load and draw. */
  provide(fetched: FetchedImages): void;
  /**
   * For a card whose images are photos that the page has from earlier cards: they are fetched again meanwhile, because one that was
   * removed must not be shown. Gives what their crops must keep, undefined where the page has to be given them first.
   */
  provideLater(card: Card, fetch: () => Promise<FetchedImages>): Focuses | undefined;
  /** Whether these images are what the page has shown. */
  hasShown(fetched: FetchedImages): boolean;
  /** Loads the page. Throws CardError `page_failed` without an answer, `site_refused` with a wrong one. */
  load(url: string): Promise<void>;
  /** The design version of a template on the loaded page, undefined when the page must be loaded first. */
  designVersion(template: string): string | undefined;
  /** Draws in place of the card before. Throws CardError `draw_failed`, or `page_failed` where another page may do better. */
  draw(card: Card, focuses?: Focuses): Promise<Drawn>;
  /** What of text stands on the page now, as it says itself. */
  visibleText(): Promise<VisibleText>;
  /** The drawn card as JPEG bytes, 1200 × 630. Throws CardError `browser_failed`. */
  capture(quality: number): Promise<Uint8Array>;
  /** Has the browser free what no document needs. Takes some 30 ms. */
  collectGarbage(): Promise<void>;
}

export interface LoadedPageParts extends PageNetworkParts {
  readonly connection: Connection;
}

export async function openLoadedPage({ connection, ...networkParts }: LoadedPageParts): Promise<LoadedPage> {
  const session = await openPageSession(connection, { onDemand: true });
  const network = await prepare(session, networkParts);
  const images = createShownImages();
  /** Undefined when the page must be loaded first. */
  let contract: PageContract | undefined;

  async function load(url: string): Promise<void> {
    contract = undefined;
    images.startDocument();
    const navigation = network.startNavigation(url);
    const parsed = documentsParsed(session);
    try {
      const { errorText, loaderId = '' } = await session.send('Page.navigate', { url });
      if (navigation.failure) throw navigation.failure;
      if (errorText) throw new CardError('page_failed', `The page of the card site does not open (${errorText}).`);
      await parsed.wait(loaderId);
      contract = await findContract(session);
      if (!contract) throw navigation.failure ?? new CardError('site_refused', 'The page of the card site is not a card page.');
    } finally {
      parsed.stop();
      network.endNavigation();
    }
  }

  return {
    ping: async () => void (await session.send('Runtime.evaluate', { expression: '1' })),
    provide(fetched) {
      network.provide(fetched);
      if (images.replace(fetched) === 'needs a new document') contract = undefined;
    },
    provideLater(card, fetch) {
      const focuses = images.focusesOf(photosAlone(card));
      if (focuses) network.provideLater(fetch);
      return focuses;
    },
    hasShown: (fetched) => fetched.missing.length === 0 && images.has(fetched),
    load: (url) => withFrames(session, load(url)),
    designVersion: (template) => versionIn(contract, template),
    async draw({ template, params }, focuses = {}) {
      if (!contract) throw new CardError('page_failed', 'No page is loaded.');
      const reply = await withFrames(session, contract.draw(template, params, focuses));
      try {
        const drawn = readDrawn(reply);
        images.drew(drawn.missingImages.length);
        return drawn;
      } catch (error) {
        // Chromium does not ask again for a font that failed, so the next card gets a page that is loaded for it.
        contract = undefined;
        throw error;
      }
    },
    visibleText: async () => readVisibleText(await contract?.visibleText()),
    capture: (quality) => captureFrame(session, quality),
    collectGarbage: () => session.send('HeapProfiler.collectGarbage'),
  };
}

async function prepare(session: CDPSession, parts: PageNetworkParts): Promise<PageNetwork> {
  const [network] = await Promise.all([
    openPageNetwork(session, parts),
    session.send('Page.enable'),
    session.send('Page.setLifecycleEventsEnabled', { enabled: true }),
    showEmptyFrame(session),
  ]);
  // A browser's first Intl takes 6 ms: they pass while the first document waits for its scripts, which need it.
  session.once('Page.frameNavigated', () => {
    handledLater(session.send('Runtime.evaluate', { expression: 'new Intl.Segmenter()' }));
  });
  return network;
}

/** Ids of the photos of a card that has no other image; else none. */
function photosAlone(card: Card): readonly string[] {
  const photos = photosOf(card).map(({ id }) => id);
  return photos.length === imageAddressesOf(card).length ? photos : [];
}

function versionIn(contract: PageContract | undefined, template: string): string | undefined {
  return contract && Object.hasOwn(contract.designVersions, template) ? contract.designVersions[template] : undefined;
}

/** Which documents have been parsed, by their loader ids: an event of the page before is not to be taken for this one's. */
function documentsParsed(session: CDPSession) {
  const seen = new Set<string>();
  let onEvent = () => {};
  const listener = ({ name, loaderId }: Protocol.Page.LifecycleEventEvent) => {
    if (name === 'DOMContentLoaded') seen.add(loaderId);
    onEvent();
  };
  session.on('Page.lifecycleEvent', listener);
  return {
    wait: (loaderId: string) =>
      new Promise<void>((resolve) => {
        onEvent = () => {
          if (seen.has(loaderId)) resolve();
        };
        onEvent();
      }),
    stop: () => session.off('Page.lifecycleEvent', listener),
  };
}
