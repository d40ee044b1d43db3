// The card page as the edge has it, with a second session on it: whatever a stranger's script could do in it can be tried.
import type { Card } from '../../../card-schema/catalogue.ts';
import { startBrowser } from '../../../edge/adapters/browser/browser-process.ts';
import { createCardSiteReader } from '../../../edge/adapters/browser/card-site-reader.ts';
import { type LoadedPage, openLoadedPage } from '../../../edge/adapters/browser/loaded-page.ts';
import type { CDPSession } from '../../../edge/adapters/browser/page-session.ts';
import { DEVELOPMENT_KEYS } from '../../../edge/core/config.ts';
import { pageUrl } from '../../../edge/core/page-url.ts';
import { installBrowser } from '../../../local/browser/browser-files.ts';
import { startCardSite } from '../../../local/card-site/server.ts';
import { CARD_SITE_FOLDER } from '../../support/card-browser.ts';
import { type LogEntry, recordingLog } from '../../support/log.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

export const PAGE_LEFT = 'the page was left';
/** Chromium's words for a script that was under way when another document came. */
const CONTEXT_IS_GONE = /context was destroyed|navigated or closed/;

export interface RealCardPage {
  readonly pid: number;
  readonly page: LoadedPage;
  readonly session: CDPSession;
  /** The page that the browser begins with. Nobody uses it, and nobody answers for it. */
  readonly blank: CDPSession;
  readonly entries: LogEntry[];
  /** Dialogs, windows, violations of the page's policy and errors that nobody caught. */
  readonly incidents: string[];
  load(card: Card): Promise<void>;
  /** Runs an expression in the page, to its end; gives PAGE_LEFT where that is the page's end. */
  evaluate(expression: string, on?: CDPSession): Promise<unknown>;
  close(): Promise<void>;
}

export async function openRealCardPage(first: Card): Promise<RealCardPage> {
  const scratch = await temporaryFolder('attack');
  const site = await startCardSite({ port: 0, directory: CARD_SITE_FOLDER, pageKeys: [DEVELOPMENT_KEYS.page] });
  const { log, entries } = recordingLog();
  const browser = await startBrowser(await installBrowser(), { scratch: scratch.path });
  const { connection, pid } = browser;
  const reader = createCardSiteReader(site.origin);
  const page = await openLoadedPage({ connection, site: site.origin, reader, log });
  const load = (card: Card) => page.load(pageUrl(card, site.origin, DEVELOPMENT_KEYS.page, Date.now()));
  await load(first);
  const [session, blank] = await Promise.all([
    sessionOf(connection, (url) => url.startsWith(site.origin)),
    sessionOf(connection, (url) => url === 'about:blank'),
  ]);
  const incidents: string[] = [];
  session.on('Page.javascriptDialogOpening', ({ message }) => {
    incidents.push(`dialog: ${message}`);
    session.send('Page.handleJavaScriptDialog', { accept: true }).catch(() => {});
  });
  session.on('Page.windowOpen', ({ url }) => incidents.push(`window: ${url}`));
  session.on('Runtime.exceptionThrown', ({ exceptionDetails }) => incidents.push(`error: ${exceptionDetails.text}`));
  session.on('Log.entryAdded', ({ entry }) => {
    if (entry.level === 'error') incidents.push(`${entry.source}: ${entry.text}`);
  });
  await Promise.all(['Page.enable', 'Runtime.enable', 'Log.enable'].map((method) => session.send(method as 'Page.enable')));

  return {
    pid,
    page,
    session,
    blank,
    entries,
    incidents,
    load,
    async evaluate(expression, on = session) {
      const asked = { expression, awaitPromise: true, returnByValue: true, userGesture: true };
      try {
        const { exceptionDetails, result } = await on.send('Runtime.evaluate', asked);
        return exceptionDetails ? `threw ${exceptionDetails.exception?.description}` : result.value;
      } catch (error) {
        if (CONTEXT_IS_GONE.test(String(error))) return PAGE_LEFT;
        throw error;
      }
    },
    async close() {
      await browser.kill();
      reader.closeConnections();
      await site.close();
      await scratch.remove();
    },
  };
}

type Connection = Awaited<ReturnType<typeof startBrowser>>['connection'];

async function sessionOf(connection: Connection, isIt: (url: string) => boolean): Promise<CDPSession> {
  const { targetInfos } = await connection.send('Target.getTargets');
  const targets = targetInfos.filter(({ type, url }) => type === 'page' && isIt(url));
  const [target] = targets;
  if (!target || targets.length > 1) throw new Error(`There are ${targets.length} such pages, not one.`);
  return connection.createSession(target);
}
