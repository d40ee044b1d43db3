// @examples quote
// The table of drawn characters in docs/5-fonts-and-languages.md is made by a look-up in tables. Here the page is asked for the same.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { createCard } from '../../../../card-schema/catalogue.ts';
import { graphicCharacters } from '../../../../card-site/fonts/graphic-characters.ts';
import { CHARACTER_GROUPS } from '../../../../tools/docs/character-groups.ts';
import type { DrawnShare } from '../../../../tools/docs/drawn-characters.ts';
import { createRandom } from '../../../../tools/profile/gallery/random.ts';
import { sharedCardSite } from '../../../browser/card-site/card-site-page.ts';
import { draw } from '../../../browser/card-site/on-the-stage.ts';
import { measuredCharacters } from './measured-characters.ts';

const SAMPLES = 24;
/** Letters enough that no text loses half of them, which the page would refuse. */
const WORDS = 'Of all that people write these characters are rare';

const site = sharedCardSite();
let measured: readonly DrawnShare[];
beforeAll(async () => {
  measured = await measuredCharacters();
}, 90_000);

async function missingOf(characters: readonly string[], base: string): Promise<readonly string[]> {
  const text = characters.map((character) => base + character).join(' ');
  const card = createCard('quote', { words: WORDS, speaker: 'Ida Holm', role: text });
  return (await draw(site.shared.page, card)).missingGlyphs;
}

describe.each(CHARACTER_GROUPS)('$name', (group) => {
  const random = createRandom(group.name);
  const { bases = [''] } = group;

  async function missingOnAll(characters: readonly string[]): Promise<readonly string[]> {
    let left = characters;
    for (const base of bases) {
      const missing = new Set(await missingOf(left, base));
      left = left.filter((character) => missing.has(character.normalize('NFC')));
    }
    return left;
  }

  test('the page draws what the table counts as drawn', async () => {
    const { missing = [] } = measured.find(({ name }) => name === group.name) ?? {};
    const lost = new Set(missing);
    const drawn = graphicCharacters(group).filter((character) => !lost.has(character));
    expect(await missingOnAll(random.some(drawn, SAMPLES))).toEqual([]);
  });

  test('the page names what the table counts as missing', async () => {
    const { missing = [] } = measured.find(({ name }) => name === group.name) ?? {};
    const some = random.some(missing, SAMPLES);
    expect(await missingOnAll(some)).toEqual(some);
  });
});
