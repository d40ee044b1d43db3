import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { verifyCardPath } from '../../../../card-schema/card-path.ts';
import { TEMPLATES } from '../../../../card-schema/catalogue.ts';
import { type MainSite, startMainSite } from '../../../../local/demo/server.ts';
import { fc } from '../../../support/fast-check.ts';

const KEY = 'a-signing-key-of-the-test';
const PICTURES = 'https://social.edgecard.test';

describe('The demo main site', () => {
  let site: MainSite;
  const read = async (path: string) => {
    const response = await fetch(`${site.url}${path}`);
    return { status: response.status, headers: response.headers, html: await response.text() };
  };
  const tag = (html: string, name: string) => new RegExp(`<meta (?:property|name)="${name}" content="([^"]*)">`).exec(html)?.[1];

  beforeAll(async () => {
    site = await startMainSite({ port: 0, pictureOrigin: PICTURES, signingKey: KEY });
  });
  afterAll(() => site.close());

  test('listens on this machine only', () => {
    expect(site.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  test('shares a score with the card of its own', async () => {
    const { status, html } = await read('/?social=12-34-10');
    expect(status).toBe(200);
    expect(tag(html, 'og:image')).toBe(`${PICTURES}/12-34-10.jpg`);
    expect(tag(html, 'twitter:image')).toBe(`${PICTURES}/12-34-10.jpg`);
    expect(tag(html, 'og:url')).toBe(`${site.url}/?social=12-34-10`);
    expect(html).toContain(`<img src="${PICTURES}/12-34-10.jpg"`);
  });

  test('has title, description, address and picture in the first lines of the head', async () => {
    const { html } = await read('/articles/photo');
    const head = html.split('\n').slice(0, 20).join('\n');
    expect(head).toContain('<title>What the harbour pilots know about patience</title>');
    for (const name of ['og:title', 'og:description', 'og:url', 'og:image', 'twitter:card', 'twitter:image']) {
      expect(tag(head, name)).toBeTruthy();
    }
  });

  test.each([
    ...Object.keys(TEMPLATES.article.examples).map((slug) => ['articles', slug, 'article']),
    ...Object.keys(TEMPLATES.quote.examples).map((slug) => ['quotes', slug, 'quote']),
    ...Object.keys(TEMPLATES.event.examples).map((slug) => ['events', slug, 'event']),
  ])('signs the card of /%s/%s', async (folder, slug, template) => {
    const { status, html } = await read(`/${folder}/${slug}`);
    expect(status).toBe(200);
    const path = new URL(tag(html, 'og:image') ?? '').pathname;
    expect(await verifyCardPath(path, [KEY])).toMatchObject({ template });
  });

  test('links to every page it has', async () => {
    const { html } = await read('/');
    const links = [...html.matchAll(/<li><a href="([^"]+)">/g)].map(([, address = '']) => address);
    const { score, article, quote, event } = TEMPLATES;
    const pages = [score, article, quote, event].flatMap(({ examples }) => Object.keys(examples));
    expect(links).toHaveLength(pages.length);
    for (const link of links) expect((await read(link)).status).toBe(200);
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
    const { status, html, headers } = await read(`/?social=${encodeURIComponent(social)}`);
    expect(status).toBe(200);
    expect(tag(html, 'og:image')).toBe(`${PICTURES}/default.jpg`);
    expect(headers.has('set-cookie')).toBe(false);
    const same = await read('/?social=something-else');
    expect(html).toBe(same.html);
  });

  test('answers any ?social= with a score’s card or the default one, and with the same page but for the numbers', async () => {
    const plain = (await read('/?social=x')).html;
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.stringMatching(/^\d{1,4}-\d{1,4}-\d{1,3}$/)),
        async (social) => {
          const { html } = await read(`/?social=${encodeURIComponent(social)}`);
          if (/^(0|[1-9]\d{0,2})-(0|[1-9]\d{0,2})-(0|[1-9]\d?)$/.test(social))
            expect(tag(html, 'og:image')).toBe(`${PICTURES}/${social}.jpg`);
          else expect(html).toBe(plain);
        },
      ),
      { numRuns: 150 },
    );
  });

  test.each(['/?social=1-2-3&social=4-5-6', '/?x=1', '/?', '/?social=%E0%A4%A'])('shows the default card at %s', async (path) => {
    const { status, html } = await read(path);
    expect(status).toBe(200);
    expect(tag(html, 'og:image')).toBe(`${PICTURES}/default.jpg`);
  });

  test.each([
    '/articles/none',
    '/articles/constructor',
    '/constructor/photo',
    '/articles/photo/more',
    '/articles',
    '/articles/%70hoto',
    '//',
  ])('answers 404 at %s, with the default card', async (path) => {
    const { status, html } = await read(path);
    expect(status).toBe(404);
    expect(tag(html, 'og:image')).toBe(`${PICTURES}/default.jpg`);
  });

  test('lets pages load its own style and the pictures, and nothing else', async () => {
    const { headers, html } = await read('/?social=1-2-3');
    expect(headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'self'; img-src ${PICTURES}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(html).not.toMatch(/<script|<style| style=| on\w+=/);
    const style = await fetch(`${site.url}/style.css`);
    expect([style.status, style.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
  });

  test('never shows its signing key', async () => {
    for (const path of ['/', '/articles/photo', '/nothing']) expect((await read(path)).html).not.toContain(KEY);
  });

  test('puts the design version into the address when it knows it', async () => {
    const versioned = await startMainSite({
      port: 0,
      pictureOrigin: PICTURES,
      signingKey: KEY,
      designVersions: () => ({ score: '0123456789ab' }),
    });
    const html = await (await fetch(`${versioned.url}/?social=1-2-3`)).text();
    expect(tag(html, 'og:image')).toBe(`${PICTURES}/~0123456789ab/1-2-3.jpg`);
    await versioned.close();
  });

  test('takes GET and HEAD only', async () => {
    expect((await fetch(site.url, { method: 'POST', body: 'x' })).status).toBe(405);
    const head = await fetch(site.url, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });
});
