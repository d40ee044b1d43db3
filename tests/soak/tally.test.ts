// @examples article event
import { describe, expect, test } from '@jest/globals';
import { createCard } from '../../card-schema/catalogue.ts';
import type { MadePicture } from '../../edge/core/make-picture.ts';
import { createTally, formatCounts } from './tally.ts';
import { createIsDrawn, undrawableIn } from './undrawable.ts';

const picture = (change: Partial<MadePicture> = {}): MadePicture => ({
  jpeg: new Uint8Array(1000),
  quality: 85,
  missingGlyphs: [],
  missingImages: [],
  photos: [],
  stored: { created: true },
  ...change,
});

describe('The tally of random cards', () => {
  test('has nothing against cards that are whole and kept, and cards that lack a character and are not', () => {
    const tally = createTally();
    tally.made('own 1', picture(), []);
    tally.made('own 2', picture({ missingGlyphs: ['\u{16d40}'], stored: undefined }), ['\u{16d40}']);
    tally.drew();
    expect(tally.problems()).toEqual([]);
    expect(tally.counts()).toMatchObject({ cards: 2, drawn: 2, incomplete: 1, stored: 1, galleryCards: 1, galleryDrawn: 1 });
  });

  test.each([
    ['the page says so', picture({ missingGlyphs: ['\ue000'] }), []],
    ['only the fonts’ tables do', picture(), ['\ue000']],
  ])('names a card that was kept without a character, where %s', (_, kept, undrawable) => {
    const tally = createTally();
    tally.made('own 3', kept, undrawable);
    expect(tally.problems()).toEqual(['own 3: kept without \ue000 (U+E000)']);
    expect(tally.counts().storedWithLoss).toBe(1);
  });

  test('names a picture over 300 KB, a pack miss and a card that was not drawn', () => {
    const tally = createTally();
    tally.made('own 4', picture({ jpeg: new Uint8Array(300_001) }), []);
    tally.made('own 5', picture({ jpeg: new Uint8Array(300_000) }), []);
    tally.missed('gallery 1');
    tally.lost('own 6: hung');
    expect(tally.problems()).toEqual(['own 6: hung: not drawn', 'own 4: 300001 bytes', 'gallery 1: code was missing']);
    expect(formatCounts(tally.counts())).toContain('1 over 300 KB (the largest 300001 bytes)');
  });

  test('minds refusals where they are more than one in a hundred', () => {
    const tally = createTally();
    for (let card = 0; card < 99; card++) tally.made(`own ${card}`, picture(), []);
    tally.refused('own 99: text does not fit');
    expect(tally.problems()).toEqual([]);
    tally.refused('gallery 1: text does not fit');
    expect(tally.problems()).toEqual([expect.stringContaining('More than 1 %')]);
    expect(tally.counts()).toMatchObject({ cards: 100, galleryCards: 1, refused: 2 });
  });
});

describe('What no font has', () => {
  const isDrawn = createIsDrawn((characters) => /^[a-z2]$/.test(characters));

  test('is judged by fonts first, then by compatible form', () => {
    expect(['a', '₂', 'ﬁ', '漢'].map(isDrawn)).toEqual([true, true, true, false]);
  });

  test('is looked for in all texts of a card, and not in its other fields', () => {
    const card = createCard('event', { title: 'a\u200bb漢', place: '漢字', date: '2026-05-14', speakers: ['ж', 'a'] });
    expect(undrawableIn(card, isDrawn)).toEqual(['漢', '字', 'ж']);
  });
});
