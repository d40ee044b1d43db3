import { describe, expect, test } from '@jest/globals';
import { signCardPath } from '../../card-schema/card-path.ts';
import { cardUrl } from '../../card-schema/card-url.ts';
import { createCard, TEMPLATE_NAMES, TEMPLATES } from '../../card-schema/catalogue.ts';
import { createOriginRequest } from '../../examples/spa-cloudfront/create-origin-request.ts';
import { originRequestEvent } from '../support/events.ts';
import { fc } from '../support/fast-check.ts';
import { altOf, crawled, KEY, ODD_TEXTS, PICTURES } from './crawled.ts';
import { hostilePages } from './hostile-pages.ts';
import { HOSTILE } from './hostile-social.ts';
import { type Asked, askEdge, CONFIG, INDEX, withQuery } from './spa-events.ts';

const card = (title: string) => createCard('article', { title, author: 'Zoë' });
const socialOf = async (title: string, key = KEY) => (await signCardPath(card(title), key)).slice(1, -'.jpg'.length);
const score = await askEdge('social=12-34-10');

/** What S3 has is what the viewer gets, and S3 hears nothing of the query. */
const untouched = { sent: expect.objectContaining({ uri: '/index.html', querystring: '' }) };

describe('a shared score', () => {
  test('has the picture, the title and the address of its own', async () => {
    expect(score).toMatchObject({ page: { status: '200' } });
    const read = await crawled('body' in score ? score.body : '');
    expect(read).toMatchObject({
      title: 'Home 12, Away 34, Round 10',
      url: 'https://app.com/?social=12-34-10',
      card: createCard('score', { home: 12, away: 34, round: 10 }),
    });
    expect(read.image?.url).toBe('https://social.app.com/12-34-10.jpg');
  });

  test('leaves the rest of the app’s page as it is', () => {
    const body = 'body' in score ? score.body : '';
    const [before, after] = [INDEX.split('<!-- card -->')[0] ?? '', INDEX.split('<!-- /card -->')[1] ?? ''];
    expect(body.startsWith(before) && body.endsWith(after)).toBe(true);
    expect(body).toContain('<script type="module" src="/assets/app.js"></script>');
  });

  test('is the same page under every spelling of its query, so that a stranger adds nothing to it', async () => {
    const spellings = [
      'social=%31%32-34-10',
      'utm_source=x&social=12-34-10',
      'social=12-34-10&x=%3Cscript%3E',
      'social=12%2D34-10&',
      'social=12-34-10&soci%61l=1-2-3',
    ];
    for (const query of spellings) expect(await askEdge(query)).toEqual(score);
    expect(await askEdge('social=12-34-10', { uri: '/index.html' })).toEqual(score);
    expect(await askEdge('social=~0123456789ab/12-34-10')).toEqual(score);
  });

  test('needs no signing key', async () => {
    const { 'x-card-signing-keys': _, ...config } = CONFIG;
    expect(await askEdge('social=12-34-10', { config })).toEqual(score);
  });
});

describe('a signed card', () => {
  test.each(ODD_TEXTS)('called %j has its text in the page, and no markup of it', async (title) => {
    const answered = await askEdge(`social=${await socialOf(title)}`);
    const body = 'body' in answered ? answered.body : '';
    const { image, ...read } = await crawled(body);
    expect(read).toMatchObject({
      title: altOf(title, 'Zoë'),
      url: `https://app.com/?social=${await socialOf(title)}`,
      card: card(title),
    });
    expect(image?.url).toBe(await cardUrl('article', { title, author: 'Zoë' }, { origin: PICTURES, signingKey: KEY }));
    expect(image?.alt).toBe(altOf(title, 'Zoë'));
    expect(body.match(/<[a-z]+/g)).toEqual(expect.arrayContaining(['<html', '<script']));
    expect(body.match(/<(?!meta)[a-z]+/g)).toEqual(INDEX.match(/<(?!meta)[a-z]+/g));
  });

  test('is refused when another key signed it, when it was changed, and where no key is known', async () => {
    const signed = await socialOf('Hello');
    const { 'x-card-signing-keys': _, ...config } = CONFIG;
    expect(await askEdge(`social=${await socialOf('Hello', 'the key of another team')}`)).toEqual(untouched);
    expect(await askEdge(`social=${signed.replace(/.\./, 'A.')}`)).toEqual(untouched);
    expect(await askEdge(`social=${signed}`, { config })).toEqual(untouched);
  });

  test('of a former key is shown, and its picture is signed with the newest', async () => {
    const former = 'the key of last year';
    const answered = await askEdge(`social=${await socialOf('Hello', former)}`, {
      config: { ...CONFIG, 'x-card-signing-keys': `${KEY},${former}` },
    });
    expect((await crawled('body' in answered ? answered.body : '')).card).toEqual(card('Hello'));
  });
});

describe('a card of whatever data', () => {
  test.each(TEMPLATE_NAMES)('is shared with usable tags, of 240 pages with a card of %s', async (template) => {
    const lines: string[] = [];
    for (const data of hostilePages(Object.keys(TEMPLATES[template].fields))) {
      const url = await cardUrl(template, data as never, { origin: PICTURES, signingKey: KEY });
      const social = url.slice(`${PICTURES}/`.length, -'.jpg'.length);
      const answered = await askEdge(`social=${social}`, { parts: { log: (line) => lines.push(line) } });
      expect(answered).toMatchObject({ page: { status: '200' } });
      const { title, image, twitter } = await crawled('body' in answered ? answered.body : '');
      expect([title, image?.url, image?.alt]).toEqual([expect.stringMatching(/\S/), url, title]);
      expect(twitter).toMatchObject([{ url }]);
    }
    expect(lines).toEqual([]);
  });
});

/** Queries that hold no one value. */
const QUERIES = {
  'no query': '',
  'another parameter': 'x=12-34-10',
  'another case': 'Social=12-34-10',
  'the parameter twice': 'social=12-34-10&social=12-34-10',
  'the parameter twice, the second hostile': 'social=12-34-10&social=%3Cscript%3E',
  'its name in percent, which is not in the cache key': '%73ocial=99-0-1',
  'a list, as PHP writes it': 'social[]=12-34-10',
  'a list, in percent': 'social%5B%5D=12-34-10',
  'an object': 'social[a]=12-34-10',
  'without a value': 'social',
  'a semicolon': 'x;social=12-34-10',
  JSON: 'social=[%2212-34-10%22]',
  'S3’s own parameters': 'response-content-type=text/html&response-content-disposition=attachment&acl&versionId=1',
  'five hundred parameters': 'social=12-34-10&'.repeat(500),
};

describe('what is no card', () => {
  test.each(Object.entries(HOSTILE))('leaves the page as S3 has it, and the log empty: %s', async (_, value) => {
    const lines: string[] = [];
    expect(await askEdge(`social=${value}`, { parts: { log: (line) => lines.push(line) } })).toEqual(untouched);
    expect(lines).toEqual([]);
  });

  test.each(Object.entries(QUERIES))('leaves the page as S3 has it: %s', async (_, query) => {
    expect(await askEdge(query)).toEqual(untouched);
  });

  test('is everything but a card, whatever the bytes', async () => {
    const byte = fc.integer({ min: 0, max: 255 }).map((value) => `%${value.toString(16).padStart(2, '0')}`);
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.array(byte, { maxLength: 60 }).map((bytes) => bytes.join('')),
      fc.stringMatching(/^[0-9%<>"'&=;-]{0,40}$/),
      fc.stringMatching(/^\d{1,4}-\d{1,4}-\d{1,3}$/),
    );
    await fc.assert(
      fc.asyncProperty(value, async (text) => {
        const answered = await askEdge(`social=${text}`);
        const [one] = new URLSearchParams(`social=${text}`).getAll('social');
        const isScore =
          /^(0|[1-9]\d{0,2})-(0|[1-9]\d{0,2})-(0|[1-9]\d?)$/.test(one ?? '') &&
          new URLSearchParams(`social=${text}`).getAll('social').length === 1;
        if (one === 'default') return;
        if (!isScore) expect(answered).toEqual(untouched);
        // The page of a score differs from any other score's in its digits alone.
        else
          expect('body' in answered && answered.body.replace(/\d+/g, '0')).toBe(
            'body' in score && score.body.replace(/\d+/g, '0'),
          );
      }),
      { numRuns: 500 },
    );
  });
});

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

  test('tells CloudFront to keep the page for a minute', () => {
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
