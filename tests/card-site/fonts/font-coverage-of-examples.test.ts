// @examples article quote
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type FontCoverage, fontCoverage } from '../../../card-site/fonts/font-coverage.ts';
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
  test('knows the families that the cards use', () => {
    expect(Object.keys(coverage).sort()).toEqual(['Bricolage Grotesque Variable', 'Inter Variable', 'Source Serif 4 Variable']);
  });

  test('leaves Greek to the families behind Bricolage Grotesque, which has none', () => {
    expect(has('Bricolage Grotesque Variable', 'Ω')).toBe(false);
    expect(has('Source Serif 4 Variable', 'Ω')).toBe(true);
  });
});
