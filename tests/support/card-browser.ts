// A card browser on the built card site, for tests that draw.
import { readdir } from 'node:fs/promises';
import type { Card } from '../../card-schema/catalogue.ts';
import { buildCardSite } from '../../card-site/bundle/build-card-site.ts';
import { sourceOf } from '../../edge/adapters/browser/browser-files.ts';
import { type CardBrowser, type CardBrowserParts, createCardBrowser } from '../../edge/adapters/browser/card-browser.ts';
import { DEVELOPMENT_KEYS, parseConfig } from '../../edge/core/config.ts';
import { createDeadline } from '../../edge/core/deadline.ts';
import { createDrawingRecord, type DrawingRecord } from '../../edge/core/drawing-record.ts';
import type { Drawing } from '../../edge/core/ports.ts';
import { installBrowser } from '../../local/browser/browser-files.ts';
import { startCardSite } from '../../local/card-site/server.ts';
import { localConfigHeaders } from '../../local/stack/config.ts';
import { fetchImageWithDemo } from '../../local/stack/demo-images.ts';
import { readDesignVersions } from '../../local/stack/sandbox.ts';
import { type LogEntry, recordingLog } from './log.ts';
import { temporaryFolder } from './temporary-folder.ts';

export const CARD_SITE_FOLDER = (await buildCardSite()).site;

export interface DrawOptions {
  readonly budgetMs?: number;
  readonly designVersion?: string;
  readonly site?: string;
  readonly pageKey?: string;
  readonly photoBucket?: string;
  readonly record?: DrawingRecord;
}

export interface TestBrowser extends AsyncDisposable {
  readonly browser: CardBrowser;
  readonly site: string;
  readonly entries: LogEntry[];
  draw(card: Card, options?: DrawOptions): Promise<Drawing>;
  /** What lies in the browser's scratch folder. */
  scratch(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function openTestBrowser(parts: Partial<CardBrowserParts> = {}): Promise<TestBrowser> {
  const folder = await temporaryFolder('test');
  const server = await startCardSite({ port: 0, directory: CARD_SITE_FOLDER, pageKeys: [DEVELOPMENT_KEYS.page] });
  const designVersions = await readDesignVersions();
  const { log, entries } = recordingLog();
  const browser = createCardBrowser({
    source: sourceOf(installBrowser),
    fetchImageFor: fetchImageWithDemo,
    scratch: folder.path,
    log,
    ...parts,
  });
  async function close(): Promise<void> {
    await browser.close();
    await server.close();
    await folder.remove();
  }
  return {
    browser,
    site: server.origin,
    entries,
    draw(card, options = {}) {
      const {
        budgetMs = 15_000,
        designVersion = designVersions[card.template],
        site = server.origin,
        pageKey,
        photoBucket,
      } = options;
      const { record = createDrawingRecord() } = options;
      const config = parseConfig({
        ...localConfigHeaders(site),
        ...(pageKey ? { 'x-card-page-keys': pageKey } : {}),
        ...(photoBucket === undefined ? {} : { 'x-card-photo-bucket': photoBucket }),
      });
      const deadline = createDeadline(budgetMs);
      return browser.draw({ card, designVersion, config, deadline, record });
    },
    scratch: () => readdir(folder.path),
    close,
    [Symbol.asyncDispose]: close,
  };
}
