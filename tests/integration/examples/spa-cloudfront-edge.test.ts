// @examples article
import { describe, expect, test } from '@jest/globals';
import { signCardPath } from '../../../card-schema/card-path.ts';
import { createCard } from '../../../card-schema/catalogue.ts';
import { createOriginRequest } from '../../../examples/spa-cloudfront/create-origin-request.ts';
import { KEY } from '../../examples/crawled.ts';
import { type Asked, askEdge, CONFIG, INDEX, withQuery } from '../../examples/spa-events.ts';
import { originRequestEvent } from '../../support/events.ts';
import { fc } from '../../support/fast-check.ts';

const card = (title: string) => createCard('article', { title, author: 'Zoë' });
const socialOf = async (title: string, key = KEY) => (await signCardPath(card(title), key)).slice(1, -'.jpg'.length);
const score = await askEdge('social=12-34-10');

/** What S3 has is what the viewer gets, and S3 gets nothing of the query. */
const untouched = { sent: expect.objectContaining({ uri: '/index.html', querystring: '' }) };

describe('a page in the cache', () => {
  // What CloudFront puts into the key: the parameters with the literal name.
  const keyOf = (query: string) =>
    query
      .split('&')
      .filter((part) => /^social(=|$)/.test(part))
      .join('&');

  test('depends on nothing of the query but what is in its key', async () => {
    const name = fc.constantFrom(
      'social',
      '%73ocial',
      'soci%61l',
      'social%00',
      '+social',
      ' social',
      'Social',
      'social[]',
      'x',
      '',
    );
    const value = fc.oneof(fc.constantFrom('12-34-10', '99-0-1', '12%2D34-10', ''), fc.string({ unit: 'binary', maxLength: 20 }));
    const between = fc.constantFrom('=', '', '%3D', '==');
    const query = fc
      .array(
        fc.tuple(name, between, value).map((parts) => parts.join('')),
        { maxLength: 4 },
      )
      .map((parts) => parts.join('&'));
    await fc.assert(
      fc.asyncProperty(query, async (asked) => {
        expect(await askEdge(asked)).toEqual(await askEdge(keyOf(asked)));
      }),
      { numRuns: 1000, examples: [['%73ocial=99-0-1'], ['x=1&soci%61l=1-2-3&social=12-34-10'], ['?social=12-34-10']] },
    );
  });
});

describe('the edge function', () => {
  const asset: Asked = { uri: '/assets/app.js' };
  test('sends everything but the page on, without its query', async () => {
    expect(await askEdge('social=12-34-10', asset)).toMatchObject({ sent: { uri: '/assets/app.js', querystring: '' } });
    expect(await askEdge('social=12-34-10', { method: 'HEAD' })).toEqual(untouched);
  });

  test('has CloudFront keep the page for a minute', () => {
    expect(score).toMatchObject({
      page: {
        headers: {
          'content-type': [{ value: 'text/html; charset=utf-8' }],
          'cache-control': [{ value: 'public, max-age=60' }],
        },
      },
    });
  });

  test.each([
    ['S3 cannot be read', { readPage: () => Promise.reject(new Error('AccessDenied')) }, 'AccessDenied'],
    ['the page has no marker', { readPage: async () => '<html>' }, 'index.html must hold <!-- card -->'],
    ['the markers are the wrong way round', { readPage: async () => '<!-- /card --><!-- card -->' }, 'index.html must hold'],
    ['the page is larger than CloudFront takes', { readPage: async () => INDEX + 'é'.repeat(500_000) }, 'more than 1000000'],
  ])('leaves the card out and says why when %s', async (_, parts, reason) => {
    const lines: string[] = [];
    const social = await socialOf('Secret');
    expect(await askEdge(`social=${social}`, { parts: { ...parts, log: (line) => lines.push(line) } })).toEqual(untouched);
    expect(lines).toEqual([expect.stringContaining(reason)]);
    for (const secret of [KEY, social, social.split('.')[1] ?? '']) expect(lines[0]).not.toContain(secret);
  });

  test.each(['x-site-bucket', 'x-site-region', 'x-site-origin', 'x-picture-origin'])(
    'names %s when it is not configured',
    async (name) => {
      const lines: string[] = [];
      await askEdge('social=1-2-3', { config: { ...CONFIG, [name]: '' }, parts: { log: (line) => lines.push(line) } });
      expect(lines).toEqual([expect.stringContaining(name)]);
    },
  );
});

describe('the time for a query', () => {
  const PIECES = [
    '1',
    '-',
    '1-',
    '12-34-10',
    'a/',
    '~',
    '.',
    'A.A',
    '%',
    '%25',
    '%3C',
    '+',
    '&',
    '&social=',
    '=',
    '[]',
    '/',
    '漢',
  ];

  /** How much longer eight times the input takes, in time of the processor: 8 if it grows with the length, 64 with its square. */
  async function growth(work: (text: string) => unknown, pieces: readonly string[], rounds: number): Promise<number> {
    const fastest = async (length: number) => {
      const inputs = pieces.map((piece) => `social=${piece.repeat(length)}`.slice(0, length));
      let best = Number.POSITIVE_INFINITY;
      for (let round = 0; round < rounds; round++) {
        const start = process.cpuUsage();
        for (const input of inputs) await work(input);
        const { user, system } = process.cpuUsage(start);
        best = Math.min(best, user + system);
      }
      return best;
    };
    await fastest(1024); // the compiler's time is not the query's
    const short = await fastest(1024);
    return (await fastest(8192)) / short;
  }

  test('grows no faster than its length', async () => {
    const originRequest = createOriginRequest({ readPage: async () => INDEX, log: () => {} });
    const event = originRequestEvent('/', { config: CONFIG });
    expect(await growth((query) => originRequest(withQuery(event, query)), Array(10).fill(PIECES).flat(), 15)).toBeLessThan(24);
  });

  test('would be seen if it grew with the square', async () => {
    const compareAll = ([...query]: string) => query.reduce((sum, one) => sum + query.findLastIndex((other) => other > one), 0);
    expect(await growth(compareAll, ['1'], 1)).toBeGreaterThan(24);
  });
});
