import { describe, expect, test } from '@jest/globals';
import { createCard } from '../../../card-schema/catalogue.ts';
import { type GallerySource, galleryCard } from '../../../local/profile/gallery/card.ts';
import { createRandom } from '../../../local/profile/gallery/random.ts';
import { SENTENCES } from '../../../local/profile/gallery/sentences.ts';
import { templateCard } from '../../../local/profile/gallery/template-card.ts';
import { FONTLESS_SENTENCES, UNSEEN_SENTENCES } from '../../soak/sentences.ts';

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

  test('makes cards of the project’s own templates that are as they would be written', () => {
    for (const number of hundred) {
      const { template, params } = templateCard('test', number, SENTENCES);
      expect(createCard(template, params as never)).toEqual({ template, params });
    }
  });

  test('has no sentence in common with the proof', () => {
    const known = new Set(SENTENCES.flatMap(({ sentences }) => sentences));
    const unseen = [...UNSEEN_SENTENCES, ...FONTLESS_SENTENCES];
    expect(unseen.flatMap(({ sentences }) => sentences).filter((sentence) => known.has(sentence))).toEqual([]);
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
