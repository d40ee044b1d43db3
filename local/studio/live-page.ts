// The live card as a picture: our own Chromium opens the frame page that the studio shows, and draws the card in it.
import { type Browser, launch } from 'puppeteer-core';
import type { Card } from '../../card-schema/catalogue.ts';
import { PICTURE_SIZE } from '../../edge/core/drawing-settings.ts';
import { installBrowser } from '../browser/browser-files.ts';
import { ORDINARY_FLAGS } from '../browser/ordinary-flags.ts';
import { StudioError } from './exchange.ts';

/** Longer than any wait inside the page, which has its own limits and reasons. */
const MAX_SHOT_MS = 20_000;

export interface LivePage {
  /** The card as it stands in the studio, as PNG. Throws StudioError `live_card_refused`. */
  shoot(card: Card): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** The browser starts with the first shot, and shoots one card after the other. */
export function createLivePage(frameUrl: () => string): LivePage {
  let browser: Promise<Browser> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;

  /** One that has ended or did not start is replaced with the next shot. */
  async function runningBrowser(): Promise<Browser> {
    const known = await browser?.catch(() => undefined);
    if (known?.connected) return known;
    if (closed) throw new StudioError(503, 'studio_closed', 'The studio is being closed.');
    browser = launchBrowser();
    return browser;
  }

  async function shootNow({ template, params }: Card): Promise<Uint8Array> {
    const page = await (await runningBrowser()).newPage();
    try {
      page.setDefaultTimeout(MAX_SHOT_MS);
      // Loaded again each time, so that it is the source of now, whatever hot reload is about to bring.
      await page.goto(frameUrl());
      await page.waitForFunction('window.studioFrame');
      const refusal = await page.evaluate(drawInPage, template, params as object);
      if (refusal !== undefined) throw new StudioError(422, 'live_card_refused', `The live card cannot be drawn: ${refusal}`);
      return await page.screenshot({ type: 'png', clip: { x: 0, y: 0, ...PICTURE_SIZE } });
    } finally {
      await page.close().catch(() => {}); // the browser may be gone
    }
  }

  return {
    shoot(card) {
      const shot = last.then(() => shootNow(card));
      last = shot.catch(() => {}); // the caller awaits it
      return shot;
    },
    async close() {
      closed = true;
      await (await browser?.catch(() => undefined))?.close();
    },
  };
}

async function launchBrowser(): Promise<Browser> {
  const { executable, env } = await installBrowser();
  return launch({
    executablePath: executable,
    env: { ...env },
    args: [...ORDINARY_FLAGS],
    pipe: true,
    // The stack has handlers of its own, which close this.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    defaultViewport: { ...PICTURE_SIZE, deviceScaleFactor: 1 },
  });
}

/** A refusal comes back as data, so that it is not taken for a fault of the browser. */
async function drawInPage(template: string, params: object): Promise<string | undefined> {
  const { studioFrame } = window as unknown as { studioFrame: { draw(name: string, given: object): Promise<unknown> } };
  try {
    await studioFrame.draw(template, params);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
