// One loaded card page: draws card after card in place.
import type { CDPSession, HTTPRequest, Page } from 'puppeteer-core';
import type { Drawn } from '../../card-schema/card-page.ts';
import type { Card } from '../../card-schema/catalogue.ts';
import { CardError } from '../../card-schema/errors.ts';
import { judgePageRequest } from '../core/page-requests.ts';
import type { CardImage, Log } from '../core/ports.ts';

export interface CardPage {
  /** Resolves when the page answers at all. A frozen or hung browser never does. */
  ping(): Promise<void>;
  /** Loads the page anew. Throws CardError `page_failed`. */
  load(url: string, timeoutMs: number): Promise<void>;
  /** The design version of a template on the loaded page, undefined before the first load. */
  designVersion(template: string): string | undefined;
  /** Draws in place of the card before, with these images and no others. Throws CardError `draw_failed` with the page's reason. */
  draw(card: Card, images: ReadonlyMap<string, CardImage>): Promise<Drawn>;
  /** The drawn card as JPEG bytes, 1200 × 630. */
  capture(quality: number): Promise<Uint8Array>;
}

export async function openCardPage(page: Page, site: string, log: Log): Promise<CardPage> {
  let images: ReadonlyMap<string, CardImage> = new Map();
  let versions: Readonly<Record<string, string>> = {};
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
    async load(url, timeoutMs) {
      versions = {};
      const response = await page
        .goto(url, { waitUntil: 'domcontentloaded', timeout: Math.max(1, timeoutMs) })
        .catch((cause: unknown) => {
          throw new CardError('page_failed', 'The card site does not answer.', { cause });
        });
      if (response?.status() !== 200)
        throw new CardError('page_failed', `The card site answers ${response?.status() ?? 'nothing'}.`);
      versions = await page.evaluate(() => ({ ...window.edgecard?.designVersions }));
      if (Object.keys(versions).length === 0) throw new CardError('page_failed', 'The page of the card site is no card page.');
    },
    designVersion: (template) => (Object.hasOwn(versions, template) ? versions[template] : undefined),
    async draw(card, cardImages) {
      images = cardImages;
      const result = await page.evaluate(drawInPage, card.template, card.params);
      if ('reason' in result) {
        // Chromium does not ask again for a font that failed, so the next card gets a page that is loaded anew.
        versions = {};
        throw new CardError('draw_failed', `The page refuses: ${result.reason}`);
      }
      return result;
    },
    async capture(quality) {
      const { data } = await session.send('Page.captureScreenshot', { format: 'jpeg', quality, optimizeForSpeed: true });
      return Buffer.from(data, 'base64');
    },
  };
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
