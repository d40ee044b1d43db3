// The card page as a browser has loaded it: draws card after card in place.
import { createHash } from 'node:crypto';
import type { CDPSession, HTTPRequest, Page } from 'puppeteer-core';
import type { Drawn, DrawRefusal } from '../../card-schema/card-page.ts';
import type { Card } from '../../card-schema/catalogue.ts';
import { CardError, type CardErrorCode } from '../../card-schema/errors.ts';
import { CAPTURE } from '../core/drawing-settings.ts';
import type { CardImages } from '../core/fetch-card-images.ts';
import { judgePageRequest } from '../core/page-requests.ts';
import type { Log } from '../core/ports.ts';

export interface LoadedPage {
  /** Resolves when the page answers at all. A frozen or hung browser never does. */
  ping(): Promise<void>;
  /** Gives the page the images of its next card; no others can be had. To be called before load and draw. */
  provide(images: CardImages): void;
  /** Loads the page anew. Throws CardError `page_failed` without an answer, `site_refused` with a wrong one. */
  load(url: string, timeoutMs: number): Promise<void>;
  /** The design version of a template on the loaded page, undefined when the page must be loaded first. */
  designVersion(template: string): string | undefined;
  /** Draws in place of the card before. Throws CardError `draw_failed`, or `page_failed` where another page may do better. */
  draw(card: Card): Promise<Drawn>;
  /** The drawn card as JPEG bytes, 1200 × 630. */
  capture(quality: number): Promise<Uint8Array>;
}

/** Reasons that may lie with the page and its connections, not with the card: a connection that died while frozen, say. */
const PAGE_TROUBLE: readonly DrawRefusal[] = ['timed out', 'font failed'];

export async function openLoadedPage(page: Page, site: string, log: Log): Promise<LoadedPage> {
  let images: CardImages = new Map();
  let versions: Readonly<Record<string, string>> = {};
  /** Address → hash of the bytes that this document has been given for it. */
  const shown = new Map<string, string>();
  const session: CDPSession = await page.createCDPSession();
  await page.setRequestInterception(true);
  page.on('request', (request: HTTPRequest) => {
    const verdict = judgePageRequest({ method: request.method(), url: request.url() }, site, images);
    // A page that is closing or gone needs no answer.
    answer(request, verdict, log).catch(() => {});
  });

  return {
    async ping() {
      // Not Browser.getVersion: puppeteer answers that from its memory.
      await session.send('Runtime.evaluate', { expression: '1' });
    },
    provide(given) {
      images = given;
      for (const [url, { bytes }] of given) {
        const hash = createHash('sha256').update(bytes).digest('hex');
        // The document keeps decoded images by address and would show the old one: only another document shows the new.
        if ((shown.get(url) ?? hash) !== hash) versions = {};
        shown.set(url, hash);
      }
    },
    async load(url, timeoutMs) {
      versions = {};
      const response = await page
        .goto(url, { waitUntil: 'domcontentloaded', timeout: Math.max(1, timeoutMs) })
        .catch((cause: unknown) => {
          throw new CardError('page_failed', 'The card site does not answer.', { cause });
        });
      if (response?.status() !== 200) {
        throw new CardError('site_refused', `The card site answers ${response?.status() ?? 'nothing'}.`);
      }
      versions = await page.evaluate(() => ({ ...window.edgecard?.designVersions }));
      if (Object.keys(versions).length === 0) throw new CardError('site_refused', 'The page of the card site is no card page.');
    },
    designVersion: (template) => (Object.hasOwn(versions, template) ? versions[template] : undefined),
    async draw(card) {
      const result = await page.evaluate(drawInPage, card.template, card.params);
      if (!('reason' in result)) return result;
      // Chromium does not ask again for a font that failed, so the next card gets a page that is loaded anew.
      versions = {};
      throw new CardError(codeOf(result.reason), `The page refuses: ${result.reason}`);
    },
    async capture(quality) {
      const { data } = await session.send('Page.captureScreenshot', { ...CAPTURE, quality });
      return Buffer.from(data, 'base64');
    },
  };
}

function codeOf(reason: string): CardErrorCode {
  return PAGE_TROUBLE.some((trouble) => reason.startsWith(trouble)) ? 'page_failed' : 'draw_failed';
}

/** Runs in the page. A refusal comes back as data, so that it cannot be mistaken for a browser that died. */
async function drawInPage(template: string, params: unknown): Promise<Drawn | { reason: string }> {
  try {
    if (!window.edgecard) return { reason: 'no card page' };
    return await window.edgecard.draw(template, params);
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

async function answer(request: HTTPRequest, verdict: ReturnType<typeof judgePageRequest>, log: Log): Promise<void> {
  if ('allow' in verdict) return request.continue();
  if ('image' in verdict) {
    return request.respond({ status: 200, contentType: verdict.image.type, body: verdict.image.bytes });
  }
  log('request_blocked', { request: verdict.block });
  return request.abort('blockedbyclient');
}
