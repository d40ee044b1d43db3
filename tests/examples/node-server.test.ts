import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { type Article, createSite } from '../../examples/node-server/server.ts';
import { type Listening, listen } from '../../local/http/listen.ts';
import { altOf, crawled, KEY, ODD_TEXTS, PICTURES } from './crawled.ts';

let listening: Listening;
afterEach(() => listening.close());

async function read(path: string, article: Article) {
  const cards = { origin: PICTURES, signingKey: KEY };
  listening = await listen(createSite({ origin: 'https://app.com', articles: new Map([['/post', article]]), cards }), 0);
  const response = await fetch(`${listening.origin}${path}`);
  return { status: response.status, html: await response.text() };
}

describe('the plain Node server', () => {
  test.each(ODD_TEXTS)('shows the page and the card of an article called %j', async (title) => {
    const { status, html } = await read('/post?utm_source=x', { title, author: 'Zoë & Co', text: title });
    expect(status).toBe(200);
    const { card, image, ...page } = await crawled(html);
    expect(page).toMatchObject({ title, url: 'https://app.com/post', origin: PICTURES });
    expect(card).toMatchObject({ template: 'article', params: { title, author: 'Zoë & Co' } });
    expect(image).toMatchObject({ type: 'image/jpeg', width: '1200', height: '630', alt: altOf(title, 'Zoë & Co') });
    expect(
      html.match(/<[a-z]+/g)?.filter((tag) => !['<html', '<head', '<meta', '<title', '<body', '<h', '<p'].includes(tag)),
    ).toEqual([]);
    expect(html).not.toContain(KEY);
  });

  test('has no page elsewhere, and says when a card cannot be made', async () => {
    expect((await read('/other', { title: 'x', author: 'y', text: '' })).status).toBe(404);
    await listening.close();
    const told = jest.spyOn(console, 'error').mockImplementation(() => {});
    expect(await read('/post', { title: 'x'.repeat(141), author: 'y', text: '' })).toEqual({
      status: 500,
      html: 'The page failed.\n',
    });
    expect(String(told.mock.calls[0]?.[0])).toContain('"title" must be a text of 1 to 140 characters');
    told.mockRestore();
  });
});
