import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CACHE_CONTROL } from '../../../edge/core/answers.ts';
import { ERROR_MIN_SECONDS, FALLBACK_PAGE, readRemovedHeaders } from '../../../local/cloudfront/error-page.ts';
import { projectPath } from '../../../project-path.ts';
import { type LocalCloudFront, openCloudFront, responseOf } from '../../support/local-cloudfront.ts';
import type { RawAnswer } from '../../support/raw-request.ts';

const FALLBACK = readFileSync(projectPath('edge/fallback.jpg'));
const asDeployed = { errorPage: FALLBACK_PAGE, errorMinSeconds: ERROR_MIN_SECONDS, removedHeaders: readRemovedHeaders() };
const storeFallback = () =>
  cf.put('fallback.jpg', FALLBACK, { ContentType: 'image/jpeg', CacheControl: CACHE_CONTROL.fallbackPage });
const shown = ({ status, headers, body }: RawAnswer) => ({
  status,
  type: headers['content-type'],
  card: headers['x-card-status'],
  isFallback: body.equals(FALLBACK),
});
const THE_FALLBACK = { status: 200, type: 'image/jpeg', card: 'fallback', isFallback: true };

let cf: LocalCloudFront;
beforeEach(async () => {
  cf = await openCloudFront({ ...asDeployed, functionTimeoutMs: 100 });
  await storeFallback();
});
afterEach(() => cf.close());

describe('An error of CloudFront’s own is the fallback picture', () => {
  test.each<[string, () => Promise<unknown>]>([
    ['throws', async () => Promise.reject(new Error('boom'))],
    ['takes too long', () => new Promise(() => {})],
    ['answers nonsense', async () => 'nonsense'],
    ['answers nothing', async () => undefined],
    ['answers with a status of its own, 504', async () => ({ status: '504', headers: {}, body: 'late' })],
  ])('where origin-request %s', async (_, fails) => {
    cf.state.originRequest = fails;
    expect(shown(await cf.ask('/card.jpg'))).toEqual(THE_FALLBACK);
  });

  test.each<[string, typeof cf.state.originResponse]>([
    ['throws', async () => Promise.reject(new Error('boom'))],
    ['takes too long', () => new Promise(() => {})],
    ['answers with a megabyte', async (event) => ({ ...responseOf(event), status: '200', body: 'x'.repeat(1_048_576) })],
    ['drops a read-only header', async () => ({ status: '200', headers: {}, body: 'x' })],
    ['passes on S3’s own 500', async (event) => ({ ...responseOf(event), status: '500' })],
  ])('where origin-response %s', async (_, fails) => {
    cf.state.originResponse = fails;
    expect(shown(await cf.ask('/card.jpg'))).toEqual(THE_FALLBACK);
  });

  test('also to HEAD, with the picture’s length', async () => {
    cf.state.originResponse = async () => Promise.reject(new Error('boom'));
    const { status, headers, body } = await cf.ask('/card.jpg', { method: 'HEAD' });
    expect([status, headers['x-card-status'], headers['content-length'], body.length]).toEqual([
      200,
      'fallback',
      String(FALLBACK.length),
      0,
    ]);
  });

  test('where S3 is out of reach, from the cache, however old it is there', async () => {
    await cf.ask('/fallback.jpg');
    await cf.stopS3();
    cf.state.now += 3_600_000;
    expect(shown(await cf.ask('/card.jpg'))).toEqual(THE_FALLBACK);
  });

  test('and is kept for two seconds, then the card is asked for again', async () => {
    cf.state.originRequest = async () => Promise.reject(new Error('boom'));
    await cf.ask('/card.jpg');
    cf.state.now += 1900;
    await cf.ask('/card.jpg');
    expect(cf.events.requests).toHaveLength(1);
    cf.state.now += 200;
    await cf.ask('/card.jpg');
    expect(cf.events.requests).toHaveLength(2);
    // By viewers as long as every other fallback picture.
    expect((await cf.ask('/card.jpg')).headers['cache-control']).toMatch(/^public, max-age=30,/);
  });

  test('but never in the place of 403 and 404, which are origin-response’s to judge', async () => {
    for (const status of ['403', '404']) {
      cf.state.originResponse = async (event) => ({ ...responseOf(event), status });
      expect((await cf.ask(`/${status}.jpg`)).status).toBe(Number(status));
    }
  });
});

describe('The picture that stands in', () => {
  test('is served by no function, to all who ask for it', async () => {
    cf.state.viewerRequest = () => {
      throw new Error('not this one');
    };
    expect(shown(await cf.ask('/fallback.jpg'))).toEqual(THE_FALLBACK);
    expect([cf.events.requests, cf.events.responses]).toEqual([[], []]);
  });

  test('that is missing leaves its own error, kept for two seconds', async () => {
    await cf.close();
    cf = await openCloudFront(asDeployed);
    cf.state.originRequest = async () => Promise.reject(new Error('boom'));
    expect((await cf.ask('/card.jpg')).status).toBe(404);
    await storeFallback();
    cf.state.now += 2100;
    expect(shown(await cf.ask('/card.jpg'))).toEqual(THE_FALLBACK);
  });

  test('cannot be had where S3 was never reached: CloudFront’s own error is all there is', async () => {
    await cf.stopS3();
    expect((await cf.ask('/card.jpg')).status).toBe(502);
  });
});

test.each([
  ['the card', '/card.jpg', {}],
  ['a part of it', '/card.jpg', { headers: { range: 'bytes=0-3' } }],
  ['HEAD', '/card.jpg', { method: 'HEAD' as const }],
  ['the fallback picture', '/fallback.jpg', {}],
  ['what is not there', '/nothing.jpg', {}],
])('no header of S3’s own reaches a viewer, even where the functions leave them: %s', async (_, path, request) => {
  await cf.put('card.jpg', 'a card', { ContentType: 'image/jpeg' });
  for (const time of ['first', 'again']) {
    const { headers } = await cf.ask(path, request);
    // x-amz-cf-pop and x-amz-cf-id are CloudFront's.
    const own = Object.keys(headers).filter((name) => /^(x-amz-(?!cf-)|server$)/.test(name));
    expect([time, own]).toEqual([time, []]);
  }
});
