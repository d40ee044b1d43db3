// @examples score
// The static studio as a team deploys it: behind the guard, with the card site's headers, without an API.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Browser, launch } from 'puppeteer-core';
import { buildCardSite, buildStudio } from '../../../../card-site/bundle/build-card-site.ts';
import { cardSiteGraph } from '../../../../card-site/bundle/card-site-graph.ts';
import { DEVELOPMENT_KEYS } from '../../../../edge/core/config.ts';
import { pageToken } from '../../../../edge/core/page-url.ts';
import { installBrowser } from '../../../../local/browser/browser-files.ts';
import { ORDINARY_FLAGS } from '../../../../local/browser/ordinary-flags.ts';
import { type CardSite, startCardSite } from '../../../../local/card-site/server.ts';

let studio: string;
let site: CardSite;
let browser: Browser;
beforeAll(async () => {
  studio = await buildStudio();
  site = await startCardSite({ port: 0, directory: studio, pageKeys: [DEVELOPMENT_KEYS.page] });
  const { executable, env } = await installBrowser();
  browser = await launch({ executablePath: executable, env: { ...env }, args: [...ORDINARY_FLAGS], pipe: true });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const tokenFor = (path: string) => pageToken(path, DEVELOPMENT_KEYS.page, Date.now());

test('is one page, and assets whose names are hashes of what they hold', async () => {
  const files = await readdir(studio, { recursive: true });
  const odd = files.filter(
    (file) => !/^(studio\.html|assets|assets\/[\w.-]+-[\w-]{8,12}\.(js|css|html|woff2|ttf|jpg|svg))$/.test(file),
  );
  expect(odd).toEqual([]);
});

test('opens to bearers of its own token only', async () => {
  const statusOf = async (address: string) => (await fetch(`${site.origin}${address}`)).status;
  expect(await statusOf(`/studio?token=${tokenFor('/studio')}`)).toBe(200);
  expect(await statusOf('/studio')).toBe(403);
  expect(await statusOf('/studio.html')).toBe(403);
  expect(await statusOf(`/studio?token=${tokenFor('/score/1-2-3')}`)).toBe(403);
  expect(await statusOf(`/studio.html?token=${tokenFor('/studio')}`)).toBe(403);
});

test('draws live cards within its content security policy, and asks nobody but the card site', async () => {
  const page = await browser.newPage();
  const complaints: string[] = [];
  const asked = new Set<string>();
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // The one thing that it tries and may not: to find out whether there is an API.
    if (/Content Security Policy/.test(message.text()) && !message.text().includes('/api/studio'))
      complaints.push(message.text());
  });
  page.on('request', (request) => asked.add(new URL(request.url()).origin));
  await page.goto(`${site.origin}/studio?token=${tokenFor('/studio')}#/score?example=classic`);
  const frame = await page.waitForFrame((each) => each.url().includes('/assets/studio-frame-'));
  await frame.waitForFunction(() => document.querySelector('#stage')?.textContent?.includes('12'));
  expect(complaints).toEqual([]);
  // `null` is that of data: and blob: addresses, which leave the browser alone.
  expect([...asked].filter((origin) => origin !== site.origin && origin !== 'null')).toEqual([]);
  await page.close();
});

test('has no part in what a card is drawn with', async () => {
  const { shared, templates } = await cardSiteGraph();
  expect([...shared, ...Object.values(templates).flat()].filter((path) => path.startsWith('card-site/studio'))).toEqual([]);
  const assets = join((await buildCardSite()).site, 'assets');
  for (const name of (await readdir(assets)).filter((file) => /\.(js|css)$/.test(file)))
    expect(await readFile(join(assets, name), 'utf8')).not.toContain('api/studio');
});
