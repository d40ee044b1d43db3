import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { launch } from 'puppeteer-core';
import { installBrowser } from '../../local/browser/browser-files.ts';
import { ORDINARY_FLAGS } from '../../local/browser/ordinary-flags.ts';
import { listen } from '../../local/http/listen.ts';
import { closing } from '../support/closing.ts';
import { expectedTags, withPlainSpaces } from './example-cards.ts';
import { installConsumer } from './install-consumer.ts';

test('a page that Vite builds has the tags in its head, and its script writes them in a browser', async () => {
  await using consumer = await installConsumer('vite');
  await consumer.node('node_modules/vite/bin/vite.js', 'build');
  const expected = await expectedTags();
  const dist = join(consumer.folder, 'dist');
  expect((await readFile(join(dist, 'index.html'), 'utf8')).split('</head>')[0]).toContain(expected.join('\n'));
  expect(withPlainSpaces(await tagsInBrowser(dist))).toEqual(withPlainSpaces(expected));
});

/** From a loopback address, because WebCrypto needs a secure context. */
async function tagsInBrowser(folder: string): Promise<readonly string[]> {
  const server = createServer(async ({ url = '/' }, response) => {
    const path = url === '/' ? '/index.html' : url;
    response.setHeader('content-type', path.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(await readFile(join(folder, path)).catch(() => ''));
  });
  await using site = closing(await listen(server, 0));
  const { executable, env } = await installBrowser();
  await using browser = closing(
    await launch({ executablePath: executable, env: { ...env }, args: [...ORDINARY_FLAGS], pipe: true }),
  );
  const page = await browser.newPage();
  await page.goto(site.origin);
  const script = await page.waitForSelector('#tags');
  return JSON.parse((await script?.evaluate(({ textContent }) => textContent)) ?? 'null');
}
