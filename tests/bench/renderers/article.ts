// @examples article event quote
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { DEVELOPMENT_KEYS } from '../../../edge/core/config.ts';
import { pageUrl } from '../../../edge/core/page-url.ts';
import { installBrowser } from '../../../local/browser/browser-files.ts';
import { withoutRemoteImages } from '../cards/samples.ts';
import type { Renderers, Surroundings } from './renderer.ts';
import { launchUsualBrowser, screenshotOf } from './usual-way.ts';

/** The usual way, warm: its browser stays, and a page that is done with is closed when nobody counts the time. */
export async function createArticle({ site }: Surroundings): Promise<Renderers> {
  // The package expects its fonts in /tmp/fonts and unpacks them into this process's own folder; without any it draws no text.
  process.env['FONTCONFIG_FILE'] = join((await installBrowser()).folder, 'fonts.conf');
  const browser = await launchUsualBrowser();
  const done: Page[] = [];
  return {
    article: {
      async draw(card) {
        await Promise.all(done.splice(0).map((page) => page.close()));
        const url = pageUrl(withoutRemoteImages(card), site, DEVELOPMENT_KEYS.page, Date.now());
        return async () => {
          const { page, jpeg } = await screenshotOf(browser, url);
          done.push(page);
          return { picture: jpeg };
        };
      },
      close: () => browser.close(),
    },
  };
}
