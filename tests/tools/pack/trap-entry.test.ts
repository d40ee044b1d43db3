import { describe, expect, test } from '@jest/globals';
import { parseElf, RELOCATION_BYTES } from '../../../tools/pack/elf.ts';
import { ownRelocations } from '../../../tools/pack/own-relocations.ts';
import { prune } from '../../../tools/pack/prune.ts';
import { type WithTrapEntry, withTrapEntry } from '../../../tools/pack/trap-entry.ts';
import { DYNAMIC_AT, type RelativeRow, ROWS_AT, smallElf, TEXT_ADDRESS, TEXT_OFFSET } from './small-elf.ts';

const PAGE = 4096;
const PAGES = 400;
const code = new Uint8Array(PAGES * PAGE + 500).fill(0x90);
const complete = smallElf({ code });
const prunedTo = (touched: readonly number[], file = complete) =>
  prune(file, { browser: '1.0.0', buildId: 'ab'.repeat(20), recordings: [], pages: PAGES, touched: new Set(touched) }, 0);
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
    expectCompletable(made, complete);
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

describe('A browser whose entry applies its relocations', () => {
  const ROWS = 600;
  const KEPT = 2;
  // Two of them are of thread data, and neither is the first or the last.
  const relative = Array.from({ length: ROWS }, (_, row): RelativeRow => [0x200000 + row * 8, TEXT_ADDRESS + row]);
  const linked = {
    relative,
    others: 5,
    relro: { from: 0x200000, to: 0x202000 },
    threadData: { from: 0x200800, to: 0x200800 + KEPT * 8 },
  };
  const file = smallElf({ code, linked });
  const made = withTrapEntry(file, prunedTo([0, 300], file));
  const own = ownRelocations(file, parseElf(file));
  const rows = { from: ROWS_AT, to: ROWS_AT + (ROWS - KEPT) * RELOCATION_BYTES };

  test('has a hole over whole pages of their rows, none over those that the dynamic linker keeps, and no traps there', () => {
    expect(made.holes).toEqual([{ from: PAGE, to: rows.to - (rows.to % PAGE) }, ...made.trapped]);
    expect(made.holes[0]?.to).toBeGreaterThan(PAGE);
    expect(made.removed[0]).toEqual(rows);
    expect(made.bytes.subarray(rows.from, rows.to).every((byte) => byte === 0)).toBe(true);
    const first = ROWS_AT + 256 * RELOCATION_BYTES;
    const kept = file.subarray(first, first + KEPT * RELOCATION_BYTES);
    expect(made.bytes.indexOf(kept)).toBe(rows.to);
    const others = rows.to + kept.length;
    expect(made.bytes.subarray(others, DYNAMIC_AT).equals(file.subarray(others, DYNAMIC_AT))).toBe(true);
  });

  test('has their columns behind the table of the holes, whose end stays an empty row', () => {
    const columnsAt = Math.ceil(file.length / PAGE) * PAGE + PAGE;
    const columns = Buffer.from(own?.columns ?? []);
    expect(made.bytes.subarray(columnsAt, columnsAt + columns.length).equals(columns)).toBe(true);
    expect(made.bytes.readUInt32LE(columnsAt - PAGE + 4 * 8 + 4)).toBe(0);
    const traps = made.bytes.subarray(Math.ceil((columnsAt + columns.length) / PAGE) * PAGE);
    expect(traps.equals(Buffer.alloc(128 * PAGE, 0xcc))).toBe(true);
  });

  test('is the complete one again when the ranges are back and the last writes are done', () => {
    expectCompletable(made, file);
  });

  test('gives the dynamic linker its rows back before .dynamic names them, and both while the entry traps', () => {
    const entry = parseElf(made.bytes).entry - TEXT_ADDRESS + TEXT_OFFSET;
    const page = entry - (entry % PAGE);
    expect(made.lastWrites.map(({ at }) => at)).toEqual([entry, page, rows.to, DYNAMIC_AT, 24, entry]);
    const changed = Buffer.from(made.bytes);
    const states = made.lastWrites.map(({ at, bytes }) => {
      changed.set(Buffer.from(bytes, 'base64'), at);
      return parseElf(changed).entry === parseElf(file).entry ? 'own entry' : changed[entry];
    });
    expect(states).toEqual([0xcc, 0xcc, 0xcc, 0xcc, 'own entry', 'own entry']);
  });

  test('leaves rows to the dynamic linker that would not come back from columns', () => {
    const odd = smallElf({ code, linked: { ...linked, relative: [...relative, [0x300000, 2n ** 32n]] } });
    const { bytes, holes, trapped, lastWrites } = withTrapEntry(odd, prunedTo([0, 300], odd));
    expect(bytes.subarray(ROWS_AT, TEXT_OFFSET).equals(odd.subarray(ROWS_AT, TEXT_OFFSET))).toBe(true);
    expect(holes).toEqual(trapped);
    expect(lastWrites).toHaveLength(4);
  });
});

function expectCompletable({ bytes: holed, removed, lastWrites }: WithTrapEntry, whole: Buffer): void {
  const file = Buffer.from(holed);
  for (const { from, to } of removed) whole.copy(file, from, from, to);
  expect(file.subarray(0, whole.length).equals(whole)).toBe(false);
  for (const { at, bytes } of lastWrites) file.set(Buffer.from(bytes, 'base64'), at);
  expect(file.subarray(0, whole.length).equals(whole)).toBe(true);
}
