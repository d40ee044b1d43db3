import { beforeAll, describe, expect, test } from '@jest/globals';
import { type FontCoverage, facesIn, fontCoverage, writeRanges } from '../../../card-site/fonts/font-coverage.ts';
import { inRanges, readRanges } from '../../../card-site/src/ranges.ts';

let coverage: FontCoverage;

beforeAll(async () => {
  coverage = await fontCoverage();
});

function has(family: string, character: string): boolean {
  const codePoint = character.codePointAt(0) ?? Number.NaN;
  return (coverage[family] ?? []).some((written) => inRanges(readRanges(written), codePoint));
}

describe('font coverage', () => {
  test('knows the families that every card may use', () => {
    expect(Object.keys(coverage)).toEqual(expect.arrayContaining(['Bricolage Grotesque Variable', 'Inter Variable']));
  });

  test.each(['A', 'ß', '…', '“', '–', '·', 'ő', 'ễ', 'Ω', 'Ж'])('Inter, behind every other family, has %s', (character) => {
    expect(has('Inter Variable', character)).toBe(true);
  });

  test.each(['\uE000', '漢', 'ع', '👩'])('no family has %s', (character) => {
    for (const family of Object.keys(coverage)) expect(has(family, character)).toBe(false);
  });

  test('writes ranges that the card site reads back, ascending and without overlap', () => {
    const written = writeRanges([0x41, 0x10ffff, 0x42, 0, 0x43, 0x45, 0x41]);
    expect(readRanges(written)).toEqual([
      [0, 0],
      [0x41, 0x43],
      [0x45, 0x45],
      [0x10ffff, 0x10ffff],
    ]);
    const ranges = readRanges(written);
    const there = [0, 0x41, 0x42, 0x43, 0x45, 0x10ffff];
    expect([0, 1, 0x40, ...there.slice(1), 0x44, 0x46, 0x10fffe].filter((number) => inRanges(ranges, number))).toEqual(there);
    expect(written.length).toBeLessThan(40);
  });

  test('reads faces as they are written, with their ranges', () => {
    const css = `@font-face { font-family: 'A B'; src: url(./f.woff2) format('woff2'); unicode-range: U+41-43,U+2e, U+4??; }`;
    expect(facesIn(css)).toEqual([
      {
        family: 'A B',
        file: './f.woff2',
        ranges: [
          [0x41, 0x43],
          [0x2e, 0x2e],
          [0x400, 0x4ff],
        ],
      },
    ]);
  });
});
