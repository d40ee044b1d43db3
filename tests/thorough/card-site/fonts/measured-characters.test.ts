import { beforeAll, describe, expect, test } from '@jest/globals';
import { graphicCharacters } from '../../../../card-site/fonts/graphic-characters.ts';
import { CHARACTER_GROUPS } from '../../../../tools/docs/character-groups.ts';
import { charactersTable, readDrawnCharacters } from '../../../../tools/docs/characters-table.ts';
import type { DrawnShare } from '../../../../tools/docs/drawn-characters.ts';
import { measuredCharacters } from './measured-characters.ts';

let measured: readonly DrawnShare[];

beforeAll(async () => {
  measured = await measuredCharacters();
}, 60_000);

describe('Drawn characters', () => {
  test('are measured from the fonts as they are: if not, run npm run docs', () => {
    expect(readDrawnCharacters()).toEqual(measured.map(({ missing: _, ...row }) => row));
  });

  test('add up: each graphic character is drawn by a font, by its form or missing', () => {
    for (const { characters, byFont, byForm, missing } of measured) expect(byFont + byForm + missing.length).toBe(characters);
    expect(measured.map(({ name }) => name)).toEqual(CHARACTER_GROUPS.map(({ name }) => name));
  });

  test('are nearly all of each group but rare Han, besides those that no open font has', () => {
    const few = CHARACTER_GROUPS.map(({ minShare, noFont }, at) => {
      const { name = '', characters = 1, missing = [] } = measured[at] ?? {};
      const excused = new Set(noFont ? graphicCharacters({ ranges: noFont }) : []);
      const lost = missing.filter((character) => !excused.has(character));
      return { name, lost: lost.length, fine: (characters - excused.size) * (1 - minShare) >= lost.length };
    });
    expect(few.filter(({ fine }) => !fine)).toEqual([]);
  });

  test('are not excused where a font has them after all', () => {
    for (const [at, { noFont }] of CHARACTER_GROUPS.entries()) {
      const missing = new Set(measured[at]?.missing);
      const drawn = (noFont ? graphicCharacters({ ranges: noFont }) : []).filter((character) => !missing.has(character));
      expect(drawn).toEqual([]);
    }
  });

  test('are rounded down in the table', () => {
    const row = measured.find(({ characters, byFont, byForm }) => byFont + byForm < characters);
    const share = (100 * ((row?.byFont ?? 0) + (row?.byForm ?? 0))) / (row?.characters ?? 1);
    const shown = charactersTable()
      .split('\n')
      .find((line) => line.startsWith(`| ${row?.name} |`));
    const drawn = Number(/([\d.]+) % \| \d* ?\|$/.exec(shown ?? '')?.[1]);
    expect(drawn).toBeLessThanOrEqual(share);
    expect(drawn).toBeGreaterThan(share - 0.1);
  });
});

describe('Groups of characters', () => {
  test('have no character twice', () => {
    const all = CHARACTER_GROUPS.flatMap((group) => graphicCharacters(group));
    expect(new Set(all).size).toBe(all.length);
  });

  test.each([
    ['controls, formats and blanks', '\u0007\u200b\u00ad\u2028 '],
    ['what is ignored by default', '\u3164\u115f\u034f\ufe0f'],
    ['what is private or not assigned', '\ue000\u0378'],
  ])('leave out %s', (_, characters) => {
    for (const character of characters) {
      const ranges = `U+${character.codePointAt(0)?.toString(16)}`;
      expect(graphicCharacters({ ranges })).toEqual([]);
    }
  });

  test.each(['A', '₂', '⅓', '⌥', '➜', '∮', '𝗵', '䶮', '漢', 'か', '한', '🚢', '\u0301', '€', '┼', '☃'])(
    'have %s',
    (character) => {
      expect(CHARACTER_GROUPS.some((group) => graphicCharacters(group).includes(character))).toBe(true);
    },
  );
});
