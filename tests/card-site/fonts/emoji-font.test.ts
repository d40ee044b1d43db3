import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { create, type Font } from 'fontkit';
import { EMOJI_PACKAGE, emojiFont, withoutTable } from '../../../card-site/fonts/emoji-font.ts';
import { projectPath } from '../../../project-path.ts';

const file = projectPath('node_modules', EMOJI_PACKAGE, '400Regular/NotoColorEmoji_400Regular.ttf');

let whole: Buffer;
let font: Buffer;
beforeAll(async () => {
  whole = await readFile(file);
  font = await emojiFont();
});

/** Tag → the table's bytes, by the directory at the font's beginning. */
function tablesOf(bytes: Buffer): ReadonlyMap<string, Buffer> {
  const entries = Array.from({ length: bytes.readUInt16BE(4) }, (_, index) => bytes.subarray(12 + 16 * index, 28 + 16 * index));
  return new Map(
    entries.map((entry) => [
      entry.toString('latin1', 0, 4),
      bytes.subarray(entry.readUInt32BE(8), entry.readUInt32BE(8) + entry.readUInt32BE(12)),
    ]),
  );
}

describe('the emoji font', () => {
  test('has no SVG pictures, and is a fifth of the size', () => {
    expect(tablesOf(whole).has('SVG ')).toBe(true);
    expect(tablesOf(font).has('SVG ')).toBe(false);
    expect(font.length).toBeLessThan(whole.length / 4);
  });

  test('has every other table as it was', () => {
    const [before, after] = [tablesOf(whole), tablesOf(font)];
    expect([...after.keys()]).toEqual([...before.keys()].filter((tag) => tag !== 'SVG '));
    for (const [tag, bytes] of after) expect(bytes.equals(before.get(tag) ?? Buffer.alloc(0))).toBe(true);
  });

  test.each(['🚀', '🫶', '7', '#', '\u20e3', '🇳', '\u{1f3fd}'])('has %s', (character) => {
    expect((create(font) as Font).hasGlyphForCodePoint(character.codePointAt(0) ?? 0)).toBe(true);
  });

  test('starts every table at a multiple of four, as the format asks', () => {
    for (let index = 0; index < font.readUInt16BE(4); index++) expect(font.readUInt32BE(20 + 16 * index) % 4).toBe(0);
  });
});

test('a font without a table that it never had keeps its tables', () => {
  expect(tablesOf(withoutTable(font, 'SVG ')).size).toBe(tablesOf(font).size);
});
