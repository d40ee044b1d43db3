// A page that has been taken over reaches nothing: the request block, the browser's flags and the page's policy each on their own
// would be enough for most ways, and all together are for every one.
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { launch } from 'puppeteer-core';
import type { CDPSession } from '../../../edge/adapters/browser/page-session.ts';
import { readImage } from '../../../edge/adapters/images/judge-image.ts';
import { installBrowser } from '../../../local/browser/browser-files.ts';
import { ORDINARY_FLAGS } from '../../../local/browser/ordinary-flags.ts';
import { listen } from '../../../local/http/listen.ts';
import { type Decoys, setDecoys } from '../../attacks/decoys.ts';
import { DOUBTFUL } from '../../attacks/pixel-bombs.ts';
import { closing } from '../../support/closing.ts';
import { decode } from '../../support/pictures.ts';
import { SAMPLE_CARD } from '../../support/sample-cards.ts';
import { openRealCardPage, PAGE_LEFT, type RealCardPage } from './real-card-page.ts';
import { attempt, WAYS_AWAY, WAYS_OUT } from './ways-out.ts';

/** For what has been begun: an image, a lookup, a candidate of WebRTC. */
const SETTLE_MS = 400;
/** Of the ways, those that must work where nothing stands against them. */
const MIN_WORKING_WAYS = 40;
/** What a way says that leaves the page: it does not wait for anything. */
const BEGUN = expect.stringMatching(new RegExp(`^(tried|${PAGE_LEFT})$`));
/** Several times what it takes where nothing hangs. */
const MAX_TEST_MS = 240_000;

/** Stands where Lambda's runtime API does: on loopback. */
let runtimeApi: Decoys;
beforeAll(async () => {
  runtimeApi = await setDecoys({ addresses: ['127.0.0.1', '::1'] });
});
afterAll(() => runtimeApi.close());

const addresses = () => [`127.0.0.1:${runtimeApi.port}`, `[::1]:${runtimeApi.port}`, `localhost:${runtimeApi.port}`];

test('in an ordinary browser most ways lead to the runtime API, so that the next test could fail', async () => {
  const { executable, env } = await installBrowser();
  // On loopback as well: a browser lets a page of the open network ask loopback less.
  const site = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<body>'));
  await using listening = closing(await listen(site, 0));
  const { origin } = listening;
  await using browser = closing(
    await launch({ executablePath: executable, env: { ...env }, args: [...ORDINARY_FLAGS], pipe: true }),
  );
  const [address = ''] = addresses();
  const page = await browser.newPage();
  const tryOut = (way: string) => Promise.race([page.evaluate(attempt(way, address)).catch(() => {}), sleep(300)]);
  await page.goto(origin);
  for (const way of Object.values(WAYS_OUT)) await tryOut(way);
  for (const way of Object.values(WAYS_AWAY)) {
    await page.goto(origin).catch(() => {});
    await tryOut(way);
    await sleep(50);
  }
  const names = Object.keys({ ...WAYS_OUT, ...WAYS_AWAY });
  const arrived = () => names.filter((name) => runtimeApi.visits.some((visit) => visit.includes(`/${name} `)));
  for (let waits = 0; waits < 50 && arrived().length < MIN_WORKING_WAYS; waits++) await sleep(100);
  const reached = arrived();
  process.stdout.write(
    `Unprotected: ${reached.length} of ${names.length} ways arrive, and ${runtimeApi.visits.length} connections\n`,
  );
  expect(reached.length).toBeGreaterThanOrEqual(MIN_WORKING_WAYS);
}, 60_000);

describe.each([
  ['as it is', false],
  ['even without its content security policy', true],
])('a card page that was taken over, %s,', (_, bypassCSP) => {
  let real: RealCardPage;
  beforeAll(async () => {
    runtimeApi.forget();
    real = await openRealCardPage(SAMPLE_CARD);
    await real.session.send('Page.setBypassCSP', { enabled: bypassCSP });
    await real.load(SAMPLE_CARD);
    await real.page.draw(SAMPLE_CARD);
  });
  afterAll(() => real?.close());

  test(
    'reaches the runtime API by none of the ways',
    async () => {
      for (const way of Object.values(WAYS_OUT)) await tryEverywhere(real, way);
      await frames(real);
      // Each was begun, in this very page.
      expect(await real.evaluate('globalThis.__tries')).toBe(3 * Object.keys(WAYS_OUT).length);
      for (const [name, way] of Object.entries(WAYS_AWAY)) {
        for (const address of addresses()) {
          await real.load(SAMPLE_CARD);
          expect([name, await tryOut(real, way, address)]).toEqual([name, BEGUN]);
          await frames(real, 5);
        }
      }
      await sleep(SETTLE_MS);
      process.stdout.write(`Taken over, ${bypassCSP ? 'without policy' : 'as it is'}: ${runtimeApi.visits.length} connections\n`);
      expect(runtimeApi.visits).toEqual([]);
      // The block had work to do.
      expect(real.entries.filter(({ event }) => event === 'request_blocked').length).toBeGreaterThan(bypassCSP ? 40 : 0);
      expect(JSON.stringify(real.entries)).not.toMatch(/\/fetch|token=/);
    },
    MAX_TEST_MS,
  );

  test('and afterwards the browser draws as before', async () => {
    await real.load(SAMPLE_CARD);
    await real.page.draw(SAMPLE_CARD);
    expect(await decode(await real.page.capture(85))).toMatchObject({ width: 1200, height: 630 });
    expect(runtimeApi.visits).toEqual([]);
  });
});

/** A way to all addresses at once: some ways wait for an answer that does not come. */
async function tryEverywhere(real: RealCardPage, way: string, on?: CDPSession): Promise<void> {
  const results = await Promise.all(addresses().map((address) => tryOut(real, way, address, on)));
  for (const result of results) expect([way, result]).toEqual([way, expect.stringMatching(/^tried/)]);
}

function tryOut(real: RealCardPage, way: string, address: string, on?: CDPSession): Promise<unknown> {
  return Promise.race([real.evaluate(attempt(way, address), on), sleep(300, 'tried, waits')]);
}

/** The page's own frames: some requests wait for one. */
async function frames({ session }: RealCardPage, count = 20): Promise<void> {
  for (let frame = 0; frame < count; frame++) {
    await session.send('HeadlessExperimental.beginFrame', { noDisplayUpdates: true }).catch(() => {});
    await sleep(10);
  }
}

test(
  'the page that nobody answers for reaches nothing either: the browser’s flags alone are enough',
  async () => {
    runtimeApi.forget();
    await using real = closing(await openRealCardPage(SAMPLE_CARD));
    for (const way of Object.values(WAYS_OUT)) await tryEverywhere(real, way, real.blank);
    expect(await real.evaluate('globalThis.__tries', real.blank)).toBe(3 * Object.keys(WAYS_OUT).length);
    for (const [name, way] of Object.entries(WAYS_AWAY)) {
      for (const address of addresses()) {
        await real.blank.send('Page.navigate', { url: 'about:blank' });
        expect(await real.evaluate('typeof globalThis.__tries', real.blank)).toBe('undefined');
        expect([name, await tryOut(real, way, address, real.blank)]).toEqual([name, BEGUN]);
      }
    }
    await sleep(SETTLE_MS);
    expect(runtimeApi.visits).toEqual([]);
  },
  MAX_TEST_MS,
);

function sizeIfTaken(bytes: Buffer) {
  try {
    return readImage(bytes, 'a host');
  } catch {
    return undefined;
  }
}

test('no image that is let through has more pixels in a real browser than were counted', async () => {
  const { executable, env } = await installBrowser();
  await using browser = closing(
    await launch({ executablePath: executable, env: { ...env }, args: [...ORDINARY_FLAGS], pipe: true }),
  );
  const page = await browser.newPage();
  const holes: string[] = [];
  let decoded = 0;
  for (const [name, make] of Object.entries(DOUBTFUL)) {
    const bytes = Buffer.from(await make());
    const judged = sizeIfTaken(bytes);
    if (!judged) continue;
    const { width, height } = judged;
    const shown = await page.evaluate(
      async (url) => {
        const image = new Image();
        image.src = url;
        await image.decode().catch(() => {});
        return image.naturalWidth * image.naturalHeight;
      },
      `data:image/png;base64,${bytes.toString('base64')}`,
    );
    if (shown > 0) decoded++;
    if (shown > width * height) holes.push(`${name}: ${width} × ${height}, and the browser has ${shown} pixels`);
  }
  expect(holes).toEqual([]);
  expect(decoded).toBeGreaterThanOrEqual(5);
});
