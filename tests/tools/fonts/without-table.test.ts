import { beforeAll, describe, expect, test } from '@jest/globals';
import { emojiFont } from '../../../card-site/fonts/emoji-font.ts';
import { withoutTable } from '../../../tools/fonts/without-table.ts';

let whole: Buffer;
let font: Buffer;
beforeAll(async () => {
  whole = await emojiFont();
  font = withoutTable(whole, 'COLR');
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

describe('a font without one of its tables', () => {
  test('is as much smaller as that was large', () => {
    const colours = tablesOf(whole).get('COLR')?.length ?? 0;
    expect(colours).toBeGreaterThan(100_000);
    expect(whole.length - font.length).toBeGreaterThanOrEqual(colours);
  });

  test('has every other table as it was', () => {
    const [before, after] = [tablesOf(whole), tablesOf(font)];
    expect([...after.keys()]).toEqual([...before.keys()].filter((tag) => tag !== 'COLR'));
    for (const [tag, bytes] of after) expect(bytes.equals(before.get(tag) ?? Buffer.alloc(0))).toBe(true);
  });

  test('starts every table at a multiple of four, as the format asks', () => {
    for (let index = 0; index < font.readUInt16BE(4); index++) expect(font.readUInt32BE(20 + 16 * index) % 4).toBe(0);
  });

  test('keeps its tables if it never had that one', () => {
    expect(tablesOf(withoutTable(whole, 'SVG ')).size).toBe(tablesOf(whole).size);
  });
});
