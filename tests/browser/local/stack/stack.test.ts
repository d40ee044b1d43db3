// The whole system, as `npm start` runs it; where there is a real S3 server, with that in place of the embedded one.

import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import ogs from 'open-graph-scraper';
import { unfurl } from 'unfurl.js';
import { signCardPath } from '../../../../card-schema/card-path.ts';
import { createCard } from '../../../../card-schema/catalogue.ts';
import { formatPagePath } from '../../../../card-schema/page-path.ts';
import { DEVELOPMENT_KEYS } from '../../../../edge/core/config.ts';
import { pageToken, pageUrl } from '../../../../edge/core/page-url.ts';
import { startCardSite } from '../../../../local/card-site/server.ts';
import type { FinishedRequest } from '../../../../local/s3/server.ts';
import { type Stack, type StackOptions, startStack } from '../../../../local/stack/stack.ts';
import { CARD_SITE_FOLDER } from '../../../support/card-browser.ts';
import { type LogEntry, recordingLog } from '../../../support/log.ts';
import { decode } from '../../../support/pictures.ts';
import { ask } from '../../../support/raw-request.ts';
import { openRealStore } from '../../../support/real-s3.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

interface Running {
  readonly stack: Stack;
  readonly entries: LogEntry[];
  readonly puts: () => readonly FinishedRequest[];
  readonly drawn: () => number;
}

async function run(data: string, options: Partial<StackOptions> = {}): Promise<Running> {
  const { log, entries } = recordingLog();
  const requests: FinishedRequest[] = [];
  const onS3Request = (finished: FinishedRequest) => requests.push(finished);
  const real = await openRealStore(bucketOf(data), onS3Request);
  const parts = { port: 0, data, build: false, log, ...(real ? { store: real } : { onS3Request }), ...options };
  const stack = await startStack(parts).catch(async (error: unknown) => {
    await real?.close();
    throw error;
  });
  return {
    stack: {
      ...stack,
      async close() {
        await stack.close();
        await real?.close();
      },
    },
    entries,
    puts: () => requests.filter(({ method, key }) => method === 'PUT' && key.endsWith('.jpg')),
    drawn: () => entries.filter(({ outcome }) => outcome === 'card_drawn').length,
  };
}

/** A data folder's own on a real server, so that it survives a restart of the stack as the folder does. */
const bucketOf = (data: string) => basename(data).toLowerCase();

const folders = new AsyncDisposableStack();
const dataFolder = async () => folders.use(await temporaryFolder('data')).path;
afterAll(() => folders.disposeAsync());

let running: Running;
let data: string;
beforeAll(async () => {
  data = await dataFolder();
  running = await run(data);
});
afterAll(() => running.stack.close());

const cdn = (path: string, options = {}) => ask(running.stack.cdn, path, options);
const article = (title: string) => signCardPath(createCard('article', { title, author: 'Ada Okafor' }), DEVELOPMENT_KEYS.signing);

describe('a card', () => {
  test('is drawn for the first viewer, and answered from the cache to the next', async () => {
    const first = await cdn('/12-34-10.jpg');
    expect([first.status, first.headers['content-type'], first.headers['x-cache']]).toEqual([
      200,
      'image/jpeg',
      'Miss from cloudfront',
    ]);
    expect(first.headers).toMatchObject({ 'x-card-status': 'drawn', 'cache-control': 'public, max-age=31536000' });
    expect(first.headers['content-length']).toBe(String(first.body.length));
    expect(await decode(first.body)).toMatchObject({ width: 1200, height: 630 });
    const second = await cdn('/12-34-10.jpg');
    expect([second.status, second.headers['x-cache'], second.body.equals(first.body)]).toEqual([
      200,
      'Hit from cloudfront',
      true,
    ]);
  });

  test('is found in S3 by a stack that was stopped and started again, and not drawn again', async () => {
    const folder = await dataFolder();
    const before = await run(folder);
    const first = await ask(before.stack.cdn, '/5-6-7.jpg');
    await before.stack.close();
    const after = await run(folder);
    try {
      const again = await ask(after.stack.cdn, '/5-6-7.jpg');
      expect([again.headers['x-cache'], again.headers['x-card-status'], again.body.equals(first.body)]).toEqual([
        'Miss from cloudfront',
        'hit',
        true,
      ]);
      expect(after.drawn()).toBe(0);
    } finally {
      await after.stack.close();
    }
  });

  test('with a right signature is drawn; with one character changed it is the default card, and nothing new is stored', async () => {
    const path = await article('Signed');
    const good = await cdn(path);
    expect([good.status, good.headers['x-card-status']]).toEqual([200, 'drawn']);
    const puts = running.puts().length;
    const dot = path.lastIndexOf('.jpg') - 1;
    const forged = await cdn(`${path.slice(0, dot)}${path[dot] === 'A' ? 'Q' : 'A'}.jpg`);
    expect([forged.status, forged.headers['x-card-status'], forged.headers['cache-control']]).toEqual([
      200,
      'default',
      'public, max-age=300',
    ]);
    expect(forged.body.equals(good.body)).toBe(false);
    const stored = running.puts().slice(puts);
    expect(stored.filter(({ key }) => !key.includes('/default/'))).toEqual([]);
  });

  test('shows its images, which the function fetches', async () => {
    const card = createCard('article', { title: 'T', author: 'A', cover: 'https://images.edgecard.test/harbour.jpg' });
    expect((await cdn(await signCardPath(card, DEVELOPMENT_KEYS.signing))).headers['x-card-status']).toBe('drawn');
  });

  test.each([
    [
      'an image of a host that is not allowed',
      { cover: 'https://images.example.com/a.jpg?key=secret' },
      /^no image: images\.example\.com is no allowed host/,
    ],
    ['an image that is not there', { avatar: 'https://images.edgecard.test/missing.jpg' }, /^no image: images\.edgecard\.test /],
    ['a character that no font has', { title: 'A \ue000 B' }, /^no font has U\+E000$/],
  ])('that lacks %s is kept for five minutes by CloudFront and never by S3', async (_, params, warning) => {
    const card = createCard('article', { title: 'Something is missing', author: 'A', ...params });
    const path = await signCardPath(card, DEVELOPMENT_KEYS.signing);
    const [puts, drawings] = [running.puts().length, running.drawn()];
    const first = await cdn(path);
    expect(first.headers).toMatchObject({ 'x-card-status': 'incomplete', 'cache-control': 'public, max-age=300' });
    expect(first.headers['x-card-warning']).toMatch(warning);
    expect(first.headers['x-card-warning']).not.toContain('secret');
    const again = await cdn(path);
    expect([again.headers['x-cache'], again.body.equals(first.body)]).toEqual(['Hit from cloudfront', true]);
    expect([running.puts().length, running.drawn()]).toEqual([puts, drawings + 1]);
    expect((await cdn(path, { method: 'HEAD' })).headers['x-card-status']).toBe('incomplete'); // as CloudFront has it
  });

  test('that loses the letters of its title is the fallback picture', async () => {
    const { headers } = await cdn(await article('\u{17000}\u{17001}'));
    expect([headers['x-card-status'], headers['cache-control']]).toEqual(['fallback', 'public, max-age=30']);
  });

  test('of an em dash and a letter is drawn, and kept', async () => {
    const card = createCard('article', { title: '—', author: 'i', theme: 'dark' });
    const { headers } = await cdn(await signCardPath(card, DEVELOPMENT_KEYS.signing));
    expect(headers).toMatchObject({ 'x-card-status': 'drawn', 'cache-control': 'public, max-age=31536000' });
  });

  test('that nobody has drawn gives HEAD its headers and no more, and the next GET draws it', async () => {
    const head = await cdn('/21-22-23.jpg', { method: 'HEAD' });
    expect([head.status, head.body.length, head.headers['content-type'], head.headers['cache-control']]).toEqual([
      200,
      0,
      'image/jpeg',
      'no-store',
    ]);
    expect(head.headers['x-card-status']).toBe('undrawn');
    const get = await cdn('/21-22-23.jpg');
    expect([get.headers['x-card-status'], get.headers['x-cache']]).toEqual(['drawn', 'Miss from cloudfront']);
  });

  test('is sent in parts to those who ask for a part', async () => {
    const whole = await cdn('/12-34-10.jpg');
    const part = await cdn('/12-34-10.jpg', { headers: { range: 'bytes=10-19' } });
    expect([part.status, part.body]).toEqual([206, whole.body.subarray(10, 20)]);
  });
});

describe('what is no card', () => {
  test.each([
    '/nope.exe',
    '/../../etc/passwd',
    '/%00.jpg',
    '/9999999-1-1.jpg',
    '/',
    '//',
    '/.env',
    '/12-34-10.jpg/',
    '/012-34-10.jpg',
    '/article/x.jpg',
    '/constructor/x.jpg',
    '/index.html',
    '/packs/0123456789',
    `/${'a'.repeat(8000)}`,
    '/%F0%9F%92%A9',
  ])('%p gets the default card, kept for minutes', async (path) => {
    const { status, headers, body } = await cdn(path);
    expect([status, headers['content-type'], headers['x-card-status'], headers['cache-control']]).toEqual([
      200,
      'image/jpeg',
      'default',
      'public, max-age=300',
    ]);
    await decode(body);
  });

  test('is drawn once for all of them', () => {
    expect(
      running.entries.filter(({ outcome, key }) => outcome === 'card_drawn' && String(key).includes('/default/')),
    ).toHaveLength(1);
  });

  test.each([
    ['10 kB of path', `/${'a'.repeat(10_240)}`, {}, 414],
    ['POST', '/12-34-10.jpg', { method: 'POST' }, 403],
    ['DELETE', '/12-34-10.jpg', { method: 'DELETE' }, 403],
    ['33 kB of headers', '/12-34-10.jpg', { headers: { 'x-long': 'a'.repeat(33_000) } }, 494],
  ])('%s gets CloudFront’s own refusal', async (_, path, options, expected) => {
    const drawings = running.drawn();
    const { status, body } = await cdn(path, options);
    expect(status).toBe(expected);
    expect(body.toString()).not.toMatch(/\bat .*:\d+:\d+|Error:/);
    expect(running.drawn()).toBe(drawings);
  });

  test('a query changes nothing, so it cannot have a card drawn again', async () => {
    expect((await cdn('/12-34-10.jpg?x=1')).headers['x-cache']).toBe('Hit from cloudfront');
  });

  test('robots.txt and favicon.ico are themselves', async () => {
    expect((await cdn('/robots.txt')).body.toString()).toContain('User-agent: *');
    expect((await cdn('/favicon.ico')).headers['content-type']).toBe('image/x-icon');
  });
});

describe('the log', () => {
  const NEW_BROWSER = ['pack', 'browser', 'images', 'page', 'draw', 'capture', 'store'];

  test('has one line of each function for a request, with all that it took', async () => {
    const own = await run(await dataFolder(), { sandboxes: 1 });
    try {
      const requests = () => own.entries.splice(0).filter(({ event }) => event === 'request');
      const stagesOf = ({ ms }: LogEntry) => Object.keys(ms as object);
      const first = await ask(own.stack.cdn, '/71-1-1.jpg');
      const [rewritten, cold, ...none] = requests();
      expect(none).toEqual([]);
      expect(rewritten).toMatchObject({ function: 'origin-request', outcome: 'card', cold: true });
      expect(cold).toMatchObject({
        function: 'origin-response',
        outcome: 'card_drawn',
        status: 'drawn',
        cold: true,
        stored: true,
      });
      expect(cold).toMatchObject({ requestId: rewritten?.requestId, key: rewritten?.key, template: 'score' });
      expect(cold).toMatchObject({ browserStarts: 1, tries: 1, packMisses: 0, bytes: first.body.length, quality: 85 });
      expect(stagesOf(cold as LogEntry)).toEqual(['total', ...NEW_BROWSER]);
      expect(first.headers['server-timing']).toBe(
        Object.entries(cold?.ms as object)
          .map(([stage, ms]) => `${stage};dur=${ms}`)
          .join(', '),
      );
      // The browser is a process of its own, of a hundred megabytes at least.
      expect(Number(cold?.browserMemoryMb)).toBeGreaterThan(100);
      expect(Number(cold?.memoryMb)).toBeGreaterThan(50);
      expect(cold).toHaveProperty('scratchFreeMb');

      await ask(own.stack.cdn, '/71-1-2.jpg');
      const warm = requests()[1] as LogEntry;
      expect(warm).toMatchObject({ outcome: 'card_drawn', cold: false, browserStarts: 0, tries: 1 });
      expect(stagesOf(warm)).toEqual(['total', 'ping', 'images', 'page', 'draw', 'capture', 'store']);

      process.kill(own.stack.browsers[0]?.pid() ?? 0, 'SIGKILL');
      await ask(own.stack.cdn, '/71-1-3.jpg');
      expect(requests()[1]).toMatchObject({ outcome: 'card_drawn', cold: false, browserStarts: 1 });

      own.stack.clearCache();
      expect((await ask(own.stack.cdn, '/71-1-1.jpg')).headers['server-timing']).toMatch(/^total;dur=[\d.]+$/);
      expect(requests()).toMatchObject([{ outcome: 'card' }, { outcome: 'card_found', status: 'hit', originStatus: 200 }]);
      // What CloudFront answers from its cache reaches no function.
      await ask(own.stack.cdn, '/71-1-1.jpg');
      expect(requests()).toEqual([]);
    } finally {
      await own.stack.close();
    }
  });
});

describe('a card page', () => {
  const card = createCard('score', { home: 12, away: 34, round: 10 });
  const path = formatPagePath(card);
  const page = (target: string) => ask(running.stack.cardSite, target);

  test('opens with its token', async () => {
    const url = new URL(pageUrl(card, running.stack.cardSite, DEVELOPMENT_KEYS.page, Date.now()));
    const { status, headers } = await page(`${url.pathname}${url.search}`);
    expect([status, headers['cache-control'], headers['x-robots-tag']]).toEqual([200, 'no-store', 'noindex']);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });

  test.each([
    ['without a token', () => path],
    ['with an expired one', () => `${path}?token=${pageToken(path, DEVELOPMENT_KEYS.page, Date.now() - 61_000)}`],
    ['with one for another card', () => `${path}?token=${pageToken('/score/1-1-1', DEVELOPMENT_KEYS.page, Date.now())}`],
    ['with one of another key', () => `${path}?token=${pageToken(path, 'some other key of ours', Date.now())}`],
  ])('stays shut %s', async (_, target) => {
    expect((await page(target())).status).toBe(403);
  });
});

describe('while the card site is down', () => {
  let down: Running;
  afterEach(() => down.stack.close());

  test('a new card is the fallback picture, in time, and not stored; afterwards the same path draws', async () => {
    const site = await startCardSite({ port: 0, directory: CARD_SITE_FOLDER, pageKeys: [DEVELOPMENT_KEYS.page] });
    await site.close();
    down = await run(await dataFolder(), { config: { 'x-card-site': site.origin } });
    const start = Date.now();
    const { status, headers, body } = await ask(down.stack.cdn, '/31-32-33.jpg');
    expect(Date.now() - start).toBeLessThan(8500);
    expect([status, headers['x-card-status'], headers['cache-control']]).toEqual([200, 'fallback', 'public, max-age=30']);
    await decode(body);
    expect(down.puts()).toEqual([]);

    const back = await startCardSite({
      port: Number(new URL(site.origin).port),
      directory: CARD_SITE_FOLDER,
      pageKeys: [DEVELOPMENT_KEYS.page],
    });
    down.stack.clearCache(); // instead of waiting for 30 seconds
    expect((await ask(down.stack.cdn, '/31-32-33.jpg')).headers['x-card-status']).toBe('drawn');
    await back.close();
  });
});

describe('when the browser is killed', () => {
  const killAll = () => {
    for (const { pid } of running.stack.browsers) if (pid()) process.kill(pid() ?? 0, 'SIGKILL');
  };

  test('between two cards and during two more, each request gets its card', async () => {
    for (const path of ['/41-1-1.jpg', '/41-1-2.jpg']) {
      killAll();
      expect((await cdn(path)).headers['x-card-status']).toBe('drawn');
    }
    for (const [path, ms] of [
      ['/41-1-3.jpg', 10],
      ['/41-1-4.jpg', 25],
    ] as const) {
      const asked = cdn(path);
      await sleep(ms);
      killAll();
      expect((await asked).headers['x-card-status']).toBe('drawn');
    }
  });
});

describe('fifty viewers of one new card at once', () => {
  const fifty = (origin: string, path: string) => Promise.all(Array.from({ length: 50 }, () => ask(origin, path)));

  test('cost one drawing, because simultaneous misses are merged', async () => {
    const drawings = running.drawn();
    const answers = await fifty(running.stack.cdn, '/51-52-53.jpg');
    expect(new Set(answers.map(({ body }) => body.toString('base64'))).size).toBe(1);
    expect(running.drawn()).toBe(drawings + 1);
  });

  test('get fifty equal pictures and one stored object even when misses are not merged', async () => {
    const unmerged = await run(await dataFolder(), { collapse: false });
    try {
      const answers = await fifty(unmerged.stack.cdn, '/51-52-53.jpg');
      expect(new Set(answers.map(({ body }) => body.toString('base64'))).size).toBe(1);
      expect(answers.every(({ status }) => status === 200)).toBe(true);
      await decode(answers[0]?.body ?? Buffer.alloc(0));
      const statuses = unmerged.puts().map(({ status }) => status);
      expect(statuses.filter((status) => status === 200)).toHaveLength(1);
      expect(statuses.filter((status) => status !== 200 && status !== 412)).toEqual([]);
    } finally {
      await unmerged.stack.close();
    }
  });
});

describe('crawlers’ libraries', () => {
  const pages = ['/?social=12-34-10', '/articles/photo', '/quotes/plain', '/events/conference', '/?social=nonsense'];

  test.each(pages)('open-graph-scraper and unfurl.js find the picture of %s, and it loads', async (path) => {
    const url = `${running.stack.mainSite}${path}`;
    const { result, error } = await ogs({ url });
    expect(error).toBe(false);
    const [image] = result.ogImage ?? [];
    expect(image).toMatchObject({ width: '1200', height: '630', type: 'image/jpeg', alt: expect.stringMatching(/\S/) });
    const unfurled = await unfurl(url);
    expect(unfurled.open_graph?.images?.[0]?.url).toBe(image?.url);
    expect(unfurled.twitter_card?.images?.[0]?.url).toBe(image?.url);

    const picture = await fetch(image?.url ?? '');
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect(await decode(Buffer.from(await picture.arrayBuffer()))).toMatchObject({ width: 1200, height: 630 });
    expect(picture.headers.get('x-card-status')).toMatch(path.includes('nonsense') ? /default/ : /drawn|hit/);
  });
});
