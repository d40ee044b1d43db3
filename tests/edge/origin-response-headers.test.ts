import { describe, expect, test } from '@jest/globals';
import { TEMPLATE_NAMES, templateNamed } from '../../card-schema/catalogue.ts';
import { EXAMPLES } from '../../card-schema/examples.ts';
import { isDrawnForAnybody } from '../../card-schema/template.ts';
import { keyWithPayload } from '../../edge/core/card-key.ts';
import type { Log } from '../../edge/core/ports.ts';
import { createOriginResponse } from '../../edge/create-origin-response.ts';
import { DESIGN_VERSIONS } from '../support/design-versions.ts';
import { originResponseEvent } from '../support/events.ts';
import { createMemoryStore } from '../support/memory-store.ts';
import { longCard, SAMPLE_IS_DEFAULT } from '../support/sample-cards.ts';
import { CROSS_ORIGIN, DEFAULT, FALLBACK, type Given, JPEG, LINE, respond, URI, USAGE } from './respond.ts';

test.each(['/robots.txt', '/favicon.ico'])('the stored object %s is passed on untouched where it is found', async (uri) => {
  for (const status of ['200', '206', '304', '416']) {
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

test.each(['403', '404', '503'])('S3’s document about a stored object that it does not give (%s) stays here', async (status) => {
  const { result, header } = await respond({ uri: '/robots.txt', status });
  expect([result.status, header('content-type')]).toEqual([status, 'text/plain; charset=utf-8']);
  expect(result.bodyEncoding).toBe('text');
  expect(result.body).toBe(`${status}: there is nothing to send.\n`);
  // A function must leave it where it is.
  expect(header('transfer-encoding')).toBe('chunked');
  expect((await respond({ uri: '/robots.txt', status, method: 'HEAD' })).result.body).toBeUndefined();
});

test('the origin’s own length and encoding do not stay on a body that is ours', async () => {
  const { header } = await respond({ headers: { 'Content-Length': '243', 'Content-Encoding': 'gzip' } });
  expect([header('content-length'), header('content-encoding')]).toEqual([undefined, undefined]);
});

/** A sandbox that draws any card, for several requests. */
function openHandler(log: Log) {
  return createOriginResponse({
    readDrawingState: async () => undefined,
    designVersions: DESIGN_VERSIONS,
    fallbackPicture: FALLBACK,
    draw: async () => ({ jpeg: JPEG, quality: 85, missingGlyphs: [], missingImages: [] }),
    storeFor: () => createMemoryStore(),
    log,
  });
}

test('the log knows the first request of a sandbox from those that follow, and is given what there is to count', async () => {
  const lines: unknown[] = [];
  const handler = openHandler((_, fields, metrics) => lines.push([fields?.['cold'], metrics]));
  for (const status of ['200', '404', '200', '503']) await handler(originResponseEvent(URI, { status }));
  expect(lines).toEqual([
    [true, { ColdStarts: 1 }],
    [false, { CardsDrawn: 1, DrawMs: expect.any(Number), ...(SAMPLE_IS_DEFAULT ? {} : { UnsignedDrawings: 1 }) }],
    [false, undefined],
    [false, { FallbackPictures: 1 }],
  ]);
});

test.each(TEMPLATE_NAMES)('what strangers can cause is counted by itself, card or not: %s', async (template) => {
  const metricsOfRequests: unknown[] = [];
  const handler = openHandler((event, _, metrics) => event === 'request' && metricsOfRequests.push(metrics?.UnsignedDrawings));
  const [example] = EXAMPLES.filter((one) => one.template === template);
  const { key, payload } = example ? keyWithPayload(example.card, DESIGN_VERSIONS) : { key: '', payload: undefined };
  const notACard = `${DESIGN_VERSIONS[template]}/${template}/not-a-card.jpg`;
  for (const uri of [`/${key}`, `/${notACard}`])
    await handler(originResponseEvent(uri, payload === undefined ? {} : { requestHeaders: { 'x-card-payload': payload } }));
  const one = isDrawnForAnybody(templateNamed(template)) ? 1 : undefined;
  expect(metricsOfRequests).toEqual([one, one]);
});

const card = longCard();
const other = longCard('B');
if (card && other)
  describe('a card whose key holds the hash of its payload', () => {
    const { key, payload = '' } = keyWithPayload(card, DESIGN_VERSIONS);
    const uri = `/${key}`;

    test('is drawn from the payload that origin-request sent along, and stored under that key', async () => {
      const store = createMemoryStore();
      const { header, jobs, entries } = await respond({ uri, store, requestHeaders: { 'x-card-payload': payload } });
      expect(jobs.map((job) => job.card)).toEqual([card]);
      expect(store.keys()).toEqual([key]);
      expect(header('x-card-status')).toBe('drawn');
      expect(header('cache-tag')).toBe(`${card.template},${card.template}-${DESIGN_VERSIONS[card.template]}`);
      expect(JSON.stringify(entries)).not.toContain(payload);
    });

    test.each([
      ['another payload', { 'x-card-payload': `${payload}A` }],
      ['an empty payload', { 'x-card-payload': '' }],
      ['the payload of another card', { 'x-card-payload': keyWithPayload(other, DESIGN_VERSIONS).payload ?? '' }],
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

describe('what S3 says of itself and of the bucket', () => {
  const OWN = {
    'x-amz-server-side-encryption': 'aws:kms',
    'x-amz-server-side-encryption-aws-kms-key-id': 'arn:aws:kms:us-east-1:111122223333:key/1234abcd',
    'x-amz-server-side-encryption-bucket-key-enabled': 'true',
    'x-amz-version-id': '3sL4kqtJlcpXroDTDmJ',
    'x-amz-meta-photos': 'p1,p2',
    'x-amz-storage-class': 'GLACIER_IR',
    'x-amz-expiration': 'rule-id="retired"',
    'x-amz-replication-status': 'COMPLETED',
    'x-amz-delete-marker': 'true',
    'x-amz-error-code': 'NoSuchKey',
    'x-amz-checksum-crc32': 'NhCmhg==',
    'X-Amz-Of-Next-Year': 'yes',
    Server: 'AmazonS3',
  };

  test.each<[string, Given]>([
    ['a card that S3 has', { status: '200' }],
    ['a part of it', { status: '206' }],
    ['an answer that nothing has changed', { status: '304' }],
    ['a range beyond its end', { status: '416' }],
    ['HEAD on it', { status: '200', method: 'HEAD' }],
    ['a card that is drawn', {}],
    ['an incomplete card', { missingGlyphs: ['\u{10ffff}'] }],
    ['the default card', { uri: DEFAULT, status: '200' }],
    ['a card that cannot be drawn', { fails: new Error('planted') }],
    ['a refusal of S3', { status: '403' }],
    ['HEAD on a card that nobody has drawn', { method: 'HEAD' }],
    ['a stored object', { uri: '/robots.txt', status: '200' }],
    ['a stored object that is missing', { uri: '/robots.txt' }],
  ])('is not in the answer: %s', async (_, given) => {
    const kept = { ETag: '"x"', Via: '1.1 s3', 'Transfer-Encoding': 'chunked', 'Last-Modified': 'Mon, 30 Nov 2026 00:00:00 GMT' };
    const { result } = await respond({ ...given, headers: { ...OWN, ...kept } });
    expect(Object.keys(result.headers ?? {}).filter((name) => /^(x-amz-|server$)/.test(name))).toEqual([]);
    // These two are read-only to a function, and the others are the viewer's business.
    expect(Object.keys(result.headers ?? {})).toEqual(
      expect.arrayContaining(['via', 'transfer-encoding', 'etag', 'last-modified']),
    );
  });
});
