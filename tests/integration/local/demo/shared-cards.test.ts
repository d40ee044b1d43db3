// Pages whose query names a card, and the addresses that pages had before.
// @examples score article quote event
import { expect, test } from '@jest/globals';
import { verifyCardPath } from '../../../../card-schema/card-path.ts';
import { TEMPLATES } from '../../../../card-schema/catalogue.ts';
import { fc } from '../../../support/fast-check.ts';
import { KEY, PICTURES, sharedSite, tagOf } from './demo-site.ts';

const site = sharedSite();

test('shares a score with the card of its own', async () => {
  const { status, html } = await site.read('/?social=12-34-10');
  expect(status).toBe(200);
  expect(tagOf(html, 'og:image')).toBe(`${PICTURES}/12-34-10.jpg`);
  expect(tagOf(html, 'twitter:image')).toBe(`${PICTURES}/12-34-10.jpg`);
  expect(tagOf(html, 'og:url')).toBe(`${site.url}/?social=12-34-10`);
  expect(html).toContain(`<img src="${PICTURES}/12-34-10.jpg"`);
});

const HOSTILE = [
  '',
  '1-2',
  '1-2-3-4',
  '012-34-10',
  '1000-1-1',
  '-1-2-3',
  '12-34-10.jpg?',
  '../../etc/passwd',
  'default',
  'score/1-2-3',
  '~0123456789ab/12-34-10',
  'article/x.AAAAAAAAAAAAAAAAAAAAAA',
  '__proto__',
  '"><script>alert(1)</script>',
  "'onload='alert(1)",
  '&quot;&gt;<img src=x onerror=alert(1)>',
  '12-34-10"><meta http-equiv=refresh content="0;url=//evil.test">',
  '12-34-10\r\nset-cookie: a=b',
  '\u0000',
  '漢'.repeat(500),
];
test.each(HOSTILE)('shows the default card for ?social=%j and repeats nothing of it', async (social) => {
  const { status, html, headers } = await site.read(`/?social=${encodeURIComponent(social)}`);
  expect(status).toBe(200);
  expect(tagOf(html, 'og:image')).toBe(`${PICTURES}/default.jpg`);
  expect(headers.has('set-cookie')).toBe(false);
  const same = await site.read('/?social=something-else');
  expect(html).toBe(same.html);
});

/** Made before the first request: it takes a while, in which the server would close the connection that fetch() has kept. */
const SOCIAL = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.stringMatching(/^\d{1,4}-\d{1,4}-\d{1,3}$/));

test('answers any ?social= with a score’s card or the default one, and with the same page but for the numbers', async () => {
  const plain = (await site.read('/?social=x')).html;
  await fc.assert(
    fc.asyncProperty(SOCIAL, async (social) => {
      const { html } = await site.read(`/?social=${encodeURIComponent(social)}`);
      if (/^(0|[1-9]\d{0,2})-(0|[1-9]\d{0,2})-(0|[1-9]\d?)$/.test(social))
        expect(tagOf(html, 'og:image')).toBe(`${PICTURES}/${social}.jpg`);
      else expect(html).toBe(plain);
    }),
    { numRuns: 150 },
  );
});

test.each([
  ...Object.keys(TEMPLATES.article.examples).map((slug) => ['articles', slug, 'article']),
  ...Object.keys(TEMPLATES.quote.examples).map((slug) => ['quotes', slug, 'quote']),
  ...Object.keys(TEMPLATES.event.examples).map((slug) => ['events', slug, 'event']),
])('shows at /%s/%s, where it was before, what is at its own address now', async (folder, slug, template) => {
  const { status, html } = await site.read(`/${folder}/${slug}`);
  expect(status).toBe(200);
  const path = new URL(tagOf(html, 'og:image') ?? '').pathname;
  expect(await verifyCardPath(path, [KEY])).toMatchObject({ template });
  expect(tagOf(html, 'og:url')).toBe(`${site.url}/${template}/${slug}`);
});

test('calls a page by the first text of its card, and by the words for a card without one', async () => {
  expect((await site.read('/article/photo')).html).toContain('<title>What the harbour pilots know about patience</title>');
  expect((await site.read('/score/classic')).html).toContain('<title>Home 12, Away 34, Round 10</title>');
});

test('sets texts in their own language and direction', async () => {
  expect((await site.read('/event/japanese')).html).toContain('<h1 lang="ja" dir="auto">関西フロントエンド勉強会</h1>');
  expect((await site.read('/event/newyear')).html).toContain('<h1 lang="de" dir="auto">');
});

test('shows the code that makes the tags, with what is not a default', async () => {
  const { html } = await site.read('/article/plain');
  expect(html).toContain(`await ogTags(&#39;article&#39;, {
  title: &#34;Small teams, large ships&#34;,
  author: &#34;Ada Okafor&#34;
}, { origin: &#39;${PICTURES}&#39;, signingKey });`);
});

test.each([
  '/articles/none',
  '/articles/constructor',
  '/constructor/photo',
  '/articles/photo/more',
  '/articles',
  '/articles/%70hoto',
])('answers 404 at %s, with the default card', async (path) => {
  const { status, html } = await site.read(path);
  expect(status).toBe(404);
  expect(tagOf(html, 'og:image')).toBe(`${PICTURES}/default.jpg`);
});

test('shows the default card where the query names two', async () => {
  const { status, html } = await site.read('/?social=1-2-3&social=4-5-6');
  expect([status, tagOf(html, 'og:image')]).toEqual([200, `${PICTURES}/default.jpg`]);
});
