// @examples article event score
import { describe, expect, test } from '@jest/globals';
import { cardUrl, ogTags } from '../../card-schema/card-url.ts';
import { DEFAULT_CARD } from '../../card-schema/catalogue.ts';
import { article, mended, options } from './mended.ts';

describe('without a required field', () => {
  test.each<[string, unknown]>([
    ['nothing at all', undefined],
    ['null', null],
    ['a text', 'title'],
    ['no title', { author: 'Ada' }],
    ['no author', { title: 'T', author: null }],
    ['an empty title', { ...article, title: ' ' }],
    ['a title that shows nothing', { ...article, title: '\u200b\u3164' }],
    ['a title that is an object', { ...article, title: { rendered: 'T' } }],
  ])('the default card stands in, which is reported: %s', async (_, input) => {
    const { url, card, codes, alt } = await mended('article', input);
    expect(url).toBe('https://social.app.com/default.jpg');
    expect(card).toEqual(DEFAULT_CARD);
    expect(alt).toMatch(/\S/);
    expect(codes).toContainEqual(expect.stringMatching(/: field_missing$/));
    expect(codes.at(-1)).toBe('-: default_card');
  });

  test('a score out of range is not another score', async () => {
    expect((await mended('score', { home: 12_000, away: 1, round: 1 })).card).toEqual(DEFAULT_CARD);
    expect((await mended('score', { home: '12', away: 1, round: 1 })).url).toBe('https://social.app.com/12-1-1.jpg');
  });

  test('a dash is a title', async () => {
    expect((await mended('article', { title: '—', author: 'i' })).params['title']).toBe('—');
  });

  test('fields that do not exist are named', async () => {
    const { warnings } = await mended('article', { ...article, titel: 'x', ['__proto__']: 1 });
    expect(warnings).toEqual([
      {
        code: 'unknown_field',
        message: expect.stringContaining('"titel", "__proto__": no field of article, which has title, author'),
      },
    ]);
  });
});

describe('entities', () => {
  test('are decoded on request alone', async () => {
    const title = 'Tom &amp; Jerry&#8217;s caf&eacute;&hellip; &amp;amp;';
    expect((await mended('article', { ...article, title })).params['title']).toBe(title);
    const { params, codes } = await mended('article', { ...article, title, author: 'O&#039;Neill' }, { entities: true });
    expect(params).toMatchObject({ title: 'Tom & Jerry’s café… &amp;', author: "O'Neill" });
    expect(codes).toEqual([]);
  });

  test('are decoded before a text is cleaned and counted, in lists and addresses as well', async () => {
    const entities = true;
    const { params } = await mended(
      'article',
      { ...article, title: `${'&nbsp;&#9;&eacute;'.repeat(140)}`, cover: 'https://images.example.com/a.jpg?w=1&amp;h=2' },
      { entities },
    );
    expect([...String(params['title'])].length).toBeLessThanOrEqual(140);
    expect(params['cover']).toBe('https://images.example.com/a.jpg?w=1&h=2');
    const event = { title: 'T', place: 'P', date: '2026-05-14', speakers: ['A &amp; B'] };
    expect((await mended('event', event, { entities })).params['speakers']).toEqual(['A & B']);
    expect((await mended('event', event, { entities, strict: true })).params['speakers']).toEqual(['A & B']);
  });
});

describe('with strict', () => {
  test.each<[string, unknown]>([
    ['a long title', { ...article, title: 'x'.repeat(141) }],
    ['a control character', { ...article, title: 'a\0b' }],
    ['a title that shows nothing', { ...article, title: '\u200b' }],
    ['a number for a text', { ...article, title: 7 }],
    ['no author', { title: 'T' }],
    ['a field that does not exist', { ...article, titel: 'T' }],
    ['null', null],
  ])('what the schema refuses is an error: %s', async (_, input) => {
    const strict = { ...options, strict: true };
    await expect(cardUrl('article', input as never, strict)).rejects.toMatchObject({ name: 'CardError', code: 'invalid_params' });
    await expect(ogTags('article', input as never, strict)).rejects.toMatchObject({ name: 'CardError', code: 'invalid_params' });
  });
});

describe('the configuration', () => {
  test.each([
    ['a bad origin', 'article', { ...options, origin: 'social.app.com' }, 'bad_config'],
    ['no key', 'article', { origin: options.origin }, 'no_signing_key'],
    ['a bad key', 'article', { ...options, signingKey: 'short' }, 'bad_config'],
    ['no such template', 'nothing', options, 'unknown_template'],
    ['no such template, but a name that every object has', 'constructor', options, 'unknown_template'],
  ])('is not mended: %s', async (_, template, wrong, code) => {
    await expect(ogTags(template as 'article', article, wrong)).rejects.toMatchObject({ name: 'CardError', code });
  });
});
