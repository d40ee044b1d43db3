// What is removed of a browser becomes holes of its file, which cost nothing to unpack, to store and to hold. A hole reads as zeros,
// and zeros do not trap: so an entry of our own lays traps over every hole where code was before anything of the browser runs.
import { ExpectedError } from '../../cli/terminal/errors.ts';
import type { LastWrite } from '../../edge/adapters/pack/pack-manifest.ts';
import { assemble } from '../../local/native/assemble.ts';
import { PAGE_BYTES } from './browser-profile.ts';
import { ENTRY_AT, parseElf, sectionNamed } from './elf.ts';
import { type EntryLayout, entrySource } from './entry-source.ts';
import { type Change, ownRelocations } from './own-relocations.ts';
import { type Pruned, type Removed, TRAP } from './prune.ts';

export interface WithTrapEntry {
  /** Longer than the browser: behind it lie the table of the holes, the relocations, and the traps that are laid over the holes. */
  readonly bytes: Buffer;
  /** Whole pages, as offsets in the file, ascending. What lies there may be left out of the file. */
  readonly holes: readonly Removed[];
  /** The holes over which traps are laid: all where code was. */
  readonly trapped: readonly Removed[];
  /** What was removed, but for the bytes of the entry: code, and the rows of relocations that the entry applies. */
  readonly removed: readonly Removed[];
  /** They take the entry out again, once everything else that was removed is back. */
  readonly lastWrites: readonly LastWrite[];
}

/** Of traps at the end of the file. A longer hole needs them several times: so many mean 1,000 mappings for 959 holes. */
const MAX_TRAP_PAGES = 128;
/** Of a row of the table: address of the first page, seen from the image, and bytes. */
const ROW_BYTES = 8;
const PATH = Buffer.from('/proc/self/exe\0\0');

/** Throws where no whole page was removed: the entry would have no place. */
export function withTrapEntry(complete: Uint8Array, { bytes: pruned, removed }: Pruned): WithTrapEntry {
  const elf = parseElf(complete);
  const text = sectionNamed(elf, '.text');
  const toAddress = text.address - text.offset;
  const { home, codeAt } = placeIn(removed);
  const trapped = removed
    .map((range) => ({ from: range === home ? codeAt + PAGE_BYTES : upToPage(range.from), to: range.to }))
    .filter((range) => sizeOf(range) > 0);

  const relocations = ownRelocations(complete, elf);
  const traps = Buffer.alloc(Math.min(MAX_TRAP_PAGES * PAGE_BYTES, Math.max(PAGE_BYTES, ...trapped.map(sizeOf))), TRAP);
  const table = tableOf(trapped, toAddress, traps.length);
  const columns = relocations?.columns ?? Buffer.alloc(0);
  const tableAt = upToPage(pruned.length);
  const columnsAt = tableAt + table.length;
  const trapsAt = upToPage(columnsAt + columns.length);
  const entryAt = codeAt + PATH.length;
  const layout: EntryLayout = {
    table: tableAt,
    tableBytes: table.length,
    traps: trapsAt,
    relocations: relocations && {
      at: columnsAt,
      count: relocations.count,
      relroBytes: relocations.relro.to - relocations.relro.from,
    },
  };
  const { bytes: code } = assemble(entrySource(layout), {
    address: toAddress + entryAt,
    symbols: { path: toAddress + codeAt, image: 0, relro: relocations?.relro.from ?? 0, own_entry: elf.entry },
  });
  const end = entryAt + code.length;

  const bytes = Buffer.alloc(trapsAt + traps.length);
  bytes.set(pruned);
  bytes.set(PATH, codeAt);
  bytes.set(code, entryAt);
  bytes.set(table, tableAt);
  bytes.set(columns, columnsAt);
  bytes.set(traps, trapsAt);
  bytes.writeBigUInt64LE(BigInt(toAddress + entryAt), ENTRY_AT);
  if (relocations) {
    bytes.fill(0, relocations.rows.from, relocations.rows.to);
    for (const change of relocations.changes) bytes.set(change.bytes, change.at);
  }
  const rows = relocations ? [relocations.rows] : [];
  return {
    bytes,
    trapped,
    holes: [...rows.map(wholePages).filter((range) => sizeOf(range) > 0), ...trapped],
    removed: [...rows, ...removed.flatMap((range) => (range === home ? around(range, codeAt, end) : range))],
    lastWrites: lastWrites(Buffer.from(complete), { codeAt, entryAt, end }, relocations?.changes),
  };
}

/** The first whole page of the longest range. */
function placeIn(removed: readonly Removed[]): { readonly home: Removed; readonly codeAt: number } {
  const [home] = removed.toSorted((a, b) => sizeOf(b) - sizeOf(a));
  const codeAt = upToPage(home?.from ?? 0);
  if (home && codeAt + PAGE_BYTES <= home.to) return { home, codeAt };
  throw new ExpectedError('pack_failed', 'No whole page of the browser’s code is untouched. Use --pack complete.');
}

/** Rows of at most so many bytes each; an empty one ends them. In whole pages, as they are mapped. */
function tableOf(holes: readonly Removed[], toAddress: number, maxBytes: number): Buffer {
  const rows = holes.flatMap(({ from, to }) =>
    Array.from({ length: Math.ceil((to - from) / maxBytes) }, (_, index) => {
      const at = from + index * maxBytes;
      return [toAddress + at, Math.min(maxBytes, to - at)];
    }),
  );
  const table = Buffer.alloc(upToPage((rows.length + 1) * ROW_BYTES));
  rows.flat().forEach((value, index) => {
    table.writeUInt32LE(value, index * 4);
  });
  return table;
}

/**
 * In an order that leaves, wherever it is broken off, a browser that traps at its start or one that is complete: the entry becomes a
 * trap, all around it comes back, the dynamic linker has its relocations again, the header names the own entry, and the trap goes.
 */
function lastWrites(
  complete: Buffer,
  { codeAt, entryAt, end }: { readonly codeAt: number; readonly entryAt: number; readonly end: number },
  changes: readonly Change[] = [],
): readonly LastWrite[] {
  const write = (at: number, bytes: Buffer): LastWrite => ({ at, bytes: bytes.toString('base64') });
  const trapped = Buffer.from(complete.subarray(codeAt, end));
  trapped[entryAt - codeAt] = TRAP;
  return [
    write(entryAt, Buffer.of(TRAP)),
    write(codeAt, trapped),
    ...changes.map(({ at, bytes }) => write(at, complete.subarray(at, at + bytes.length))),
    write(ENTRY_AT, complete.subarray(ENTRY_AT, ENTRY_AT + 8)),
    write(entryAt, complete.subarray(entryAt, entryAt + 1)),
  ];
}

function around({ from, to }: Removed, start: number, end: number): readonly Removed[] {
  return [
    { from, to: start },
    { from: end, to },
  ].filter((range) => sizeOf(range) > 0);
}

function wholePages({ from, to }: Removed): Removed {
  return { from: upToPage(from), to: to - (to % PAGE_BYTES) };
}

function sizeOf({ from, to }: Removed): number {
  return to - from;
}

function upToPage(at: number): number {
  return Math.ceil(at / PAGE_BYTES) * PAGE_BYTES;
}
