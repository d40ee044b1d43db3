// The demo main site, whatever templates the catalogue holds.
import { describe, expect, test } from '@jest/globals';
import { formatCardPath, verifyCardPath } from '../../../../card-schema/card-path.ts';
import { TEMPLATE_NAMES, templateNamed } from '../../../../card-schema/catalogue.ts';
import { escapeHtml } from '../../../../card-schema/escape-html.ts';
import { EXAMPLES, type Example } from '../../../../card-schema/examples.ts';
import { isSigned } from '../../../../card-schema/template.ts';
import { NETWORKS } from '../../../../card-site/networks/networks.ts';
import { startMainSite } from '../../../../local/demo/server.ts';
import { KEY, PICTURES, sharedSite, tagOf } from './demo-site.ts';

const site = sharedSite({ studio: () => 'http://127.0.0.1:9' });
const { read } = site;

const addressOf = ({ template, name }: Example) => `/${template}/${encodeURIComponent(name)}`;
const PAGES = ['/', ...TEMPLATE_NAMES.map((name) => `/${name}`), ...EXAMPLES.map(addressOf)];

describe('The demo main site', () => {
  test('listens on this machine only', () => {
    expect(site.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  test.each(PAGES)('has title, description, address and picture in the first lines of the head of %s', async (path) => {
    const { status, html } = await read(path);
    expect(status).toBe(200);
    const head = html.split('\n').slice(0, 20).join('\n');
    for (const name of ['og:title', 'og:description', 'og:url', 'og:image', 'twitter:card', 'twitter:image'])
      expect(tagOf(head, name)).toBeTruthy();
    expect(tagOf(head, 'og:url')).toBe(`${site.url}${path}`);
    expect(head).toContain(`<title>${tagOf(head, 'og:title')}</title>`);
  });

  test.each(EXAMPLES)('gives $template/$name a page with its own card', async (example) => {
    const { html } = await read(addressOf(example));
    const picture = tagOf(html, 'og:image') ?? '';
    expect(await verifyCardPath(new URL(picture).pathname, [KEY])).toEqual(example.card);
    expect(html).toContain(`<img src="${picture}"`);
  });

  test('leads from its index to every template and every example', async () => {
    const links = [...(await read('/')).html.matchAll(/<a href="(\/[^"]+)">/g)].map(([, address = '']) => address);
    expect(links).toEqual(expect.arrayContaining(PAGES.slice(1)));
  });

  test('begins its index with a card as people see it on a network, whatever templates there are', async () => {
    const [, address = '', hero = ''] = /<a class="hero-card" href="([^"]+)">(.*?)<\/a>/s.exec((await read('/')).html) ?? [];
    expect(PAGES).toContain(address);
    expect(hero).toContain(`<img src="${tagOf((await read(address)).html, 'og:image')}"`);
  });

  test('leads from a template to all of its examples, and from an example to the others and to the template', async () => {
    for (const template of TEMPLATE_NAMES) {
      const addresses = EXAMPLES.filter((example) => example.template === template).map(addressOf);
      const linked = (html: string) => addresses.filter((address) => html.includes(`<a href="${address}">`));
      expect(linked((await read(`/${template}`)).html)).toEqual(addresses);
      for (const address of addresses) {
        const { html } = await read(address);
        expect(linked(html)).toEqual(addresses.filter((other) => other !== address));
        expect(html).toContain(`<a href="/${template}">`);
      }
    }
  });

  test.each(PAGES.slice(1))('shows on %s the tags as they stand in its head', async (path) => {
    const { html } = await read(path);
    const tags = /<title>.*<\/title>\n([\s\S]*?)\n<meta name="viewport"/.exec(html)?.[1] ?? '';
    expect(tags).toContain('og:image');
    expect(html).toContain(`<pre><code>${escapeHtml(tags)}</code></pre>`);
  });

  test.each(PAGES.slice(1))('shows on %s how each network would show it', async (path) => {
    const { html } = await read(path);
    for (const { id, name } of NETWORKS) {
      expect(html).toContain(`<h3 id="network-${id}">${escapeHtml(name)}</h3>`);
      expect(html).toContain(`data-network="${id}"`);
    }
  });

  test('says on a template’s page what each field takes', async () => {
    for (const template of TEMPLATE_NAMES) {
      const { html } = await read(`/${template}`);
      for (const name of Object.keys(templateNamed(template).fields)) expect(html).toContain(`<code>${name}</code>`);
    }
  });

  test('leads to each card in the studio, and nowhere where there is none', async () => {
    const { html } = await read(PAGES.at(-1) ?? '/');
    expect(html).toMatch(/<a href="http:\/\/127\.0\.0\.1:9\/#\/\w+\/card\?params=[^"]+">/);
    const alone = await startMainSite({ port: 0, pictureOrigin: PICTURES, signingKey: KEY });
    expect(await (await fetch(alone.url)).text()).not.toContain('Studio');
    await alone.close();
  });

  test.each(['/?social=', '/?social=x&social=x', '/?x=1', '/?', '/?social=%E0%A4%A', '/?social=default', '/?social=__proto__'])(
    'shows the default card at %s',
    async (path) => {
      const { status, html } = await read(path);
      expect(status).toBe(200);
      expect(tagOf(html, 'og:image')).toBe(`${PICTURES}/default.jpg`);
    },
  );

  test('shows a card that needs no signature to anybody who names it in the query', async () => {
    for (const example of EXAMPLES) {
      const { template, card } = example;
      if (isSigned(templateNamed(template)) || templateNamed(template).addressing === 'fixed') continue;
      const path = formatCardPath({ card });
      const shared = `/?social=${path.slice(1, -'.jpg'.length)}`;
      expect((await read(addressOf(example))).html).toContain(`<a href="${shared}">`);
      const { html } = await read(shared);
      expect(tagOf(html, 'og:image')).toBe(`${PICTURES}${path}`);
    }
  });

  test.each([
    '/none/plain',
    '/default/none',
    '/default/constructor',
    '/constructor/plain',
    '/default/plain/more',
    '/default/%70lain',
    '/defaults',
    '/default/',
    '//',
    '/%',
  ])('answers 404 at %s, with the default card', async (path) => {
    const { status, html } = await read(path);
    expect(status).toBe(404);
    expect(tagOf(html, 'og:image')).toBe(`${PICTURES}/default.jpg`);
  });

  test('lets pages load its own style and the pictures, and nothing else', async () => {
    const { headers, html } = await read('/default/plain');
    expect(headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'self'; img-src ${PICTURES}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    for (const page of [html, (await read('/')).html]) expect(page).not.toMatch(/<script|<style| style=| on\w+=/);
    const style = await fetch(`${site.url}/style.css`);
    expect([style.status, style.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
    expect(await style.text()).toContain('[data-network="x"] .networks-picture { aspect-ratio: 2;');
  });

  test('never shows its signing key', async () => {
    for (const path of [...PAGES, '/nothing']) expect((await read(path)).html).not.toContain(KEY);
  });

  test('puts the design version into the address when it knows it', async () => {
    const versioned = await startMainSite({
      port: 0,
      pictureOrigin: PICTURES,
      signingKey: KEY,
      designVersions: () => ({ default: '0123456789ab' }),
    });
    const html = await (await fetch(versioned.url)).text();
    expect(tagOf(html, 'og:image')).toBe(`${PICTURES}/~0123456789ab/default.jpg`);
    await versioned.close();
  });

  test('takes GET and HEAD only', async () => {
    expect((await fetch(site.url, { method: 'POST', body: 'x' })).status).toBe(405);
    const head = await fetch(site.url, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });
});
