import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { CardError } from '../../card-schema/errors.ts';
import { CACHE_CONTROL, formatGlyphWarning } from '../../edge/core/answers.ts';
import { createConfigParser, parseConfig, SETTINGS } from '../../edge/core/config.ts';
import { createDeadline } from '../../edge/core/deadline.ts';
import { describeError } from '../../edge/core/describe-error.ts';
import { WANTED_BYTES } from '../../edge/core/drawing-settings.ts';
import { joined, lastOf } from '../../edge/core/memo.ts';
import { judgePageRequest } from '../../edge/core/page-requests.ts';
import { encodeWithinLimits, MAX_PICTURE_BYTES } from '../../edge/core/picture.ts';
import { createTimings, formatServerTiming } from '../../edge/core/timings.ts';
import { CONFIG_HEADERS } from '../support/events.ts';

describe('the configuration', () => {
  test('is read from origin custom headers, with defaults', () => {
    expect(parseConfig({ ...CONFIG_HEADERS, 'x-card-signing-keys': 'newer-signing-key, older-signing-key' })).toEqual({
      bucket: 'pictures',
      bucketRegion: 'us-east-1',
      site: 'https://cards.example.com',
      imageHosts: [],
      budgetMs: 8000,
      signingKeys: ['newer-signing-key', 'older-signing-key'],
      pageKeys: [CONFIG_HEADERS['x-card-page-keys']],
    });
  });

  test('tells every problem at once, and quotes no secret', () => {
    const headers = {
      'x-card-site': 'http://cards.example.com',
      'x-card-budget-ms': '90000',
      'x-card-image-hosts': 'https://x',
      'x-card-signing-keys': 'hunter2',
    };
    expect(() => parseConfig(headers)).toThrow(
      'Bad configuration. x-card-bucket is missing: give an S3 bucket name. x-card-bucket-region is missing: give an AWS Region such as us-east-1. ' +
        'x-card-site must be the card site’s origin, https (http on 127.0.0.1 only), without a path; got "http://cards.example.com". ' +
        'x-card-image-hosts must be host names separated by commas; got "https://x". x-card-budget-ms must be milliseconds from 1000 to 25000; got "90000". ' +
        'x-card-signing-keys must be keys of at least 16 characters, separated by commas; without any, open templates refuse; got something else. ' +
        'x-card-page-keys is missing: give keys of at least 16 characters, separated by commas.',
    );
  });

  test('refuses the public development keys unless they are allowed by name', () => {
    const { 'x-card-development-keys': _, ...headers } = CONFIG_HEADERS;
    expect(() => parseConfig(headers)).toThrow('The development keys are public');
    expect(() => parseConfig({ ...headers, 'x-card-development-keys': 'true' })).toThrow('The development keys are public');
  });

  test('is parsed once while its headers stay the same', () => {
    const parse = createConfigParser();
    expect(parse({ ...CONFIG_HEADERS })).toBe(parse({ ...CONFIG_HEADERS }));
    expect(parse({ ...CONFIG_HEADERS, 'x-card-bucket': 'others' }).bucket).toBe('others');
  });

  test('has a header of its own for each setting, none that CloudFront forbids', () => {
    const headers = Object.values(SETTINGS).map(({ header }) => header);
    expect(new Set(headers).size).toBe(headers.length);
    for (const header of headers) expect(header).toMatch(/^x-card-[a-z-]+$/);
  });
});

describe('a deadline', () => {
  test('gives a result that comes in time, and counts the time down by the clock', async () => {
    let now = 1000;
    const deadline = createDeadline(500, () => now);
    expect(await deadline.bound('Work', Promise.resolve('done'))).toBe('done');
    now = 1400;
    expect(deadline.remainingMs()).toBe(100);
    expect(deadline.reserving(60).remainingMs()).toBe(40);
    now = 9000; // a sandbox was frozen and thawed
    expect(deadline.remainingMs()).toBe(0);
  });

  test('ends what takes longer, naming the stage, and swallows its later failure', async () => {
    const deadline = createDeadline(10_000);
    const late = new Promise((_, reject) => setTimeout(() => reject(new Error('later')), 40));
    await expect(deadline.bound('Work', late, 5)).rejects.toMatchObject({
      code: 'out_of_time',
      message: 'Work took longer than 5 ms.',
    });
    await new Promise((resolve) => setTimeout(resolve, 60));
  });

  test('aborts a signal', async () => {
    const signal = createDeadline(5).signal();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(signal.aborted).toBe(true);
  });
});

describe('timings', () => {
  test('add up the time of a stage, failed or not, in the order of their beginning', async () => {
    let now = 0;
    const timings = createTimings(() => now);
    const work = async (ms: number) => {
      now += ms;
    };
    await timings.measure('page', () => work(3));
    await timings.measure('draw', () => work(4));
    await timings
      .measure('page', async () => {
        now += 2;
        throw new Error('no page');
      })
      .catch(() => {});
    expect(timings.all()).toEqual({ page: 5, draw: 4 });
    expect(formatServerTiming(timings)).toBe('page;dur=5, draw;dur=4');
  });
});

describe('memos', () => {
  test('lastOf makes a value anew only for another key', () => {
    let made = 0;
    const get = lastOf(
      (key: string) => key,
      () => ++made,
    );
    expect([get('a'), get('a'), get('b'), get('a')]).toEqual([1, 1, 2, 3]);
  });

  test('joined shares work that is under way, and starts anew after a failure', async () => {
    let started = 0;
    const work = joined(async (fail: boolean) => {
      started++;
      if (fail) throw new Error('no luck');
      return started;
    });
    await Promise.allSettled([work(true), work(true)]);
    expect(started).toBe(1);
    expect(await Promise.all([work(false), work(false)])).toEqual([2, 2]);
  });
});

describe('a picture', () => {
  const noise = sharp(randomBytes(1200 * 630 * 3), { raw: { width: 1200, height: 630, channels: 3 } });
  const encodeNoise = (quality: number) => noise.clone().jpeg({ quality }).toBuffer();

  test('keeps the first quality when it is small enough', async () => {
    const card = await sharp(new URL('../../edge/fallback.jpg', import.meta.url).pathname).toBuffer();
    expect(await encodeWithinLimits(async () => card)).toEqual({ jpeg: card, quality: 85 });
  });

  test('steps down in quality until it is below 300 kB', async () => {
    const { jpeg, quality } = await encodeWithinLimits(encodeNoise);
    expect(quality).toBeLessThan(85);
    expect(jpeg.length).toBeLessThanOrEqual(WANTED_BYTES);
  });

  test('is refused when even the lowest quality passes the limit of an answer', async () => {
    const huge = Buffer.concat([Buffer.from([0xff, 0xd8]), randomBytes(MAX_PICTURE_BYTES), Buffer.from([0xff, 0xd9])]);
    await expect(encodeWithinLimits(async () => huge)).rejects.toMatchObject({ code: 'too_large' });
  });

  test('is refused when it is blank, in any colour', async () => {
    for (const background of ['white', 'black', '#0a7', '#808080']) {
      const blank = sharp({ create: { width: 1200, height: 630, channels: 3, background } });
      const encode = (quality: number) => blank.clone().jpeg({ quality }).toBuffer();
      await expect(encodeWithinLimits(encode)).rejects.toMatchObject({ message: 'The picture is blank.' });
    }
  });

  test('is refused when it was cut off', async () => {
    await expect(encodeWithinLimits(async (quality) => (await encodeNoise(quality)).subarray(0, 5000))).rejects.toMatchObject({
      message: 'The browser gave no whole JPEG.',
    });
  });
});

describe('a page', () => {
  const image = { bytes: Uint8Array.of(1), type: 'image/png' };
  const images = new Map([['https://images.example.com/a.png', image]]);
  const judge = (url: string, method = 'GET') => judgePageRequest({ method, url }, 'https://cards.example.com', images);

  test('may ask the card site, and gets the images of its card from the function', () => {
    expect(judge('https://cards.example.com/assets/x.js')).toEqual({ allow: true });
    expect(judge('https://images.example.com/a.png')).toEqual({ image });
  });

  test.each([
    'https://images.example.com/b.png',
    'https://images.example.com/a.png?x',
    'http://cards.example.com/',
    'https://cards.example.com:444/',
    'https://cards.example.com.evil.example/',
    'https://cards.example.com@evil.example/',
    'http://127.0.0.1:9001/2018-06-01/runtime/invocation/next',
    'http://169.254.169.254/latest/meta-data/',
    'file:///proc/self/environ',
    'data:text/html,x',
    'blob:https://cards.example.com/x',
    'not an address',
  ])('may not ask for %s', (url) => {
    expect(judge(url)).toEqual({ block: expect.stringMatching(/^GET /) });
  });

  test('may not post, and the log does not repeat a path or a query', () => {
    expect(judge('https://cards.example.com/?token=secret', 'POST')).toEqual({ block: 'POST https://cards.example.com' });
  });
});

describe('the description of an error', () => {
  test('holds no query, because a query may hold a token', () => {
    const cause = new Error('net::ERR_FAILED at https://cards.example.com/score/1-2-3?token=17.abc');
    const text = JSON.stringify([
      describeError(new CardError('page_failed', 'no page', { cause })),
      describeError(cause),
      describeError('/?token=17.abc'),
    ]);
    expect(text).not.toContain('17.abc');
    expect(text).toContain('page_failed');
  });

  test('has a stack for a bug only', () => {
    expect(describeError(new TypeError('x is undefined'))).toMatchObject({
      code: 'unexpected',
      stack: expect.stringContaining('core.test'),
    });
    expect(describeError(new CardError('out_of_time', 'late'))).toEqual({ code: 'out_of_time', reason: 'late' });
  });
});

test('the glyph warning is ASCII and bounded', () => {
  expect(formatGlyphWarning(['\ue000', '👩'])).toBe('no font has U+E000 U+1F469');
  expect(formatGlyphWarning(Array.from({ length: 12 }, (_, at) => String.fromCodePoint(0xe000 + at)))).toMatch(/ and 2 more$/);
});

test('nothing that failed is cached for longer than minutes', () => {
  const seconds = (text: string) => Number(/max-age=(\d+)/.exec(text)?.[1] ?? 0);
  expect(seconds(CACHE_CONTROL.fallback)).toBeLessThanOrEqual(30);
  expect(seconds(CACHE_CONTROL.unstored)).toBeLessThanOrEqual(60);
  expect(seconds(CACHE_CONTROL.default)).toBeLessThanOrEqual(300);
});
