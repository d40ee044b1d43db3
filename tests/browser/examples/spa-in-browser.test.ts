// @examples article score
// The single-page app in the real browser: the edge function behind the CloudFront emulator, index.html in S3.
import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Browser, launch, type Page } from 'puppeteer-core';
import { signCardPath } from '../../../card-schema/card-path.ts';
import { createCard } from '../../../card-schema/catalogue.ts';
import { createOriginRequest } from '../../../examples/spa-cloudfront/create-origin-request.ts';
import { installBrowser } from '../../../local/browser/browser-files.ts';
import { ORDINARY_FLAGS } from '../../../local/browser/ordinary-flags.ts';
import { altOf, KEY, ODD_TEXTS, PICTURES } from '../../examples/crawled.ts';
import { HOSTILE } from '../../examples/hostile-social.ts';
import { CONFIG, INDEX, SPA, withQuery } from '../../examples/spa-events.ts';
import { originRequestEvent } from '../../support/events.ts';
import { BUCKET, type LocalCloudFront, openCloudFront } from '../../support/local-cloudfront.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let cloudfront: LocalCloudFront;
let browser: Browser;
let page: Page;
let query = '';
const alarms: string[] = [];

beforeAll(async () => {
  cloudfront = await openCloudFront({ customHeaders: { ...CONFIG, 'x-site-bucket': BUCKET } });
  const html = { ContentType: 'text/html; charset=utf-8' };
  await cloudfront.put('index.html', INDEX, html);
  await cloudfront.put('assets/app.js', await readFile(join(SPA, 'site/assets/app.js')), { ContentType: 'text/javascript' });
  const originRequest = createOriginRequest({
    log: (line) => alarms.push(line),
    async readPage(Bucket) {
      const { Body } = await cloudfront.client.send(new GetObjectCommand({ Bucket, Key: 'index.html' }));
      return Body?.transformToString() ?? '';
    },
  });
  // The emulator is that of the pictures, whose cache knows no queries: the test hands the query over and empties the cache.
  cloudfront.state.originRequest = (event) => originRequest(withQuery(event, query));
  const { executable, env } = await installBrowser();
  browser = await launch({ executablePath: executable, env: { ...env }, args: [...ORDINARY_FLAGS], pipe: true });
  page = await browser.newPage();
  page.on('dialog', (dialog) => {
    alarms.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => alarms.push(String(error)));
});
afterAll(async () => {
  await browser?.close();
  await cloudfront?.close();
});

async function visit(search: string) {
  query = search;
  cloudfront.clearCache();
  const response = await page.goto(`${cloudfront.url}/${search === '' ? '' : `?${search}`}`);
  const seen = await page.evaluate(() => ({
    title: document.title,
    app: document.getElementById('app')?.textContent,
    image: document.querySelector('meta[property="og:image"]')?.getAttribute('content'),
    alt: document.querySelector('meta[property="og:image:alt"]')?.getAttribute('content'),
    outline: [...document.querySelectorAll('*:not(meta)')].map(({ tagName }) => tagName).join(' '),
    handlers: [...document.querySelectorAll('*')].flatMap((element) =>
      element.getAttributeNames().filter((name) => /^on|^style$|^http-equiv$/.test(name)),
    ),
    url: location.href,
  }));
  return { status: response?.status(), cookies: await browser.cookies(), ...seen };
}

const OUTLINE = 'HTML HEAD TITLE SCRIPT BODY MAIN';
const plain = { status: 200, outline: OUTLINE, handlers: [], cookies: [] };

describe('in the browser', () => {
  test('a shared score has its tags, and the app shows it', async () => {
    expect(await visit('social=12-34-10')).toMatchObject({
      ...plain,
      title: 'Home 12, Away 34, Round 10',
      image: `${PICTURES}/12-34-10.jpg`,
      app: '12 : 34 after round 10',
    });
  });

  test('the page without a query is the app’s own', async () => {
    expect(await visit('')).toMatchObject({ ...plain, title: 'Who won?', image: `${PICTURES}/default.jpg`, app: 'Who won?' });
  });

  test.each(ODD_TEXTS)('a signed card called %j is text wherever it stands', async (title) => {
    const path = await signCardPath(createCard('article', { title, author: 'Zoë' }), KEY);
    const seen = await visit(`social=${path.slice(1, -4)}`);
    expect(seen).toMatchObject({ ...plain, title: altOf(title, 'Zoë'), alt: altOf(title, 'Zoë'), image: PICTURES + path });
    expect(alarms).toEqual([]);
  });

  test.each(Object.entries(HOSTILE))('nothing happens: %s', async (_, value) => {
    const seen = await visit(`social=${value}`);
    expect(seen).toMatchObject({ ...plain, title: 'Who won?', image: `${PICTURES}/default.jpg` });
    expect(new URL(seen.url).origin).toBe(cloudfront.url);
    expect(alarms).toEqual([]);
  });

  test.each(['--', '1--2', '1e1-2-3', '0x1-2-3', '01-2-3', '1000-2-3', '1-2-3-4', '+1-2-3', '1-2'])(
    'the app shows no score for %j either',
    async (value) => {
      expect(await visit(`social=${value}`)).toMatchObject({ title: 'Who won?', app: 'Who won?' });
    },
  );

  test('a script in a page would be noticed', async () => {
    await page.setContent('<img src=x onerror="alert(1)">');
    await page.waitForFunction(() => document.querySelector('img')?.complete);
    expect(alarms.splice(0)).toEqual(['dialog 1']);
  });
});

describe('the function as it is deployed', () => {
  test('is one small file, reads index.html from S3 and answers an event', async () => {
    await using folder = await temporaryFolder('spa');
    const outfile = join(folder.path, 'origin-request.js');
    const readme = (await readFile(join(SPA, 'README.md'), 'utf8')).replaceAll('\\\n', '');
    const [, command = ''] = /npx (esbuild .*) --outfile=\S+/.exec(readme) ?? [];
    await promisify(execFile)('npx', [...command.trim().split(/ +/), `--outfile=${outfile}`], { cwd: join(SPA, '../..') });
    expect((await stat(outfile)).size).toBeLessThan(2_000_000);
    const config = { ...CONFIG, 'x-site-bucket': BUCKET };
    const event = withQuery(originRequestEvent('/', { config }), 'social=12-34-10');
    const run = `import { handler } from ${JSON.stringify(outfile)}; console.log(JSON.stringify(await handler(${JSON.stringify(event)})));`;
    const env = {
      ...process.env,
      AWS_ENDPOINT_URL_S3: cloudfront.s3Endpoint,
      AWS_ACCESS_KEY_ID: 'LOCALKEY',
      AWS_SECRET_ACCESS_KEY: 'local-secret',
    };
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', run], { env, cwd: SPA });
    expect(JSON.parse(stdout)).toMatchObject({ status: '200', body: expect.stringContaining(`${PICTURES}/12-34-10.jpg`) });
  });
});
