// @examples article
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { type Article, createSite } from '../../examples/node-server/server.ts';
import { type Listening, listen } from '../../local/http/listen.ts';
import { altOf, crawled, KEY, ODD_TEXTS, PICTURES } from './crawled.ts';
import { hostilePages } from './hostile-pages.ts';

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

  test('has no page elsewhere', async () => {
    expect((await read('/other', { title: 'x', author: 'y', text: '' })).status).toBe(404);
  });

  test('cuts a headline of 153 characters and 69 of authors, and says so in its log', async () => {
    const warned = jest.spyOn(console, 'warn').mockImplementation(() => {});
    const title = `${'Harbour pilots know what patience is '.repeat(4)}today`;
    const author = 'Ada Okafor, Jonas Brandt, Priya Raman, Marit Solheim, Bartholomew Lim';
    expect([title.length, author.length]).toEqual([153, 69]);
    const { status, html } = await read('/post', { title, author, text: '' });
    const page = await crawled(html);
    expect([status, page.title, page.card.params]).toMatchObject([
      200,
      title,
      {
        title: `${'Harbour pilots know what patience is '.repeat(3)}Harbour pilots know what…`,
        author: 'Ada Okafor, Jonas Brandt, Priya Raman, Marit Solheim…',
      },
    ]);
    expect(warned.mock.calls.flat()).toEqual([
      expect.stringContaining('https://app.com/post: "title" has more than 140 characters'),
      expect.stringContaining('https://app.com/post: "author" has more than 60 characters'),
    ]);
    warned.mockRestore();
  });

  test('answers 200 with usable tags whatever the data of its 240 pages', async () => {
    const warned = jest.spyOn(console, 'warn').mockImplementation(() => {});
    const pages = hostilePages(['title', 'author', 'text']);
    const articles = new Map(pages.map((page, at) => [`/${at}`, page as unknown as Article]));
    listening = await listen(
      createSite({ origin: 'https://app.com', articles, cards: { origin: PICTURES, signingKey: KEY } }),
      0,
    );
    let ownCards = 0;
    for (const path of articles.keys()) {
      const response = await fetch(`${listening.origin}${path}`);
      expect([path, response.status]).toEqual([path, 200]);
      const { title, url, image, twitter, card } = await crawled(await response.text());
      expect([title, url]).toEqual([expect.stringMatching(/\S/), `https://app.com${path}`]);
      expect(image).toMatchObject({ type: 'image/jpeg', width: '1200', height: '630', alt: expect.stringMatching(/\S/) });
      expect(twitter).toMatchObject([{ url: image?.url }]);
      if (card.template === 'article') ownCards += 1;
    }
    expect(ownCards).toBeGreaterThan(100);
    expect(warned).toHaveBeenCalled();
    warned.mockRestore();
  });

  test('says when it is set up wrongly', async () => {
    const reported = jest.spyOn(console, 'error').mockImplementation(() => {});
    const articles = new Map([['/post', { title: 'x', author: 'y', text: '' }]]);
    listening = await listen(createSite({ origin: 'https://app.com', articles, cards: { origin: PICTURES } }), 0);
    const response = await fetch(`${listening.origin}/post`);
    expect([response.status, await response.text()]).toEqual([500, 'The page failed.\n']);
    expect(reported.mock.calls[0]?.[0]).toMatchObject({ code: 'no_signing_key' });
    reported.mockRestore();
  });
});
