// @examples article score
import { describe, expect, test } from '@jest/globals';
import { verifyCardPath } from '../../../card-schema/card-path.ts';
import { TEMPLATES } from '../../../card-schema/catalogue.ts';
import { DEVELOPMENT_KEYS } from '../../../edge/core/config.ts';
import { readDesignVersions } from '../../../local/stack/sandbox.ts';
import { decode, shareOfDifferentPixels } from '../../support/pictures.ts';
import { card, post, refusal, shareStudioApi, stack } from './studio-api.ts';

shareStudioApi();

const longAddress = `https://images.edgecard.test/${'x'.repeat(170)}`;
const longCard = { template: 'article', params: { ...card('🚀'.repeat(140)).params, cover: longAddress, avatar: longAddress } };

describe('POST /api/card', () => {
  test('signs the address, and gives words and tags to go with it', async () => {
    const title = 'Ships & "boats" <script>';
    const response = await post('/api/card', card(title));
    const shown = (await response.json()) as Record<string, string>;
    const { article } = await readDesignVersions();
    expect(shown).toMatchObject({
      url: `${stack.cdn}${shown['path']}`,
      alt: TEMPLATES.article.alt({ ...card(title).params } as never),
    });
    expect(shown['path']).toMatch(`/~${article}/article/`);
    expect(shown['key']).toBe(`${article}/article/${/article\/([\w-]+)\./.exec(shown['path'] ?? '')?.[1]}.jpg`);
    expect(await verifyCardPath(shown['path'] ?? '', [DEVELOPMENT_KEYS.signing])).toMatchObject({ params: { title } });
    expect(shown['tags']).toContain(`<meta property="og:image" content="${shown['url']}">`);
    expect(shown['tags']).not.toContain('<script>');
  });

  test('gives the longest card its address, and the key that the edge reads', async () => {
    const shown = (await (await post('/api/card', longCard)).json()) as Record<string, string>;
    expect(shown['key']).toMatch(/^[0-9a-f]{12}\/article\/h-[0-9a-f]{64}\.jpg$/);
    expect(await verifyCardPath(shown['path'] ?? '', [DEVELOPMENT_KEYS.signing])).toMatchObject(longCard);
  });

  test('needs no signature for a closed template', async () => {
    const shown = (await (
      await post('/api/card', { template: 'score', params: { home: 1, away: 2, round: 3 } })
    ).json()) as object;
    expect(shown).toMatchObject({ path: `/~${(await readDesignVersions()).score}/1-2-3.jpg` });
  });

  test.each([
    [
      'no such template',
      { template: 'nope', params: {} },
      400,
      'unknown_template',
      'No template is called "nope"; there are score',
    ],
    ['a template by a prototype’s name', { template: 'constructor', params: {} }, 400, 'unknown_template', 'constructor'],
    ['wrong params', { template: 'score', params: { home: 100, away: 2 } }, 400, 'invalid_params', '"round" is missing'],
    ['params that are not an object', { template: 'score', params: 7 }, 400, 'invalid_params', 'Params must be an object.'],
    ['no params', { template: 'score' }, 400, 'invalid_params', 'Params must be an object.'],
    [
      'something else next to them',
      { ...card('T'), color: 1 },
      400,
      'bad_body',
      'an object of template, params; there is "color"',
    ],
    ['another route’s switch', { ...card('T'), again: true }, 400, 'bad_body', 'there is "again"'],
    ['no template', { params: {} }, 400, 'bad_body', '"template" must be a text'],
    ['a list', [], 400, 'bad_body', 'must be an object'],
    ['null', null, 400, 'bad_body', 'must be an object'],
    ['no JSON', '{', 400, 'not_json', 'not JSON'],
    ['an empty body', '', 400, 'not_json', 'not JSON'],
    ['too long a body', { ...card('T'), params: { title: 'x'.repeat(70_000) } }, 413, 'too_large', 'at most 65536 bytes'],
  ])('refuses a body with %s', async (_, body, status, code, message) => {
    const refused = await refusal(await post('/api/card', body));
    expect(refused).toMatchObject({ status, error: { code, message: expect.stringContaining(message) } });
  });

  test('refuses other types, which a form of another site could send unasked', async () => {
    const text = await refusal(await post('/api/card', card('T'), { 'content-type': 'text/plain' }));
    expect(text).toMatchObject({ status: 415, error: { code: 'not_json' } });
  });
});

describe('POST /api/picture', () => {
  test('gives the picture that CloudFront gives, with how it came to be', async () => {
    const first = await post('/api/picture', card('From the pipeline'));
    const jpeg = Buffer.from(await first.arrayBuffer());
    expect(first.status).toBe(200);
    expect(Object.fromEntries(first.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'x-card-status': 'drawn',
      'x-picture-quality': '85',
      'server-timing': expect.stringContaining('draw;dur='),
      etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
    });
    const url = first.headers.get('x-picture-url') ?? '';
    expect(Buffer.from(await (await fetch(url)).arrayBuffer()).equals(jpeg)).toBe(true);
  });

  test('draws a picture again when asked to, and else takes it from the cache', async () => {
    const drawn = () => stack.output().split('outcome=card_drawn').length;
    const ask = async (again?: boolean) => {
      const response = await post('/api/picture', { ...card('Once more'), ...(again === undefined ? {} : { again }) });
      await response.arrayBuffer();
      return response.headers.get('x-cache');
    };
    expect(await ask()).toMatch(/^Miss/);
    const before = drawn();
    expect(await ask()).toMatch(/^Hit/);
    expect(await ask(false)).toMatch(/^Hit/);
    expect(drawn()).toBe(before);
    expect(await ask(true)).toMatch(/^Miss/);
    expect(drawn()).toBe(before + 1);
  });

  test('passes on the warning of a text that no font can draw', async () => {
    const response = await post('/api/picture', card('Private \u{e000}'));
    expect(response.headers.get('x-card-warning')).toContain('U+E000');
    await response.arrayBuffer();
  });

  test('gives the card without an image that is not there, which looks as the live card does, and says so', async () => {
    const params = { ...card('No such image').params, cover: 'https://images.edgecard.test/nothing.jpg' };
    const response = await post('/api/picture', { template: 'article', params });
    expect([response.status, response.headers.get('x-card-status')]).toEqual([200, 'incomplete']);
    expect(response.headers.get('x-card-warning')).toMatch(/^no image: images\.edgecard\.test /);
    await response.arrayBuffer();
    const compared = await post('/api/comparison', { template: 'article', params });
    const { share } = (await compared.json()) as { share: number };
    expect(share).toBeLessThan(0.001); // JPEG is not PNG
  });

  test('gives the fallback picture of a card that cannot be drawn, and says so', async () => {
    const params = card('\u{17000}').params; // Tangut, for which no font is there
    const response = await post('/api/picture', { template: 'article', params });
    expect([response.status, response.headers.get('x-card-status')]).toEqual([200, 'fallback']);
    await response.arrayBuffer();
    const compared = await refusal(await post('/api/comparison', { template: 'article', params }));
    expect(compared).toMatchObject({ error: { code: expect.stringMatching(/^(no_picture|live_card_refused)$/) } });
  });

  test('refuses an unknown switch', async () => {
    const refused = await refusal(await post('/api/picture', { ...card('T'), again: 'yes' }));
    expect(refused).toMatchObject({
      status: 400,
      error: { code: 'bad_body', message: expect.stringContaining('"again" must be true') },
    });
  });
});

describe('POST /api/comparison', () => {
  test.each([
    ['a text', card('The same on both sides')],
    ['an image', { template: 'article', params: TEMPLATES.article.examples['photo'] }],
  ])('finds the live card with %s and its picture alike', async (_, body) => {
    const response = await post('/api/comparison', body);
    const { share, pixels, live, difference } = (await response.json()) as {
      readonly share: number;
      readonly pixels: number;
      readonly live: string;
      readonly difference: string;
    };
    expect(response.status).toBe(200);
    expect(share).toBeLessThan(0.005);
    expect(pixels / (1200 * 630)).toBeCloseTo(share, 10);
    const bytesOf = (address: string) => Buffer.from(address.replace(/^data:image\/png;base64,/, ''), 'base64');
    const picture = await post('/api/picture', body);
    const jpeg = await decode(Buffer.from(await picture.arrayBuffer()));
    expect(shareOfDifferentPixels(jpeg, await decode(bytesOf(live)))).toBe(share);
    const red = await decode(bytesOf(difference));
    expect([red.width, red.height]).toEqual([1200, 630]);
  });

  test('compares several cards that are asked for at once, each with its own', async () => {
    const shares = ['One', 'Two', 'Three'].map(async (title) => {
      const response = await post('/api/comparison', card(`${title} of three`));
      return ((await response.json()) as { share: number }).share;
    });
    for (const share of await Promise.all(shares)) expect(share).toBeLessThan(0.005);
  });
});
