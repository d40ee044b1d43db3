// @examples article
// The studio's pages, each waited for until it is complete.
import type { Page } from 'puppeteer-core';
import { TEMPLATE_NAMES } from '../../../card-schema/catalogue.ts';
import type { SharedStudio, StudioView } from '../../browser/studio/studio-browser.ts';

const VIEWS = ['card', 'picture', 'networks', 'stress', 'share'];
export const PAGES = [
  '',
  ...VIEWS.map((view) => `#/article/${view}?example=photo`),
  ...TEMPLATE_NAMES.map((name) => `#/${name}/card`),
  '#/photos',
];

/** What shows that a page is complete. */
const WHOLE: Readonly<Record<string, string>> = {
  picture: '.figures',
  networks: '.networks',
  stress: '.stress',
  share: '.snippet',
};

const FIRST: Readonly<Record<string, string>> = { '': '.start-tile', '#/photos': '.photos-section' };

export async function openWhole(studio: SharedStudio, hash: string, view: StudioView = {}): Promise<Page> {
  const opened = await studio.open(hash, view);
  const [, shown = ''] = /^#\/\w+\/(\w+)/.exec(hash) ?? [];
  await opened.waitForSelector(WHOLE[shown] ?? FIRST[hash] ?? '.card-form');
  if (hash.includes('/card')) await opened.waitForSelector('.live iframe');
  return opened;
}
