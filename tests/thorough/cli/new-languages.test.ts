// What `cards new` begins is right in every language: its templates in a copy of the project, built and drawn.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Browser, launch, type Page } from 'puppeteer-core';
import { installBrowser } from '../../../local/browser/browser-files.ts';
import { ORDINARY_FLAGS } from '../../../local/browser/ordinary-flags.ts';
import { startCardSite } from '../../../local/card-site/server.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';
import { copyProjectTo } from './copied-project.ts';

const PAGE_KEY = 'a-key-for-pages-of-this-test';
const run = promisify(execFile);

let copy: TemporaryFolder;
let browser: Browser;
let page: Page;
let closeSite: () => Promise<void>;

beforeAll(async () => {
  copy = await temporaryFolder('new-languages');
  await copyProjectTo(copy.path);
  const node = (script: string, ...args: readonly string[]) =>
    run(process.execPath, [join(copy.path, script), ...args], { cwd: copy.path });
  await node('cli/cards.ts', 'new', 'promo');
  await node('cli/cards.ts', 'new', 'streak', '--closed');
  const { stdout } = await node('tools/build.ts');
  const directory = join(copy.path, /^card site: (.+)$/m.exec(stdout)?.[1] ?? '');
  const site = await startCardSite({ port: 0, directory, pageKeys: [PAGE_KEY] });
  closeSite = site.close;
  const { executable, env } = await installBrowser();
  browser = await launch({ executablePath: executable, env: { ...env }, args: [...ORDINARY_FLAGS], pipe: true });
  page = await browser.newPage();
  const { pageToken } = await import('../../../edge/core/page-url.ts');
  await page.goto(`${site.origin}/?token=${pageToken('/', PAGE_KEY, Date.now())}`);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await closeSite?.();
  await copy.remove();
});

/** The texts of the card, by class, with its language and direction. */
function drawn(template: string, params: Readonly<Record<string, unknown>>) {
  return page.evaluate(
    async (name, values) => {
      await window.edgecard?.draw(name, values);
      const stage = document.querySelector<HTMLElement>('#stage');
      const texts = [...document.querySelectorAll('.fit-text')].map(({ classList, textContent }) => [classList[1], textContent]);
      return { lang: stage?.lang, dir: stage?.dir, ...Object.fromEntries(texts) };
    },
    template,
    params,
  );
}

describe('a new template', () => {
  test.each([
    ['en', 'New', 'ltr'],
    ['de-AT', 'Neu', 'ltr'],
    ['fr', 'Nouveau', 'ltr'],
    ['pt-BR', 'Novidade', 'ltr'],
    ['sr-Latn', 'Novo', 'ltr'],
    ['el', 'Νέο', 'ltr'],
    ['uk', 'Новинка', 'ltr'],
    ['ar', 'جديد', 'rtl'],
    ['he', 'חדש', 'rtl'],
    ['hi', 'नया', 'ltr'],
    ['th', 'ใหม่', 'ltr'],
    ['ja', '新着', 'ltr'],
    ['ko', '새 소식', 'ltr'],
    ['zh-TW', '最新', 'ltr'],
    ['tlh', 'New', 'ltr'],
  ])('says its own word in %s: %s', async (language, label, dir) => {
    expect(await drawn('promo', { title: 'T', language })).toEqual({ lang: language, dir, label, title: 'T' });
    expect(await drawn('promo', { title: 'T', label: 'Mine', language })).toMatchObject({ label: 'Mine' });
  });

  test.each([
    ['夜の船が戻ってきました', 'ja', '新着'],
    ['עוד הפלגות בערב', 'he', 'חדש'],
    ['Ночные рейсы снова ходят', 'ru', 'Новинка'],
  ])('says it in the language of its title: %s', async (title, lang, label) => {
    expect(await drawn('promo', { title })).toMatchObject({ lang, label });
  });

  test('begins at the right where it is read from there', async () => {
    await drawn('promo', { title: 'T', language: 'ar' });
    const [text, tiles] = await page.$$eval('.title .fit-text-words, .tiles', (elements) =>
      elements.map((element) => element.getBoundingClientRect().left),
    );
    expect(text).toBeGreaterThan(tiles ?? Number.POSITIVE_INFINITY);
  });

  test.each([
    ['en', 'Days', '128', 'ltr'],
    ['de', 'Tage', '128', 'ltr'],
    ['ar', 'أيام', '128', 'rtl'],
    ['hi', 'दिन', '128', 'ltr'],
    ['ja', '日数', '128', 'ltr'],
    ['zh', '天数', '128', 'ltr'],
  ])('that is closed says its words in %s: %s', async (language, unit, count, dir) => {
    expect(await drawn('streak', { count: 128, language })).toEqual({ lang: language, dir, unit, count });
  });
});
