// @examples article score
import { describe, expect, test } from '@jest/globals';
import { parseCardPath } from '../../card-schema/card-path.ts';
import { cardUrl, ogTags } from '../../card-schema/card-url.ts';
import { DESIGN_VERSIONS } from '../support/design-versions.ts';

const options = { origin: 'https://social.app.com', signingKey: 'a key for tests only' };
const article = { title: 'Small teams, large ships', author: 'Ada Okafor' };

describe('cardUrl', () => {
  test('gives the address of a closed card without any key', async () => {
    expect(await cardUrl('score', { home: 12, away: 34, round: 10 }, { origin: options.origin })).toBe(
      'https://social.app.com/12-34-10.jpg',
    );
  });

  test('puts the design version into the path, so that the address changes when the pixels would', async () => {
    const url = await cardUrl('article', article, { ...options, designVersions: DESIGN_VERSIONS });
    expect(parseCardPath(new URL(url).pathname).designVersion).toBe(DESIGN_VERSIONS.article);
  });

  test.each([null, undefined])('takes the design versions %p for those of the build', async (none) => {
    const designVersions = none as undefined; // of a page in JavaScript
    expect(await cardUrl('article', article, { ...options, designVersions })).toBe(await cardUrl('article', article, options));
    expect(await cardUrl('score', { home: 1, away: 2, round: 3 }, { ...options, designVersions, strict: true })).toMatch(
      /\/1-2-3\.jpg$/,
    );
  });

  test('signs an open card', async () => {
    expect(await cardUrl('article', article, options)).toMatch(/^https:\/\/social\.app\.com\/article\/[\w-]+\.[\w-]{22}\.jpg$/);
  });

  test.each(['social.app.com', 'https://social.app.com/cards', 'https://social.app.com/?x', 'ftp://social.app.com', ''])(
    'refuses the origin %p',
    async (origin) => {
      await expect(cardUrl('score', { home: 1, away: 2, round: 3 }, { origin })).rejects.toMatchObject({
        code: 'bad_config',
        message: `"origin" must be an origin such as https://social.app.com; got ${JSON.stringify(origin)}.`,
      });
    },
  );
});

describe('ogTags', () => {
  test('names the picture, its size, its type and its words, the twitter tags first and with the same address', async () => {
    const tags = (await ogTags('score', { home: 12, away: 34, round: 10 }, options)).split('\n');
    const url = 'https://social.app.com/12-34-10.jpg';
    expect(tags).toEqual([
      '<meta name="twitter:card" content="summary_large_image">',
      `<meta name="twitter:image" content="${url}">`,
      '<meta name="twitter:image:alt" content="Home 12, Away 34, Round 10">',
      `<meta property="og:image" content="${url}">`,
      `<meta property="og:image:secure_url" content="${url}">`,
      '<meta property="og:image:type" content="image/jpeg">',
      '<meta property="og:image:width" content="1200">',
      '<meta property="og:image:height" content="630">',
      '<meta property="og:image:alt" content="Home 12, Away 34, Round 10">',
    ]);
  });

  test.each([
    '"><script>alert(1)</script>',
    "' onload='x",
    '`x`',
    '&quot;><img src=x onerror=alert(1)>',
    '</title><svg/onload=1>',
  ])('keeps the hostile title %p a title', async (title) => {
    const tags = await ogTags('article', { ...article, title }, options);
    for (const tag of tags.split('\n')) expect(tag).toMatch(/^<meta (name|property)="[a-z:_]+" content="[^"<>'`]*">$/);
    const alt = /og:image:alt" content="([^"]*)"/.exec(tags)?.[1] ?? '';
    expect(alt.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code))).toBe(`${title}, by Ada Okafor`);
  });

  test('leaves secure_url out where the address is not https, as on your own machine', async () => {
    const tags = await ogTags('score', { home: 1, away: 2, round: 3 }, { origin: 'http://127.0.0.1:8080' });
    expect(tags).not.toContain('secure_url');
    expect(tags.split('\n')).toHaveLength(8);
  });
});
