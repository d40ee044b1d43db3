// @examples article quote score
// Addresses through the whole system: long ones, those that mean the same, and pages of other origins that show the pictures.

import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Browser, launch } from 'puppeteer-core';
import { signCardPath } from '../../../../card-schema/card-path.ts';
import { type Card, createCard } from '../../../../card-schema/catalogue.ts';
import { keyWithPayload } from '../../../../edge/core/card-key.ts';
import { DEVELOPMENT_KEYS } from '../../../../edge/core/config.ts';
import { installBrowser } from '../../../../local/browser/browser-files.ts';
import { ORDINARY_FLAGS } from '../../../../local/browser/ordinary-flags.ts';
import { listen } from '../../../../local/http/listen.ts';
import type { FinishedRequest } from '../../../../local/s3/server.ts';
import { readDesignVersions } from '../../../../local/stack/sandbox.ts';
import { type Stack, startStack } from '../../../../local/stack/stack.ts';
import { type LogEntry, recordingLog } from '../../../support/log.ts';
import { decode } from '../../../support/pictures.ts';
import { ask } from '../../../support/raw-request.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts';

let stack: Stack;
let entries: LogEntry[];
let data: TemporaryFolder;
const requests: FinishedRequest[] = [];

beforeAll(async () => {
  data = await temporaryFolder('addresses');
  const recording = recordingLog();
  entries = recording.entries;
  stack = await startStack({
    port: 0,
    data: data.path,
    sandboxes: 1,
    log: recording.log,
    onS3Request: (one) => requests.push(one),
  });
});
afterAll(async () => {
  await stack?.close();
  await data.remove();
});

const cdn = (path: string, headers: Record<string, string> = {}) => ask(stack.cdn, path, { headers });
const sign = (card: Card) => signCardPath(card, DEVELOPMENT_KEYS.signing);
const puts = () => requests.filter(({ method, key }) => method === 'PUT' && key.endsWith('.jpg')).map(({ key }) => key);
const drawings = () => entries.filter(({ outcome }) => outcome === 'card_drawn').length;

const IMAGE = 'https://images.edgecard.test/harbour.jpg'.padEnd(1000, '?');
const words = (text: string, most: number) => [...text.repeat(most)].slice(0, most).join('').trim().padEnd(most, '…');

describe('a card that the schema allows has an address, however long', () => {
  const cards: [string, Card][] = [
    [
      'a quote of 280 Japanese characters',
      createCard('quote', { words: words('海より早く目を覚ます街。', 280), speaker: 'Meera Rao' }),
    ],
    [
      'an article of 140 Hindi characters with two images of 1,000',
      createCard('article', {
        title: words('शहर जो समुद्र से पहले जागता है, ', 140),
        author: 'मीरा राव',
        cover: IMAGE,
        avatar: IMAGE,
      }),
    ],
    ['a quote of 280 emoji', createCard('quote', { words: '🚢'.repeat(280), speaker: 'Ada' })],
    ['a title of quotes and backslashes', createCard('quote', { words: '"\\'.repeat(140), speaker: '"\\"' })],
  ];

  test.each(cards)('%s is drawn, stored under its hash, and found again', async (_, card) => {
    const path = await sign(card);
    const { key, payload } = keyWithPayload(card, await readDesignVersions());
    const before = puts().length;
    const first = await cdn(path);
    expect([first.status, first.headers['x-card-status']]).toEqual([200, 'drawn']);
    expect(await decode(first.body)).toMatchObject({ width: 1200, height: 630 });
    expect(puts().slice(before)).toEqual([key]);
    stack.clearCache();
    const again = await cdn(path);
    expect([again.headers['x-card-status'], again.body.equals(first.body)]).toEqual(['hit', true]);
    if (payload !== undefined) {
      expect(key).toMatch(/\/h-[0-9a-f]{64}\.jpg$/);
      expect(JSON.stringify(entries)).not.toContain(payload.slice(0, 400));
    }
  });

  test('a viewer’s own payload header changes nothing', async () => {
    const path = await sign(createCard('quote', { words: words('海より早く目を覚ます街、', 280), speaker: 'Meera Rao' }));
    const answer = await cdn(path, { 'x-card-payload': 'WyJzdG9sZW4iXQ' });
    expect(answer.headers['x-card-status']).toBe('drawn');
    expect(answer.headers['x-card-payload']).toBeUndefined();
  });
});

test('addresses that mean the same cost one drawing, and have one key in the cache', async () => {
  const { score } = await readDesignVersions();
  const spellings = [
    '/12-34-10.jpg',
    '/12%2D34%2D10.jpg',
    '//12-34-10.jpg',
    '/12-34-10.jpg?x=1',
    '/%7E0123456789ab/12-34-10.jpg',
    `/~${score}/12-34-10.jpg`,
    `/%7E${score}//12-34-10.jpg?fbclid=x`,
  ];
  const before = [drawings(), puts().length] as const;
  const found: unknown[] = [];
  for (const path of spellings) {
    const { headers } = await cdn(path);
    found.push([headers['x-cache'], headers['x-card-status']]);
  }
  expect(found).toEqual([
    ['Miss from cloudfront', 'drawn'],
    ...Array(spellings.length - 1).fill(['Hit from cloudfront', 'drawn']),
  ]);
  expect([drawings(), puts().length]).toEqual([before[0] + 1, before[1] + 1]);
});

test('an address of a former design shows the card as it is now', async () => {
  const now = await cdn('/21-43-10.jpg');
  const former = await cdn('/~ffffffffffff/21-43-10.jpg');
  expect([former.headers['x-cache'], former.body.equals(now.body)]).toEqual(['Hit from cloudfront', true]);
});

describe('a page of another origin that is isolated from others', () => {
  let browser: Browser;
  let origin: string;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const isolated = {
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-opener-policy': 'same-origin',
      'content-type': 'text/html',
    };
    ({ origin, close } = await listen(
      createServer((_, response) => response.writeHead(200, isolated).end('<!doctype html><title>Page</title>')),
      0,
    ));
    const { executable, env } = await installBrowser();
    browser = await launch({ executablePath: executable, env: { ...env }, args: [...ORDINARY_FLAGS], pipe: true });
  });
  afterAll(async () => {
    await browser?.close();
    await close?.();
  });

  test.each([
    ['a card', '/12-34-10.jpg'],
    ['the default card', '/default.jpg'],
    ['what is not a card', '/nope.jpg'],
  ])('shows %s, reads its pixels from a canvas, and fetches it', async (_, path) => {
    const page = await browser.newPage();
    await page.goto(origin);
    const seen = await page.evaluate(async (url) => {
      const load = (crossOrigin: string | null) =>
        new Promise<HTMLImageElement>((resolve, reject) => {
          const image = new Image();
          image.crossOrigin = crossOrigin;
          image.onload = () => resolve(image);
          image.onerror = () => reject(new Error('The image does not load.'));
          image.src = url;
        });
      const plain = await load(null);
      const canvas = Object.assign(document.createElement('canvas'), { width: 1200, height: 630 });
      const context = canvas.getContext('2d');
      context?.drawImage(await load('anonymous'), 0, 0);
      const colors = new Set(context?.getImageData(0, 0, 1200, 630).data);
      const { status, headers } = await fetch(url);
      return {
        isolated: crossOriginIsolated,
        width: plain.naturalWidth,
        colors: colors.size,
        status,
        type: headers.get('content-type'),
      };
    }, `${stack.cdn}${path}`);
    expect(seen).toEqual({ isolated: true, width: 1200, colors: expect.any(Number), status: 200, type: 'image/jpeg' });
    expect(seen.colors).toBeGreaterThan(10);
    await page.close();
  });

  test('may read every answer, whatever it is', async () => {
    for (const path of ['/12-34-10.jpg', '/default.jpg', '/nope', '/robots.txt', '/favicon.ico']) {
      const { headers } = await cdn(path);
      expect([path, headers['access-control-allow-origin'], headers['cross-origin-resource-policy']]).toEqual([
        path,
        '*',
        'cross-origin',
      ]);
    }
  });
});
