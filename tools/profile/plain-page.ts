// A page that is captured as every other tool does it, by Page.captureScreenshot: nothing of it depends on BeginFrame.
import type { Connection } from '../../edge/adapters/browser/browser-process.ts';
import type { CardSiteReader } from '../../edge/adapters/browser/card-site-reader.ts';
import { fulfilRequest, openPageSession } from '../../edge/adapters/browser/page-session.ts';
import { CAPTURE, PICTURE_SIZE } from '../../edge/core/drawing-settings.ts';
import type { GalleryCard } from './gallery/card.ts';

/** Flags without which frames come by themselves. */
export const FRAME_FLAGS = ['--enable-begin-frame-control', '--run-all-compositor-stages-before-draw'];

export interface PlainPage {
  draw(card: GalleryCard): Promise<void>;
  capture(quality: number): Promise<Uint8Array>;
}

export async function openPlainPage(connection: Connection, site: string, reader: CardSiteReader): Promise<PlainPage> {
  const session = await openPageSession(connection, { onDemand: false });
  session.on('Fetch.requestPaused', ({ requestId, request }) => {
    const answer = async () => {
      // One that is let through finds no network.
      if (!request.url.startsWith(`${site}/`)) return session.send('Fetch.continueRequest', { requestId });
      return fulfilRequest(session, requestId, await reader.read(request.url));
    };
    answer().catch(() => session.send('Fetch.failRequest', { requestId, errorReason: 'Failed' }).catch(() => {}));
  });
  await Promise.all([session.send('Fetch.enable', {}), session.send('Page.enable')]);
  await session.send('Emulation.setDeviceMetricsOverride', { ...PICTURE_SIZE, deviceScaleFactor: 1, mobile: false });
  await session.send('Page.navigate', { url: `${site}/` });

  return {
    async draw(card) {
      const expression = `window.edgecard.draw('default', ${JSON.stringify(card)})`;
      await session.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    },
    async capture(quality) {
      const { data } = await session.send('Page.captureScreenshot', { ...CAPTURE, quality });
      return Buffer.from(data, 'base64');
    },
  };
}
