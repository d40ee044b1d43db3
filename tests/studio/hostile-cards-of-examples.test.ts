// @examples article event score
import { describe, expect, test } from '@jest/globals';
import { TEMPLATE_NAMES, TEMPLATES } from '../../card-schema/catalogue.ts';
import { fieldInfo } from '../../card-schema/fields.ts';
import { type HostileCard, hostileCards, showsImages } from '../../card-site/studio/stress/hostile-cards.ts';
import { filled, HOSTILE_TEXTS } from '../../card-site/studio/stress/hostile-texts.ts';
import { type Outcome, verdictOn } from '../../card-site/studio/stress/verdict.ts';

const ARTICLES = new Map(hostileCards('article').map((hostile) => [hostile.name, hostile]));

const article = (name: string) => ARTICLES.get(name)?.card.params as Record<string, string | number>;

describe('what is hostile', () => {
  test('every text as long as its field allows, where the path has room', () => {
    expect([...String(article('longest')['title'])].length).toBeGreaterThan(130);
    expect([...String(article('longest')['author'])].length).toBeGreaterThan(55);
  });

  test('every text shortened alike, where it has not', () => {
    const { title, author } = article('emoji');
    // A text ends with a whole emoji, which takes up to eleven code points.
    const [ofTitle, ofAuthor] = [[...String(title)].length / 140, [...String(author)].length / 60];
    expect(Math.abs(ofTitle - ofAuthor)).toBeLessThanOrEqual(11 / 60);
    expect([...String(title)].length).toBeGreaterThan(50);
  });

  test.each(fieldInfo(TEMPLATES.article.fields.theme).options ?? [])('the theme %s', (theme) => {
    expect(article(`theme ${theme}`)['theme']).toBe(theme);
  });

  test('smallest and largest numbers, and days as wide as they are written', () => {
    expect([article('minutes 0')['minutes'], article('minutes 240')['minutes']]).toEqual([0, 240]);
    expect(hostileCards('event').map(({ name }) => name)).toContain('date 9999-12-31');
    expect(hostileCards('score').map(({ name }) => name)).toContain('round 99');
  });

  test('an image that is not there, without which the card must be drawn, and one that is huge', () => {
    expect(ARTICLES.get('missing image')?.lacksImages).toBe(true);
    expect(article('missing image')['cover']).toBe('https://images.edgecard.test/missing.jpg');
    expect(article('huge image')['cover']).toBe('https://images.edgecard.test/huge.jpg');
  });

  test('images of the demo host alone: nobody else is asked for what is not there', () => {
    const hosts = TEMPLATE_NAMES.flatMap(hostileCards).flatMap(({ card }) =>
      Object.values(card.params).flatMap((value) => (/^https:/.test(String(value)) ? [new URL(String(value)).host] : [])),
    );
    expect(hosts.length).toBeGreaterThan(10);
    expect(new Set(hosts)).toEqual(new Set(['images.edgecard.test']));
    expect([...ARTICLES.values()].filter(showsImages).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['missing image', 'huge image', 'longest, with images']),
    );
    expect(showsImages(ARTICLES.get('longest') as never)).toBe(false);
  });

  test('nothing but what must be given', () => {
    expect(article('nothing optional')).toMatchObject({ section: '', minutes: 0, cover: '', avatar: '' });
  });

  test('a text is filled up to a length in code points, and never cut within an emoji or off its marks', () => {
    for (const pattern of Object.values(HOSTILE_TEXTS)) {
      for (const length of [1, 7, 20, 280]) {
        const text = filled(pattern, length);
        expect(text.length).toBeGreaterThan(0);
        expect([...text].length).toBeLessThanOrEqual(length);
      }
    }
    expect(filled(HOSTILE_TEXTS.emoji, 9)).toBe('👩‍👩‍👧‍👦');
    expect(filled(HOSTILE_TEXTS.emoji, 8)).toBe('👩‍👩‍👧‍👦');
  });
});

describe('the verdict on a hostile card', () => {
  const [plain, missing, zalgo] = ['longest', 'missing image', 'zalgo'].map((name) => ARTICLES.get(name));
  const finding = (kind: 'clipped' | 'missing glyph' | 'missing image' | 'marks cut') =>
    ({ kind, text: 'x', detail: '', rect: { left: 0, top: 0, right: 1, bottom: 1 } }) as const;

  test.each<[string, HostileCard | undefined, Outcome, boolean]>([
    ['drawn without a fault', plain, { findings: [] }, true],
    ['drawn with a note', plain, { findings: [finding('marks cut')] }, true],
    ['drawn with a fault', plain, { findings: [finding('clipped')] }, false],
    ['lacking a glyph', plain, { findings: [finding('missing glyph')] }, false],
    ['zalgo lacking a glyph', zalgo, { findings: [finding('missing glyph')] }, true],
    ['refused', plain, { refused: { reason: 'text does not fit', detail: 'Ada' } }, false],
    [
      'zalgo refused for its letters',
      zalgo,
      { refused: { reason: 'text lost', detail: 'no font has the letters of "title"' } },
      true,
    ],
    ['zalgo refused for something else', zalgo, { refused: { reason: 'font failed', detail: 'Inter' } }, false],
    ['refused for its letters', plain, { refused: { reason: 'text lost', detail: 'no font has the letters of "title"' } }, false],
    ['drawn without an image that is there', plain, { findings: [finding('missing image')] }, false],
    ['drawn without the image that is not there', missing, { findings: [finding('missing image')] }, true],
    [
      'refused for the image that is not there',
      missing,
      { refused: { reason: 'image failed', detail: 'https://a.test/missing.jpg' } },
      false,
    ],
  ])('%s', (_, hostile, outcome, fine) => {
    expect(hostile && verdictOn(hostile, outcome).fine).toBe(fine);
  });
});
