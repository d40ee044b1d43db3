// @examples article event
import { describe, expect, test } from '@jest/globals';
import { cardUrl } from '../../card-schema/card-url.ts';
import { TEMPLATES } from '../../card-schema/catalogue.ts';
import { fieldInfo } from '../../card-schema/fields.ts';
import { article, mended, options } from './mended.ts';

describe('a text', () => {
  test.each([
    ['a line separator', 'Before\u2028after', 'Before after'],
    ['all kinds of line breaks', 'a\tb\nc\vd\fe\rf\r\ng\u0085h\u2028i\u2029j', 'a b c d e f g h i j'],
    ['runs of blanks', '  a \n  b\t\tc ', 'a b c'],
    ['controls', 'a\0b\u001bc\u007fd\u009fe', 'abcde'],
    ['lone surrogates', '\ud800a\udc00 👩', 'a 👩'],
    ['overrides of the direction', '\u202ea\u202cb\u202a', 'ab'],
    ['noncharacters and byte order marks', '\ufeffa\ufeffb\ufffe\ufdd0\u{1ffff}', 'ab'],
    ['letters in parts', 'Cafe\u0301', 'Café'],
    ['parts with a control between them', 'Cafe\0\u0301', 'Café'],
    ['a number', 1984, '1984'],
    ['an address', new URL('https://app.com/a'), 'https://app.com/a'],
    ['a day', new Date('2026-05-14'), '2026-05-14'],
    ['a list', ['Ada', 'Jonas'], 'Ada, Jonas'],
    [
      'what stays: joiners, isolates, soft hyphens, no-break spaces',
      'می\u200cشود \u2066a\u2069 a\u00adb a\u00a0b',
      'می\u200cشود \u2066a\u2069 a\u00adb a\u00a0b',
    ],
  ])('is cleaned of %s', async (_, title, clean) => {
    const { params, codes } = await mended('article', { ...article, title });
    expect(params['title']).toBe(clean);
    expect(codes).not.toContain('-: default_card');
  });

  test('is reported when something is taken out or cut, and not for what any text may have', async () => {
    expect((await mended('article', { ...article, title: 'a\u2028b' })).codes).toEqual(['title: text_cleaned']);
    expect((await mended('article', { ...article, title: 'a\u0000b' })).codes).toEqual(['title: text_cleaned']);
    expect((await mended('article', { ...article, title: 7 })).codes).toEqual(['title: value_changed']);
    expect((await mended('article', { ...article, title: ' Cafe\u0301\n1 ', section: undefined, minutes: null })).codes).toEqual(
      [],
    );
    const { warnings } = await mended('article', { ...article, title: 'word '.repeat(40) });
    expect(warnings).toEqual([
      {
        code: 'text_cut',
        field: 'title',
        message: '"title" has more than 140 characters and is cut: it ends in "word word word word…".',
      },
    ]);
  });

  test('of 153 characters, and 69 characters of authors, are cut at a word', async () => {
    const title = `${'Harbour pilots know what patience is '.repeat(4)}today`;
    const author = 'Ada Okafor, Jonas Brandt, Priya Raman, Marit Solheim, Bartholomew Li';
    expect([title.length, author.length]).toEqual([153, 68]);
    const { params } = await mended('article', { title, author });
    expect(params).toMatchObject({
      title: `${'Harbour pilots know what patience is '.repeat(3)}Harbour pilots know what…`,
      author: 'Ada Okafor, Jonas Brandt, Priya Raman, Marit Solheim…',
    });
  });
});

describe('a value of another kind', () => {
  test.each<[unknown, unknown, readonly string[]]>([
    [5, 5, []],
    ['5', 5, ['minutes: value_changed']],
    [' ５ ', 5, ['minutes: value_changed']],
    [5.7, 6, ['minutes: value_changed']],
    [12n, 12, ['minutes: value_changed']],
    [Object(7), 7, ['minutes: value_changed']],
    [-1, 0, ['minutes: value_dropped']],
    [241, 0, ['minutes: value_dropped']],
    [Number.NaN, 0, ['minutes: value_dropped']],
    [Number.POSITIVE_INFINITY, 0, ['minutes: value_dropped']],
    ['5 minutes', 0, ['minutes: value_dropped']],
    [true, 0, ['minutes: value_dropped']],
    [[5], 0, ['minutes: value_dropped']],
    ['', 0, []],
    [null, 0, []],
  ])('where a whole number is wanted: %p becomes %p', async (minutes, number, codes) => {
    const result = await mended('article', { ...article, minutes });
    expect([result.params['minutes'], result.codes]).toEqual([number, codes]);
  });

  test.each([
    [' Dark ', 'dark'],
    ['blue', 'light'],
    ['toString', 'light'],
    [0, 'light'],
  ])('where a choice is wanted: %p becomes %p, which is reported', async (theme, choice) => {
    const { params, codes } = await mended('article', { ...article, theme });
    expect(params['theme']).toBe(choice);
    expect(codes).toEqual([choice === 'dark' ? 'theme: value_changed' : 'theme: value_dropped']);
  });

  test.each([
    ['2026-05-14', '2026-05-14'],
    ['2026-5-4', '2026-05-04'],
    ['2026-05-14T23:30:00+02:00', '2026-05-14'],
    [new Date('2026-05-14T00:00:00Z'), '2026-05-14'],
    [new Date('2026-05-14T19:00:00Z'), '2026-05-14'],
  ])('where a day is wanted: %p becomes %p', async (date, day) => {
    expect((await mended('event', { title: 'T', place: 'P', date })).params['date']).toBe(day);
  });

  test.each(['http://x.example/a.jpg', 'data:image/png;base64,AAAA', 'javascript:alert(1)', '/a.jpg', 7, { src: 'x' }])(
    'where an image is wanted: %p is left out, which is reported',
    async (cover) => {
      const { params, codes, card } = await mended('article', { ...article, cover });
      expect([card.template, params['cover'], codes]).toEqual(['article', '', ['cover: value_dropped']]);
    },
  );

  test('where texts are wanted: one text is a list of one, what is not a text is left out, too many are cut', async () => {
    const { max: maxItems = 0, each = 0, maxTotal } = fieldInfo(TEMPLATES.event.fields.speakers);
    const speakersOf = async (speakers: unknown) => {
      const { params, codes } = await mended('event', { title: 'T', place: 'P', date: '2026-05-14', speakers });
      return [params['speakers'], codes];
    };
    expect(await speakersOf('Ada')).toEqual([['Ada'], ['speakers: value_changed']]);
    expect(await speakersOf(['Ada', null, '', ' ', 'Bo'])).toEqual([['Ada', 'Bo'], []]);
    expect(await speakersOf(['Ada', { name: 'Bo' }, '\u200b'])).toEqual([
      ['Ada'],
      ['speakers: value_dropped', 'speakers: value_dropped'],
    ]);
    expect(await speakersOf(['Ada', new Date(Number.NaN)])).toEqual([['Ada'], ['speakers: value_dropped']]);
    expect(await speakersOf(Array(maxItems + 1).fill('Ada'))).toEqual([Array(maxItems).fill('Ada'), ['speakers: list_cut']]);
    const long = Array(maxItems).fill('A'.repeat(each));
    const fitting = Math.floor((maxTotal ?? maxItems * each) / each);
    expect(await speakersOf(long)).toEqual([long.slice(0, fitting), ['speakers: list_cut']]);
    const overlong = await speakersOf(Array(500).fill('A'.repeat(each + 1)));
    expect(overlong[1]).toEqual([...Array(fitting).fill('speakers: text_cut'), 'speakers: list_cut']);
    expect(await speakersOf(['x'.repeat(each + 1)])).toEqual([[`${'x'.repeat(each - 1)}…`], ['speakers: text_cut']]);
  });
});

test('an optional field that contradicts the others is left out, and the card is still that of the page', async () => {
  const event = { title: 'Open day', place: 'Bergen', date: '2026-05-14', time: '10:00', endDate: '2026-05-13' };
  const { params, warnings, codes } = await mended('event', event);
  expect(params).toMatchObject({ title: 'Open day', date: '2026-05-14', time: '10:00', endDate: '' });
  expect(codes).toEqual(['endDate: value_dropped']);
  expect(warnings[0]?.message).toContain('"endDate" must not be before "date"; got 2026-05-13 and 2026-05-14.');
  await expect(mended('event', event, { strict: true })).rejects.toMatchObject({ code: 'invalid_params' });
});

test('a callback that throws or rejects, or none, breaks nothing', async () => {
  const input = { ...article, title: 'a\0b' };
  const expected = await cardUrl('article', input, options);
  const refuse = () => {
    throw new Error('The log is full.');
  };
  expect(await cardUrl('article', input, { ...options, onWarning: refuse })).toBe(expected);
  expect(await cardUrl('article', input, { ...options, onWarning: async () => refuse() })).toBe(expected);
});
