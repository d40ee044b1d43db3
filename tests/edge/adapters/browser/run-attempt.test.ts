import { describe, expect, test } from '@jest/globals';
import { createCard } from '../../../../card-schema/catalogue.ts';
import type { BrowserSlot, Lent } from '../../../../edge/adapters/browser/browser-slot.ts';
import type { LoadedPage } from '../../../../edge/adapters/browser/loaded-page.ts';
import { runAttempt } from '../../../../edge/adapters/browser/run-attempt.ts';
import { parseConfig } from '../../../../edge/core/config.ts';
import { createDeadline } from '../../../../edge/core/deadline.ts';
import { createDrawingRecord } from '../../../../edge/core/drawing-record.ts';
import { localConfigHeaders } from '../../../../local/stack/config.ts';

const JPEG = Buffer.concat([Buffer.of(0xff, 0xd8), Buffer.alloc(30_000, 7), Buffer.of(0xff, 0xd9)]);
const VERSION = '0123456789ab';

/** A loaded page whose `draw` is this. */
function pageThat(draw: LoadedPage['draw']): LoadedPage {
  return {
    ping: async () => {},
    provide() {},
    provideLater: () => undefined,
    hasShown: () => false,
    load: async () => {},
    designVersion: () => VERSION,
    draw,
    visibleText: async () => ({ characters: 1, letters: 1 }),
    capture: async () => JPEG,
    collectGarbage: async () => {},
  };
}

function slotWith(lent: Lent, other: () => Promise<Lent>): BrowserSlot {
  return {
    acquire: async () => lent,
    replace: other,
    drew() {},
    settle: async () => {},
    countMisses() {},
    closeConnections() {},
    pid: () => undefined,
    close: async () => {},
  };
}

function attempt() {
  const job = {
    card: createCard('default', {}),
    config: parseConfig(localConfigHeaders('http://127.0.0.1:9')),
    designVersion: VERSION,
    deadline: createDeadline(8000),
    record: createDrawingRecord(),
  };
  const images = async () => ({ images: new Map(), focuses: {}, missing: [] });
  return { job, url: 'http://127.0.0.1:9/default', images, isFirst: true };
}

const noOther = async (): Promise<Lent> => {
  throw new Error('No other browser was to be started.');
};

describe('an attempt at a card', () => {
  test('begins to draw before the warm browser has given a sign of life', async () => {
    let answer = (_: boolean) => {};
    const answers = new Promise<boolean>((resolve) => {
      answer = resolve;
    });
    const page = pageThat(async () => {
      answer(true);
      return { missingGlyphs: [], missingImages: [] };
    });
    const { jpeg } = await runAttempt(slotWith({ page, answers }, noOther), attempt());
    expect(jpeg).toEqual(JPEG);
  });

  test('takes nothing from a browser that gives none, and draws with another one', async () => {
    const hung = pageThat(async () => ({ missingGlyphs: ['x'], missingImages: [] }));
    const fresh = pageThat(async () => ({ missingGlyphs: [], missingImages: [] }));
    const slot = slotWith({ page: hung, answers: Promise.resolve(false) }, async () => ({
      page: fresh,
      answers: Promise.resolve(true),
    }));
    await expect(runAttempt(slot, attempt())).resolves.toMatchObject({ missingGlyphs: [] });
  });

  test('does not fail by a drawing that ends with the browser before it', async () => {
    const dying = pageThat(async () => {
      throw new Error('The connection is closed.');
    });
    const fresh = pageThat(async () => ({ missingGlyphs: [], missingImages: [] }));
    const slot = slotWith({ page: dying, answers: Promise.resolve(false) }, async () => ({
      page: fresh,
      answers: Promise.resolve(true),
    }));
    await expect(runAttempt(slot, attempt())).resolves.toMatchObject({ missingGlyphs: [] });
  });

  test('fails by a drawing that a living browser refuses', async () => {
    const refusing = pageThat(async () => {
      throw new Error('No card.');
    });
    const slot = slotWith({ page: refusing, answers: Promise.resolve(true) }, noOther);
    await expect(runAttempt(slot, attempt())).rejects.toMatchObject({ code: 'browser_failed' });
  });
});
