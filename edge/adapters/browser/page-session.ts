// A new page of a browser, spoken to over the DevTools protocol, and the answers that it gets in place of the network's.
import type { Protocol } from 'puppeteer-core';
import type { CDPSession } from 'puppeteer-core/internal/api/CDPSession.js';
import { PICTURE_SIZE } from '../../core/drawing-settings.ts';
import type { Connection } from './browser-process.ts';
import type { SiteAnswer } from './card-site-reader.ts';

export type { CDPSession };

/**
 * The browser takes the pointer to be at 0, 0 of the screen. A page that lay there would be given a move of the mouse for each card,
 * with a search for what is under it: 3 % of a card's processor time.
 */
const AWAY_FROM_POINTER = { left: 100, top: 100 };

/** A blank page of the picture's size. With `onDemand` it makes a frame only when it is asked to (BeginFrame). */
export async function openPageSession(connection: Connection, { onDemand }: { readonly onDemand: boolean }): Promise<CDPSession> {
  const page = {
    url: 'about:blank',
    ...PICTURE_SIZE,
    ...AWAY_FROM_POINTER,
    ...(onDemand ? { enableBeginFrameControl: true } : {}),
  };
  const { targetId } = await connection.send('Target.createTarget', page);
  return connection.createSession({ targetId } as Protocol.Target.TargetInfo); // it looks at nothing else
}

/** Answers a request that Fetch has paused. */
export async function fulfilRequest(
  session: CDPSession,
  requestId: string,
  { status, headers, body }: SiteAnswer,
): Promise<void> {
  await session.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: status,
    responseHeaders: [...headers],
    body: Buffer.from(body).toString('base64'),
  });
}
