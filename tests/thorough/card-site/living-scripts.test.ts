// @examples article event quote
// A sentence in every living script that Noto has a font for: drawn whole, by web fonts, within its place.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { createCard } from '../../../card-schema/catalogue.ts';
import { isFault } from '../../../card-site/studio/stress/measure.ts';
import { LIVING_SCRIPTS, type LivingScript } from '../../../tools/profile/gallery/living-scripts.ts';
import { sharedCardSite } from '../../browser/card-site/card-site-page.ts';
import { originsOfFonts } from '../../browser/card-site/fonts-of.ts';
import { draw } from '../../browser/card-site/on-the-stage.ts';
import { addMeasure, measured } from '../../browser/studio/stress-in-page.ts';

const site = sharedCardSite();
beforeAll(() => addMeasure(site.shared.page));

const first = (text: string, length: number) => Array.from(text).slice(0, length).join('').trim();
const cardsOf = ({ sentence, unseen, words }: LivingScript) => [
  createCard('article', { title: sentence, author: first(words.slice(0, 3).join(' '), 60) }),
  createCard('quote', { words: unseen.sentence, speaker: first(words.slice(3, 6).join(' '), 60) }),
  createCard('event', { title: first(sentence, 100), place: first(unseen.words.slice(0, 4).join(' '), 80), date: '2026-12-05' }),
];

test('they are at least 72, the twelve of before among them', () => {
  expect(LIVING_SCRIPTS.length).toBeGreaterThanOrEqual(72);
});

describe.each(LIVING_SCRIPTS)('$script', (living) => {
  test.each(cardsOf(living))('is drawn whole and stays in its place: $template', async (card) => {
    const drawn = await draw(site.shared.page, card);
    expect(drawn.missingGlyphs).toEqual([]);
    const faults = (await measured(site.shared.page, drawn)).filter(isFault);
    expect(faults.map(({ kind, text, detail }) => `${kind}: “${text}” ${detail}`)).toEqual([]);
    const fonts = await originsOfFonts(site.shared.page, '#stage .fit-text-words, #stage .fit-text-words *');
    // A font of the browser's own system would draw a box, or nothing.
    expect(fonts).toEqual({ site: expect.arrayContaining([expect.any(String)]), system: [] });
  });

  test('runs from its own side', async () => {
    const [card] = cardsOf(living);
    if (!card) throw new Error('no card');
    await draw(site.shared.page, card);
    expect(await site.shared.page.$eval('#stage .fit-text-words', (words) => getComputedStyle(words).direction)).toBe(
      living.direction,
    );
  });
});
