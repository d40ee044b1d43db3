// @examples article score
import { describe, expect, test } from '@jest/globals';
import { signCardPath } from '../../../card-schema/card-path.ts';
import { cardUrl } from '../../../card-schema/card-url.ts';
import { createCard, TEMPLATE_NAMES, TEMPLATES } from '../../../card-schema/catalogue.ts';
import { altOf, crawled, KEY, ODD_TEXTS, PICTURES } from '../../examples/crawled.ts';
import { hostilePages } from '../../examples/hostile-pages.ts';
import { HOSTILE } from '../../examples/hostile-social.ts';
import { askEdge, CONFIG, INDEX } from '../../examples/spa-events.ts';
import { fc } from '../../support/fast-check.ts';

const card = (title: string) => createCard('article', { title, author: 'Zoë' });
const socialOf = async (title: string, key = KEY) => (await signCardPath(card(title), key)).slice(1, -'.jpg'.length);
const score = await askEdge('social=12-34-10');

/** What S3 has is what the viewer gets, and S3 gets nothing of the query. */
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

describe('what is not a card', () => {
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
