import { describe, expect, test } from '@jest/globals';
import { parseElf } from '../../../tools/pack/elf.ts';
import { prune } from '../../../tools/pack/prune.ts';
import { withTrapEntry } from '../../../tools/pack/trap-entry.ts';
import { smallElf, TEXT_ADDRESS, TEXT_OFFSET } from './small-elf.ts';

const PAGE = 4096;
const PAGES = 400;
const complete = smallElf({ code: new Uint8Array(PAGES * PAGE + 500).fill(0x90) });
const prunedTo = (touched: readonly number[]) =>
  prune(complete, { browser: '1.0.0', buildId: 'ab'.repeat(20), recordings: [], pages: PAGES, touched: new Set(touched) }, 0);
const offsetOf = (page: number) => TEXT_OFFSET + page * PAGE;

describe('A browser with an entry of its own', () => {
  // Gaps of pages 1 to 299 and 301 to 399.
  const made = withTrapEntry(complete, prunedTo([0, 300]));
  const entry = parseElf(made.bytes).entry - TEXT_ADDRESS + TEXT_OFFSET;

  test('has it in the first page of the longest gap, and holes in all other pages that were removed', () => {
    expect(made.holes).toEqual([
      { from: offsetOf(2), to: offsetOf(300) },
      { from: offsetOf(301), to: offsetOf(PAGES) },
    ]);
    expect(entry).toBeGreaterThan(offsetOf(1));
    expect(entry).toBeLessThan(offsetOf(2));
    const kept = [made.bytes.subarray(32, offsetOf(1)), made.bytes.subarray(offsetOf(300), offsetOf(301))];
    expect(kept[0]?.equals(complete.subarray(32, offsetOf(1)))).toBe(true);
    expect(kept[1]?.equals(complete.subarray(offsetOf(300), offsetOf(301)))).toBe(true);
  });

  test('lays nothing but traps over exactly these holes', () => {
    const behind = made.bytes.subarray(Math.ceil(complete.length / PAGE) * PAGE);
    const rows = Array.from({ length: 5 }, (_, row) => [behind.readUInt32LE(row * 8), behind.readUInt32LE(row * 8 + 4)]);
    const address = (page: number) => TEXT_ADDRESS + page * PAGE;
    expect(rows).toEqual([
      [address(2), 128 * PAGE],
      [address(130), 128 * PAGE],
      [address(258), 42 * PAGE],
      [address(301), 99 * PAGE],
      [0, 0],
    ]);
    const traps = behind.subarray(PAGE);
    expect(traps.length).toBe(128 * PAGE);
    expect(traps.every((byte) => byte === 0xcc)).toBe(true);
  });

  test('is the complete one again when the ranges are back and the last writes are done', () => {
    const file = Buffer.from(made.bytes);
    for (const { from, to } of made.removed) complete.copy(file, from, from, to);
    expect(file.subarray(0, complete.length).equals(complete)).toBe(false);
    for (const { at, bytes } of made.lastWrites) file.set(Buffer.from(bytes, 'base64'), at);
    expect(file.subarray(0, complete.length).equals(complete)).toBe(true);
  });

  test('traps at its start from the first of these writes to the one that names the own entry', () => {
    const file = Buffer.from(made.bytes);
    const states = made.lastWrites.map(({ at, bytes }) => {
      file.set(Buffer.from(bytes, 'base64'), at);
      return parseElf(file).entry === parseElf(complete).entry ? 'own entry' : file[entry];
    });
    expect(states).toEqual([0xcc, 0xcc, 'own entry', 'own entry']);
  });

  test('is refused where no whole page is left out', () => {
    const all = Array.from({ length: PAGES }, (_, page) => page);
    expect(() => withTrapEntry(complete, prunedTo(all))).toThrow(/No whole page .* Use --pack complete\./);
  });
});
