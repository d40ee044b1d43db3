import { describe, expect, test } from '@jest/globals';
import { createCard } from '../../../card-schema/catalogue.ts';
import { type GallerySource, galleryCard } from '../../../tools/profile/gallery/card.ts';
import { LIVING_SCRIPTS, LIVING_SENTENCES, UNSEEN_LIVING_SENTENCES } from '../../../tools/profile/gallery/living-scripts.ts';
import { mixedText } from '../../../tools/profile/gallery/mixed-text.ts';
import { createRandom } from '../../../tools/profile/gallery/random.ts';
import { SENTENCES } from '../../../tools/profile/gallery/sentences.ts';
import { mixedTexts, sentenceTexts, templateCard } from '../../../tools/profile/gallery/template-card.ts';
import { UNSEEN_SENTENCES } from '../../soak/sentences.ts';

const source: GallerySource = { seed: 'test', languages: SENTENCES, images: ['/images/a.png', '/images/b.jpg'] };
const hundred = Array.from({ length: 100 }, (_, number) => number);

describe('The gallery', () => {
  test('makes the same card of the same seed and number, and another of any other', () => {
    expect(galleryCard(source, 7)).toEqual(galleryCard(source, 7));
    const pages = new Set(hundred.map((number) => galleryCard(source, number).html));
    expect(pages.size).toBe(100);
    expect(pages).not.toContain(galleryCard({ ...source, seed: 'other' }, 7).html);
  });

  test('puts pieces of every kind onto a hundred cards', () => {
    const kinds = new Set(hundred.flatMap((number) => galleryCard(source, number).pieces));
    expect(kinds.size).toBeGreaterThan(20);
  });

  test('writes scripts that can be parsed', () => {
    const scripts = hundred.flatMap((number) => galleryCard(source, number).scripts);
    expect(scripts.length).toBeGreaterThan(20);
    for (const body of scripts) expect(() => new Function(`return (async () => { ${body} })`)).not.toThrow();
  });

  test.each([
    ['sentences', sentenceTexts(SENTENCES)],
    ['mixed words', mixedTexts(LIVING_SCRIPTS.map(({ words }) => words))],
  ])('makes cards of the project’s own templates that are as they would be written, of %s', (_, texts) => {
    for (const number of hundred) {
      const { template, params } = templateCard('test', number, texts);
      expect(createCard(template, params as never)).toEqual({ template, params });
    }
  });

  test('has no sentence in common with the proof', () => {
    const known = new Set([...SENTENCES, ...LIVING_SENTENCES].flatMap(({ sentences }) => sentences));
    const unseen = [...UNSEEN_SENTENCES, ...UNSEEN_LIVING_SENTENCES];
    expect(unseen.flatMap(({ sentences }) => sentences).filter((sentence) => known.has(sentence))).toEqual([]);
  });
});

describe('A mixed text', () => {
  const words = LIVING_SCRIPTS.map((living) => living.words);
  const texts = Array.from({ length: 2000 }, (_, number) => mixedText(createRandom(`mixed ${number}`), words, 80));

  test('has words of every script, marks, emoji and symbols', () => {
    const all = texts.join('\n');
    for (const { script } of LIVING_SCRIPTS) expect(all).toMatch(new RegExp(`\\p{Script=${script}}`, 'u'));
    for (const kind of [
      /\p{Emoji}\u200d\p{Emoji}/u,
      /\p{Emoji_Modifier}/u,
      /\p{Sm}/u,
      /[\u2190-\u21ff]/u,
      /[\u2070-\u209f]/u,
      /[\u{1d400}-\u{1d7ff}]/u,
    ])
      expect(all).toMatch(kind);
    expect(texts.filter((text) => /[\p{L}\p{M}]\p{Script=Inherited}/u.test(text)).length).toBeGreaterThan(100);
  });

  test('is never empty nor longer than it may be, and the same for the same seed', () => {
    for (const text of texts) {
      expect([...text].length).toBeGreaterThan(0);
      expect([...text].length).toBeLessThanOrEqual(80);
    }
    expect(mixedText(createRandom('mixed 7'), words, 80)).toBe(texts[7]);
  });
});

describe('Chance', () => {
  test('keeps to its bounds and reaches both', () => {
    const random = createRandom('test');
    const numbers = Array.from({ length: 500 }, () => random.integer(-2, 3));
    expect([...new Set(numbers)].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2, 3]);
  });

  test('picks some of a list, each at most once', () => {
    const random = createRandom('test');
    for (let round = 0; round < 50; round++) expect(new Set(random.some([1, 2, 3, 4, 5], 3)).size).toBe(3);
    expect([...random.some([1, 2], 9)].sort()).toEqual([1, 2]);
  });
});
