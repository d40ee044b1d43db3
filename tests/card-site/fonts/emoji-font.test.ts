import { beforeAll, describe, expect, test } from '@jest/globals';
import { create, type Font } from 'fontkit';
import { emojiFont } from '../../../card-site/fonts/emoji-font.ts';

let font: Buffer;
beforeAll(async () => {
  font = await emojiFont();
});

describe('the emoji font', () => {
  test('has its colours and no SVG pictures, four fifths of the size', () => {
    const tags = Array.from({ length: font.readUInt16BE(4) }, (_, at) => font.toString('latin1', 12 + 16 * at, 16 + 16 * at));
    expect(tags).toEqual(expect.arrayContaining(['COLR', 'CPAL', 'glyf']));
    expect(tags).not.toContain('SVG ');
    expect(font.length).toBeLessThan(6_000_000);
  });

  test.each(['🚀', '🫶', '7', '#', '\u20e3', '🇳', '\u{1f3fd}'])('has %s', (character) => {
    expect((create(font) as Font).hasGlyphForCodePoint(character.codePointAt(0) ?? 0)).toBe(true);
  });

  test('starts every table at a multiple of four, as the format asks', () => {
    for (let index = 0; index < font.readUInt16BE(4); index++) expect(font.readUInt32BE(20 + 16 * index) % 4).toBe(0);
  });
});
