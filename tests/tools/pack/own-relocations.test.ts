import { describe, expect, test } from '@jest/globals';
import { dynamicSection, parseElf, RELOCATION_BYTES } from '../../../tools/pack/elf.ts';
import { type OwnRelocations, ownRelocations } from '../../../tools/pack/own-relocations.ts';
import { fc } from '../../support/fast-check.ts';
import { DYNAMIC_AT, type Linked, type RelativeRow, ROWS_AT, relocation, smallElf } from './small-elf.ts';

const DT_RELA = 7n;
const DT_RELASZ = 8n;
const DT_RELACOUNT = 0x6ffffff9n;
const JUMP_SLOT = 7;
const IRELATIVE = 37;
const OTHERS = 3;
const relro = { from: 0x10000, to: 0x14000 };
const threadData = { from: 0x11000, to: 0x11100 };
const isThreadData = ([where]: RelativeRow) => where >= threadData.from && where < threadData.to;

const elfOf = (linked: Partial<Linked>) =>
  smallElf({ code: new Uint8Array(4096), linked: { relative: [], others: OTHERS, relro, threadData, ...linked } });
const relocationsOf = (file: Buffer) => ownRelocations(file, parseElf(file));

/** What of the file the dynamic linker finds: rows that it does not read are zeros. */
function seenByLinker(file: Buffer, { rows, changes }: OwnRelocations): Buffer {
  const seen = Buffer.from(file).fill(0, rows.from, rows.to);
  for (const { at, bytes } of changes) seen.set(bytes, at);
  return seen;
}

/** As .dynamic has it: the relative rows, and how many rows of other types follow. */
function readByLinker(file: Buffer): { readonly relative: readonly RelativeRow[]; readonly others: number } {
  const dynamic = dynamicSection(file, parseElf(file));
  const [at, bytes, count] = [DT_RELA, DT_RELASZ, DT_RELACOUNT].map((tag) => Number(dynamic?.value(tag))) as [
    number,
    number,
    number,
  ];
  const types = Array.from({ length: bytes / RELOCATION_BYTES }, (_, row) => file.readUInt32LE(at + row * RELOCATION_BYTES + 8));
  expect(types.map((type) => type === 8)).toEqual(types.map((_, row) => row < count));
  const relative = Array.from({ length: count }, (_, row): RelativeRow => {
    const from = at + row * RELOCATION_BYTES;
    return [Number(file.readBigUInt64LE(from)), Number(file.readBigInt64LE(from + 16))];
  });
  return { relative, others: types.length - count };
}

/** As the entry applies them. */
function appliedByEntry({ columns, count }: OwnRelocations): readonly RelativeRow[] {
  const words = new Uint32Array(columns.buffer, columns.byteOffset, columns.length / 4);
  let where = 0;
  return Array.from({ length: count }, (_, row): RelativeRow => {
    where += words[row] ?? 0;
    return [where, words[count + row] ?? 0];
  });
}

const plt = (...types: readonly number[]) => ({
  name: '.rela.plt',
  content: Buffer.concat(types.map((type) => relocation(type))),
});

describe('Of the relative relocations', () => {
  const relative: readonly RelativeRow[] = [
    [0x10000, 0x9000],
    [0x10ff8, 0xffffffff],
    [0x11000, 0x9010], // thread data, from its first byte on
    [0x11008, 0x9020],
    [0x110f8, 0x9030], // to its last word
    [0x11100, 0x9040],
    [0x20000, 0x9050],
  ];
  const file = elfOf({ relative });
  const own = relocationsOf(file) as OwnRelocations;

  test('the dynamic linker keeps those of thread data, directly before the rows of other types', () => {
    const others = ROWS_AT + relative.length * RELOCATION_BYTES;
    const [kept] = own.changes;
    expect(kept?.at).toBe(others - 3 * RELOCATION_BYTES);
    const first = ROWS_AT + 2 * RELOCATION_BYTES;
    expect(Buffer.from(kept?.bytes ?? []).equals(file.subarray(first, first + 3 * RELOCATION_BYTES))).toBe(true);
    expect(own.rows).toEqual({ from: ROWS_AT, to: others - 3 * RELOCATION_BYTES });
  });

  test('.dynamic names the kept ones as the first, counts them, and is otherwise as it was', () => {
    const seen = seenByLinker(file, own);
    expect(readByLinker(seen)).toEqual({ relative: relative.filter(isThreadData), others: OTHERS });
    const changed = [...seen.subarray(DYNAMIC_AT, DYNAMIC_AT + 80)].flatMap((byte, at) =>
      byte === file[DYNAMIC_AT + at] ? [] : Math.floor(at / 8),
    );
    expect([...new Set(changed)]).toEqual([1, 3, 7]); // the values of DT_RELA, DT_RELASZ and DT_RELACOUNT
    expect(own.relro).toEqual(relro);
  });

  test('the entry applies all others, in their order', () => {
    expect(own.count).toBe(4);
    expect(appliedByEntry(own)).toEqual(relative.filter((row) => !isThreadData(row)));
  });

  test('the dynamic linker has none where no thread data needs one', () => {
    const plain = elfOf({ relative, threadData: undefined });
    const all = relocationsOf(plain) as OwnRelocations;
    expect(readByLinker(seenByLinker(plain, all))).toEqual({ relative: [], others: OTHERS });
    expect(appliedByEntry(all)).toEqual(relative);
  });

  test('each is applied once, by one of both, wherever they lie', () => {
    const word = fc.integer({ min: 0x10f00 / 8, max: 0x11200 / 8 }).map((at) => at * 8);
    const rows = fc.uniqueArray(fc.tuple(word, fc.nat(0xffffffff)), {
      selector: ([where]) => where,
      minLength: 1,
      maxLength: 50,
    });
    fc.assert(
      fc.property(rows, (some) => {
        const ascending = some.toSorted(([a], [b]) => a - b);
        const small = elfOf({ relative: ascending });
        const made = relocationsOf(small);
        const linker = readByLinker(made ? seenByLinker(small, made) : small).relative;
        const entry = made ? appliedByEntry(made) : [];
        expect([...entry, ...linker].toSorted(([a], [b]) => Number(a) - Number(b))).toEqual(ascending);
        expect(made === undefined).toBe(ascending.every(isThreadData));
      }),
    );
  });
});

describe('All relocations stay with the dynamic linker', () => {
  const row: RelativeRow = [0x10000, 0x9000];
  test.each<[string, Partial<Linked>]>([
    ['one adds to 4 GB or more', { relative: [row, [0x10008, 2n ** 32n]] }],
    ['one adds to less than nothing', { relative: [row, [0x10008, -1]] }],
    ['one lies at 4 GB or more', { relative: [row, [2n ** 32n, 0x9000]] }],
    ['one lies before the one before', { relative: [[0x10008, 0x9000], row] }],
    ['there are none', { relative: [] }],
    ['all are of thread data', { relative: [[0x11000, 0x9000]] }],
    ['nothing says which memory is closed to writing', { relative: [row], relro: undefined }],
    ['.dynamic does not say where they are', { relative: [row], without: Number(DT_RELA) }],
    ['.dynamic does not say how long they are', { relative: [row], without: Number(DT_RELASZ) }],
    ['.dynamic does not say how many there are', { relative: [row], without: Number(DT_RELACOUNT) }],
    ['it calls a function for one of .rela.dyn', { relative: [row], otherType: IRELATIVE }],
    ['it calls a function for one of .rela.plt', { relative: [row], section: plt(JUMP_SLOT, IRELATIVE) }],
    ['it calls functions before the entry', { relative: [row], section: { name: '.preinit_array', content: Buffer.alloc(8) } }],
  ])('where %s', (_, linked) => {
    expect(relocationsOf(elfOf({ relative: [row] }))).toBeDefined();
    expect(relocationsOf(elfOf(linked))).toBeUndefined();
  });

  test('but not where .rela.plt has nothing but functions of libraries', () => {
    expect(relocationsOf(elfOf({ relative: [row], section: plt(JUMP_SLOT, JUMP_SLOT) }))).toBeDefined();
  });

  test('where there is no .dynamic', () => {
    expect(relocationsOf(smallElf({ code: new Uint8Array(4096), pointedTo: [0] }))).toBeUndefined();
  });
});
