import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { CloudFrontResultResponse } from 'aws-lambda';
import { CardError } from '../../card-schema/errors.ts';
import { keyWithPayload } from '../../edge/core/card-key.ts';
import { createDeadline } from '../../edge/core/deadline.ts';
import type { MissingImage } from '../../edge/core/missing.ts';
import type { DrawJob, PictureStore } from '../../edge/core/ports.ts';
import { createOriginResponse } from '../../edge/create-origin-response.ts';
import { projectPath } from '../../project-path.ts';
import { DESIGN_VERSIONS } from '../support/design-versions.ts';
import { CONFIG_HEADERS, type EventOptions, originResponseEvent } from '../support/events.ts';
import { recordingLog } from '../support/log.ts';
import { longCard } from '../support/long-card.ts';
import { createMemoryStore } from '../support/memory-store.ts';

const FALLBACK = readFileSync(projectPath('edge/fallback.jpg'));
const JPEG = Buffer.from([0xff, 0xd8, 1, 2, 3, 0xff, 0xd9]);
const SCORE = `/${DESIGN_VERSIONS.score}/score/12-34-10.jpg`;
const DEFAULT = `/${DESIGN_VERSIONS.default}/default/default.jpg`;

interface Given extends EventOptions {
  readonly uri?: string;
  readonly fails?: Error;
  readonly missingGlyphs?: readonly string[];
  readonly missingImages?: readonly MissingImage[];
  readonly store?: PictureStore;
}

/** What every line of a sandbox's first request says. */
const LINE = {
  event: 'request',
  function: 'origin-response',
  requestId: originResponseEvent('/').Records[0]?.cf.config.requestId,
  method: 'GET',
  cold: true,
  ms: { total: expect.any(Number) },
};
const SCORE_CARD = { key: SCORE.slice(1), template: 'score' };
/** On every answer. */
const CROSS_ORIGIN = {
  'access-control-allow-origin': [{ key: 'access-control-allow-origin', value: '*' }],
  'cross-origin-resource-policy': [{ key: 'cross-origin-resource-policy', value: 'cross-origin' }],
};
const USAGE = { memoryMb: 180, browserMemoryMb: 240, scratchFreeMb: 300 };

async function respond({ uri = SCORE, fails, store = createMemoryStore(), ...options }: Given) {
  const { missingGlyphs = [], missingImages = [] } = options;
  const { log, entries } = recordingLog();
  const jobs: DrawJob[] = [];
  const handler = createOriginResponse({
    designVersions: DESIGN_VERSIONS,
    fallbackPicture: FALLBACK,
    async draw(job) {
      jobs.push(job);
      job.record.count('browser start');
      job.record.count('attempt');
      if (fails) throw fails;
      return { jpeg: JPEG, quality: 85, missingGlyphs, missingImages };
    },
    storeFor: () => store,
    readUsage: () => USAGE,
    log,
  });
  const result = (await handler(originResponseEvent(uri, options))) as CloudFrontResultResponse;
  const header = (name: string) => result.headers?.[name]?.[0]?.value;
  return { result, header, jobs, entries, body: result.body === undefined ? undefined : Buffer.from(result.body, 'base64') };
}

const refusingStore: PictureStore = {
  put: async () => {
    throw new CardError('store_failed', 'S3 did not take the picture (503).');
  },
};

describe('a card that S3 has', () => {
  test.each(['200', '206', '304', '416'])('is passed on as it is (%s), with a status header', async (status) => {
    const headers = { 'Content-Type': 'image/jpeg', ETag: '"x"', 'Cache-Control': 'public, max-age=31536000' };
    const { result, header, jobs, entries } = await respond({ status, headers });
    expect(result).toEqual({
      status,
      statusDescription: '',
      headers: {
        'content-type': [{ key: 'Content-Type', value: 'image/jpeg' }],
        etag: [{ key: 'ETag', value: '"x"' }],
        'cache-control': [{ key: 'Cache-Control', value: 'public, max-age=31536000' }],
        'x-card-status': [{ key: 'x-card-status', value: 'hit' }],
        'server-timing': [{ key: 'server-timing', value: expect.stringMatching(/^total;dur=[\d.]+$/) }],
        'cache-tag': [{ key: 'cache-tag', value: `score,score-${DESIGN_VERSIONS.score}` }],
        ...CROSS_ORIGIN,
      },
    });
    expect(header('x-card-status')).toBe('hit');
    expect(jobs).toEqual([]);
    const answered = { status: 'hit', originStatus: Number(status), httpStatus: Number(status) };
    expect(entries).toEqual([{ ...LINE, outcome: 'card_found', ...SCORE_CARD, ...answered, ...USAGE }]);
  });

  test('is kept for minutes only when it is the default card, because that stands in for any address', async () => {
    const { header } = await respond({ uri: DEFAULT, status: '200', headers: { 'Cache-Control': 'public, max-age=31536000' } });
    expect([header('x-card-status'), header('cache-control')]).toEqual(['default', 'public, max-age=300']);
  });
});

describe('a card that S3 does not have', () => {
  test('is drawn, stored and answered for a year, on the origin’s own headers', async () => {
    const store = createMemoryStore();
    const { result, header, body, jobs, entries } = await respond({ store });
    expect([result.status, result.statusDescription, result.bodyEncoding]).toEqual(['200', 'OK', 'base64']);
    expect(body).toEqual(JPEG);
    expect(store.get(SCORE.slice(1))).toEqual(JPEG);
    expect([header('content-type'), header('cache-control'), header('x-card-status')]).toEqual([
      'image/jpeg',
      'public, max-age=31536000',
      'drawn',
    ]);
    expect(header('etag')).toMatch(/^"[0-9a-f]{32}"$/);
    expect(header('server-timing')).toMatch(/^total;dur=[\d.]+, store;dur=[\d.]+$/);
    expect(header('transfer-encoding')).toBe('chunked'); // dropping it is a 502
    expect(header('x-card-warning')).toBeUndefined();
    expect(header('cache-tag')).toBe(`score,score-${DESIGN_VERSIONS.score}`);
    expect(jobs).toMatchObject([
      { card: { template: 'score', params: { home: 12, away: 34, round: 10 } }, designVersion: DESIGN_VERSIONS.score },
    ]);
    const picture = { bytes: JPEG.length, quality: 85, stored: true };
    const work = { browserStarts: 1, tries: 1, packMisses: 0, ms: { total: expect.any(Number), store: expect.any(Number) } };
    const answered = { status: 'drawn', originStatus: 404, httpStatus: 200 };
    expect(entries).toEqual([{ ...LINE, outcome: 'card_drawn', ...SCORE_CARD, ...answered, ...work, ...picture, ...USAGE }]);
  });

  test('is answered all the same when someone else stored it first', async () => {
    const store = createMemoryStore();
    await store.put(SCORE.slice(1), Uint8Array.of(7), createDeadline(1000));
    const { header, body } = await respond({ store });
    expect([body, header('cache-control'), header('x-card-status')]).toEqual([JPEG, 'public, max-age=31536000', 'drawn']);
    expect(store.get(SCORE.slice(1))).toEqual(Uint8Array.of(7));
  });

  test('is answered for a minute when it could not be stored', async () => {
    const { header, body, entries } = await respond({ store: refusingStore });
    expect([body, header('cache-control'), header('x-card-status')]).toEqual([JPEG, 'public, max-age=60', 'drawn']);
    expect(entries).toMatchObject([
      { event: 'store_failed', code: 'store_failed' },
      { event: 'request', outcome: 'card_drawn', stored: false },
    ]);
  });

  test('is answered in time when the store hangs', async () => {
    const hanging: PictureStore = { put: () => new Promise(() => {}) };
    const { header, body } = await respond({ store: hanging, config: { ...CONFIG_HEADERS, 'x-card-budget-ms': '1000' } });
    expect([body, header('cache-control')]).toEqual([JPEG, 'public, max-age=60']);
  });

  const dead = { url: 'https://images.example.com/a.png?key=secret', reason: 'images.example.com answered 404' };

  test.each([
    ['a character', { missingGlyphs: ['\ue000'] }, 'no font has U+E000', { missingGlyphs: ['\ue000'] }],
    [
      'an image',
      { missingImages: [dead] },
      'no image: images.example.com answered 404',
      { missingImages: [{ host: 'images.example.com', reason: dead.reason }] },
    ],
    [
      'both',
      { missingGlyphs: ['\ue000'], missingImages: [dead] },
      'no font has U+E000; no image: images.example.com answered 404',
      { missingGlyphs: ['\ue000'], missingImages: [{ host: 'images.example.com', reason: dead.reason }] },
    ],
  ])('is answered without %s for minutes, says what it lacks, and is never stored', async (_, lacks, warning, logged) => {
    for (const uri of [SCORE, DEFAULT]) {
      const store = createMemoryStore();
      const { header, body, entries } = await respond({ ...lacks, uri, store });
      expect([body, header('x-card-status'), header('cache-control')]).toEqual([JPEG, 'incomplete', 'public, max-age=300']);
      expect(header('x-card-warning')).toBe(warning);
      expect(header('etag')).toMatch(/^"[0-9a-f]{32}"$/);
      expect(header('server-timing')).not.toMatch(/store/);
      expect(store.keys()).toEqual([]);
      expect(entries).toMatchObject([{ outcome: 'card_drawn', status: 'incomplete', stored: false, ...logged }]);
      expect(JSON.stringify(entries)).not.toContain('secret');
    }
  });

  test('is incomplete for as long as it lacks something, also where S3 would not take it', async () => {
    const { header, entries } = await respond({ missingGlyphs: ['\ue000'], store: refusingStore });
    expect([header('x-card-status'), header('cache-control')]).toEqual(['incomplete', 'public, max-age=300']);
    expect(entries).toHaveLength(1); // S3 was not asked
  });

  test('is not drawn for HEAD, whose answer has no body and is not cached', async () => {
    const { result, header, jobs, entries } = await respond({ method: 'HEAD', headers: { 'Content-Type': 'application/xml' } });
    expect(result.body).toBeUndefined();
    const answered = { method: 'HEAD', status: 'undrawn', originStatus: 404, httpStatus: 200 };
    expect(entries).toEqual([{ ...LINE, outcome: 'head_miss', ...SCORE_CARD, ...answered, ...USAGE }]);
    expect([result.status, header('content-type'), header('cache-control'), jobs]).toEqual(['200', 'image/jpeg', 'no-store', []]);
    expect(header('x-card-status')).toBe('undrawn');
  });

  test('says for HEAD that nobody has drawn it also where it is the default card', async () => {
    const { header } = await respond({ uri: DEFAULT, method: 'HEAD' });
    expect([header('x-card-status'), header('cache-control')]).toEqual(['undrawn', 'no-store']);
  });

  test('is kept for minutes only when it is the default card', async () => {
    const { header } = await respond({ uri: DEFAULT });
    expect([header('x-card-status'), header('cache-control')]).toEqual(['default', 'public, max-age=300']);
  });
});

describe('the fallback picture', () => {
  const expectFallback = ({ result, header, body }: Awaited<ReturnType<typeof respond>>) => {
    expect(result.status).toBe('200');
    expect(body).toEqual(FALLBACK);
    expect([header('content-type'), header('cache-control'), header('x-card-status')]).toEqual([
      'image/jpeg',
      'public, max-age=30',
      'fallback',
    ]);
    expect(header('transfer-encoding')).toBe('chunked');
  };

  test.each([
    new CardError('draw_failed', 'The page refuses: text lost: no font has the letters of "title"'),
    new CardError('out_of_time', 'late'),
    new CardError('pack_failed', 'no pack'),
    new CardError('version_mismatch', 'another deploy'),
    new TypeError('a bug'),
  ])('answers when drawing fails: %s', async (fails) => {
    const store = createMemoryStore();
    const responded = await respond({ fails, store });
    expectFallback(responded);
    expect(store.keys()).toEqual([]);
    const code = fails instanceof CardError ? fails.code : 'unexpected';
    const work = { browserStarts: 1, tries: 1, packMisses: 0 };
    const answered = { status: 'fallback', originStatus: 404, httpStatus: 200 };
    const why = { code, reason: fails.message };
    expect(responded.entries).toEqual([
      { event: 'card_failed', ...SCORE_CARD, ...why, ...(code === 'unexpected' ? { stack: expect.any(String) } : {}) },
      { ...LINE, outcome: 'card_failed', ...SCORE_CARD, ...answered, ...why, ...work, ...USAGE },
    ]);
    const [, total] = responded.header('server-timing')?.split('total;dur=') ?? [];
    expect(responded.entries[1]).toMatchObject({ ms: { total: Number(total) } });
  });

  test('answers when the default card cannot be drawn', async () => {
    expectFallback(await respond({ uri: DEFAULT, fails: new CardError('draw_failed', 'no') }));
  });

  test.each(['400', '403', '500', '503'])('answers when S3 answers %s, and nothing is drawn', async (status) => {
    const responded = await respond({ status });
    expectFallback(responded);
    expect(responded.jobs).toEqual([]);
    const answered = { status: 'fallback', originStatus: Number(status), httpStatus: 200 };
    expect(responded.entries).toEqual([{ ...LINE, outcome: 'origin_refused', ...SCORE_CARD, ...answered, ...USAGE }]);
    expect(responded.header('server-timing')).toMatch(/^total;dur=/);
  });

  test('has no body and is not cached when HEAD meets a refusal', async () => {
    const { result, header } = await respond({ method: 'HEAD', status: '403', headers: {} });
    expect([result.status, result.body, header('cache-control')]).toEqual(['200', undefined, 'no-store']);
  });

  test('answers for a key of another design, which this function must not store', async () => {
    const responded = await respond({ uri: '/ffffffffffff/score/12-34-10.jpg' });
    expectFallback(responded);
    expect(responded.entries).toMatchObject(Array(2).fill({ code: 'version_mismatch' }));
  });

  test.each(['/nonsense.jpg', '/', `/${DESIGN_VERSIONS.score}/score/012-34-10.jpg`])(
    'answers for the key %p, which is no card’s',
    async (uri) => {
      expectFallback(await respond({ uri }));
    },
  );

  test('answers when the configuration is bad, and says what is wrong in the log', async () => {
    const responded = await respond({ config: {} });
    expectFallback(responded);
    expect(responded.entries).toMatchObject([
      { event: 'card_failed', code: 'bad_config', reason: expect.stringContaining('x-card-bucket is missing') },
      { event: 'request', code: 'bad_config', reason: expect.stringContaining('x-card-bucket is missing') },
    ]);
  });
});

test.each(['/robots.txt', '/favicon.ico'])('the stored object %s is passed on untouched, found or not', async (uri) => {
  for (const status of ['200', '404']) {
    const { result, jobs, entries } = await respond({ uri, status, headers: { 'Content-Type': 'text/plain' } });
    expect(result).toEqual({
      status,
      statusDescription: '',
      headers: { 'content-type': [{ key: 'Content-Type', value: 'text/plain' }], ...CROSS_ORIGIN },
    });
    expect(jobs).toEqual([]);
    const answered = { originStatus: Number(status), httpStatus: Number(status) };
    expect(entries).toEqual([{ ...LINE, outcome: 'static_object', ...answered, ...USAGE }]);
  }
});

test('the origin’s own length and encoding do not stay on a body that is ours', async () => {
  const { header } = await respond({ headers: { 'Content-Length': '243', 'Content-Encoding': 'gzip' } });
  expect([header('content-length'), header('content-encoding')]).toEqual([undefined, undefined]);
});

test('the log knows the first request of a sandbox from those that follow, and is given what there is to count', async () => {
  const lines: unknown[] = [];
  const handler = createOriginResponse({
    designVersions: DESIGN_VERSIONS,
    fallbackPicture: FALLBACK,
    draw: async () => ({ jpeg: JPEG, quality: 85, missingGlyphs: [], missingImages: [] }),
    storeFor: () => createMemoryStore(),
    log: (_, fields, metrics) => lines.push([fields?.['cold'], metrics]),
  });
  for (const status of ['200', '404', '200', '503']) await handler(originResponseEvent(SCORE, { status }));
  expect(lines).toEqual([
    [true, { ColdStarts: 1 }],
    [false, { CardsDrawn: 1, DrawMs: expect.any(Number) }],
    [false, undefined],
    [false, { FallbackPictures: 1 }],
  ]);
});

describe('a card whose key holds the hash of its payload', () => {
  const { key, payload = '' } = keyWithPayload(longCard(), DESIGN_VERSIONS);
  const uri = `/${key}`;

  test('is drawn from the payload that origin-request sent along, and stored under that key', async () => {
    const store = createMemoryStore();
    const { header, jobs, entries } = await respond({ uri, store, requestHeaders: { 'x-card-payload': payload } });
    expect(jobs.map(({ card }) => card)).toEqual([longCard()]);
    expect(store.keys()).toEqual([key]);
    expect(header('x-card-status')).toBe('drawn');
    expect(header('cache-tag')).toBe(`article,article-${DESIGN_VERSIONS.article}`);
    expect(JSON.stringify(entries)).not.toContain(payload);
  });

  test.each([
    ['another payload', { 'x-card-payload': `${payload}A` }],
    ['an empty payload', { 'x-card-payload': '' }],
    ['the payload of another card', { 'x-card-payload': keyWithPayload(longCard('B'), DESIGN_VERSIONS).payload ?? '' }],
    ['no payload', {}],
  ])('is not drawn with %s: the fallback picture, and nothing is stored or logged of it', async (_, requestHeaders) => {
    const store = createMemoryStore();
    const { header, jobs, entries, body } = await respond({ uri, store, requestHeaders });
    expect(jobs).toEqual([]);
    expect(store.keys()).toEqual([]);
    expect(body).toEqual(FALLBACK);
    expect([header('x-card-status'), header('cache-control')]).toEqual(['fallback', 'public, max-age=30']);
    expect(entries.map(({ event, code }) => [event, code])).toEqual([
      ['card_failed', 'not_a_card'],
      ['request', 'not_a_card'],
    ]);
    for (const sent of Object.values(requestHeaders).filter(Boolean)) expect(JSON.stringify(entries)).not.toContain(sent);
  });

  test('is found by the key alone', async () => {
    expect((await respond({ uri, status: '200' })).header('x-card-status')).toBe('hit');
  });
});

test.each<[string, Given]>([
  ['a card that S3 has', { status: '200' }],
  ['a card that is drawn', {}],
  ['the default card', { uri: DEFAULT }],
  ['a card that cannot be drawn', { fails: new Error('planted') }],
  ['a refusal of S3', { status: '403' }],
  ['HEAD on a card that nobody has drawn', { method: 'HEAD' }],
  ['an answer that nothing has changed', { status: '304', headers: {} }],
  ['a stored object', { uri: '/robots.txt', status: '200' }],
  ['a stored object that is missing', { uri: '/robots.txt' }],
])('%s may be shown by pages of any origin', async (_, given) => {
  expect((await respond(given)).result.headers).toMatchObject(CROSS_ORIGIN);
});
