// @examples article
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { TEMPLATES } from '../../card-schema/catalogue.ts';
import { buildSite } from '../../examples/static-site/build.ts';
import { projectPath } from '../../project-path.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts';
import { crawled, KEY, ODD_TEXTS, PICTURES } from './crawled.ts';
import { hostilePages } from './hostile-pages.ts';

const example = projectPath('examples/static-site');
const cards = { origin: PICTURES, signingKey: KEY };

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await temporaryFolder('static');
});
afterEach(() => folder.remove());

const built = (name: string) => readFile(join(folder.path, 'to', name), 'utf8');

async function build(pages: Readonly<Record<string, string>>, more: { readonly strict?: boolean } = {}) {
  for (const [name, text] of Object.entries(pages)) {
    await mkdir(join(folder.path, 'from', name, '..'), { recursive: true });
    await writeFile(join(folder.path, 'from', name), text);
  }
  return buildSite({ from: join(folder.path, 'from'), to: join(folder.path, 'to'), cards: { ...cards, ...more } });
}

describe('the static site', () => {
  test('is built by its command, which prints the cards’ addresses', async () => {
    const env = { ...process.env, EDGECARD_SIGNING_KEY: KEY };
    const args = [join(example, 'build.ts'), join(example, 'pages'), join(folder.path, 'to')];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env });
    const { card, title, image } = await crawled(await built('pilots.html'));
    expect(card).toMatchObject({ template: 'article', params: { title, author: 'Marit Solheim', minutes: 14 } });
    expect(stdout).toBe(`${PICTURES}/default.jpg\n${image?.url}\n`);
    expect((await crawled(await built('index.html'))).card.template).toBe('default');
  });

  test.each(ODD_TEXTS)('has the card of an article called %j', async (title) => {
    // In a comment `--` would end it; JSON has another spelling.
    const json = JSON.stringify({ title, author: 'Zoë' }).replaceAll('>', '\\u003e');
    await build({ 'a/b.html': `<head><!-- card article ${json} --><title>x</title></head>` });
    const html = await built('a/b.html');
    expect((await crawled(html)).card).toMatchObject({ params: { title } });
    expect(html.match(/<[a-z]+/g)?.filter((tag) => tag !== '<meta')).toEqual(['<head', '<title']);
  });

  test('copies other files and pages without a card as they are', async () => {
    const pages = { 'plain.html': '<p>Hello', 'style.css': '<!-- card default -->', 'data.bin': '\u0000\u00ff' };
    expect(await build(pages)).toEqual([]);
    for (const [name, text] of Object.entries(pages)) expect(await built(name)).toBe(text);
  });

  test('has a card for each page whatever the data of more than 200 pages, and says what had to be mended', async () => {
    const warned = jest.spyOn(console, 'warn').mockImplementation(() => {});
    const all = hostilePages(Object.keys(TEMPLATES.article.fields), 320).flatMap((data, at) => {
      const json = jsonOf(data);
      return json === undefined ? [] : [[`${at}.html`, `<head><!-- card article ${json} --><title>x</title></head>`] as const];
    });
    expect(all.length).toBeGreaterThan(199);
    const urls = await build(Object.fromEntries(all));
    expect(urls).toHaveLength(all.length);
    for (const [name] of all) {
      const html = await built(name);
      const { card, image, twitter } = await crawled(html);
      expect([name, card.template]).toEqual([name, expect.stringMatching(/^(article|default)$/)]);
      expect(urls).toContain(image?.url);
      expect(twitter).toMatchObject([{ url: image?.url }]);
      expect(html.match(/<[a-z]+/g)?.filter((tag) => tag !== '<meta')).toEqual(['<head', '<title']);
    }
    expect(warned.mock.calls.flat()).toContainEqual(expect.stringMatching(/^\d+\.html: "title" /));
    warned.mockRestore();
  });

  test('ends at a page whose card needs mending if it shall be strict', async () => {
    const building = build({ 'a.html': '<!-- card article {"title": "x"} -->' }, { strict: true });
    await expect(building).rejects.toThrow('a.html: "author" is missing');
  });

  test.each([
    ['<!-- card nothing {} -->', 'No template is called "nothing"'],
    ['<!-- card article {title} -->', 'JSON'],
    ['<!-- card article {"title": "x"', 'does not end with " -->"'],
    ['<!-- card default --><title>x</title><!-- card default -->', 'a second comment names a card'],
    ['<!-- card __proto__ {} -->', 'No template is called "__proto__"'],
  ])('ends with the page and the reason at %s', async (comment, reason) => {
    const building = build({ 'ok.html': '', 'sub/bad.html': `<head>${comment}` });
    await expect(building).rejects.toThrow(`${join('sub', 'bad.html')}: `);
    await expect(building).rejects.toThrow(reason);
  });
});

/** As somebody's generator writes a page's data into it; undefined for what JSON cannot hold. */
function jsonOf(data: unknown): string | undefined {
  try {
    return JSON.stringify(data).replaceAll('>', '\\u003e');
  } catch {
    return undefined;
  }
}
