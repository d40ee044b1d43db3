import { describe, expect, test } from '@jest/globals';
import { CardError } from '../../card-schema/errors.ts';
import { createDeadline } from '../../edge/core/deadline.ts';
import type { PictureStore } from '../../edge/core/ports.ts';
import { DESIGN_VERSIONS } from '../support/design-versions.ts';
import { CONFIG_HEADERS } from '../support/events.ts';
import { createMemoryStore } from '../support/memory-store.ts';
import { SAMPLE_ANSWER, SAMPLE_CARD, SAMPLE_IS_DEFAULT } from '../support/sample-cards.ts';
import { CROSS_ORIGIN, DEFAULT, JPEG, LINE, respond, SAMPLE_FIELDS, URI, USAGE } from './respond.ts';

const { drawn, found, cacheControl } = SAMPLE_ANSWER;
const CACHE_TAG = `${SAMPLE_CARD.template},${SAMPLE_CARD.template}-${DESIGN_VERSIONS[SAMPLE_CARD.template]}`;

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
        'cache-control': SAMPLE_IS_DEFAULT
          ? [{ key: 'cache-control', value: cacheControl }]
          : [{ key: 'Cache-Control', value: cacheControl }],
        'x-card-status': [{ key: 'x-card-status', value: found }],
        'server-timing': [
          {
            key: 'server-timing',
            value: expect.stringMatching(/^total;dur=[\d.]+, commit;desc="unknown", bundle;desc="not-packaged"$/),
          },
        ],
        'cache-tag': [{ key: 'cache-tag', value: CACHE_TAG }],
        ...CROSS_ORIGIN,
      },
    });
    expect(header('x-card-status')).toBe(found);
    expect(jobs).toEqual([]);
    const answered = { status: found, originStatus: Number(status), httpStatus: Number(status) };
    expect(entries).toEqual([{ ...LINE, outcome: 'card_found', ...SAMPLE_FIELDS, ...answered, ...USAGE }]);
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
    expect(store.get(URI.slice(1))).toEqual(JPEG);
    expect([header('content-type'), header('cache-control'), header('x-card-status')]).toEqual([
      'image/jpeg',
      cacheControl,
      drawn,
    ]);
    expect(header('etag')).toMatch(/^"[0-9a-f]{32}"$/);
    expect(header('server-timing')).toMatch(
      /^total;dur=[\d.]+, store;dur=[\d.]+, commit;desc="unknown", bundle;desc="not-packaged"$/,
    );
    expect(header('transfer-encoding')).toBe('chunked'); // dropping it is a 502
    expect(header('x-card-warning')).toBeUndefined();
    expect(header('cache-tag')).toBe(CACHE_TAG);
    expect(jobs).toMatchObject([{ card: SAMPLE_CARD, designVersion: DESIGN_VERSIONS[SAMPLE_CARD.template] }]);
    const picture = { bytes: JPEG.length, quality: 85, stored: true };
    const work = { browserStarts: 1, tries: 1, packMisses: 0, ms: { total: expect.any(Number), store: expect.any(Number) } };
    const answered = { status: drawn, originStatus: 404, httpStatus: 200 };
    expect(entries).toEqual([{ ...LINE, outcome: 'card_drawn', ...SAMPLE_FIELDS, ...answered, ...work, ...picture, ...USAGE }]);
  });

  test('is answered all the same when someone else stored it first', async () => {
    const store = createMemoryStore();
    await store.put(URI.slice(1), Uint8Array.of(7), createDeadline(1000));
    const { header, body } = await respond({ store });
    expect([body, header('cache-control'), header('x-card-status')]).toEqual([JPEG, cacheControl, drawn]);
    expect(store.get(URI.slice(1))).toEqual(Uint8Array.of(7));
  });

  test('is answered for a minute when it could not be stored', async () => {
    const { header, body, entries } = await respond({ store: refusingStore });
    expect([body, header('cache-control'), header('x-card-status')]).toEqual([JPEG, 'public, max-age=60', drawn]);
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
    for (const uri of [URI, DEFAULT]) {
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
    expect(entries).toEqual([{ ...LINE, outcome: 'head_miss', ...SAMPLE_FIELDS, ...answered, ...USAGE }]);
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
