// The relocations that only add the image's address are taken from the dynamic linker: as columns they are a third of the bytes to
// unpack, to store and to read, and the browser's entry applies them.
import { columnsOf } from '../../edge/adapters/pack/relocations.ts';
import {
  type AddressRange,
  dynamicSection,
  type Elf,
  RELOCATION_BYTES,
  relativeRelocations,
  relroOf,
  threadDataOf,
} from './elf.ts';
import type { Removed } from './prune.ts';

export interface OwnRelocations {
  /** Where the dynamic linker would read them, as offsets in the file. Nobody does. */
  readonly rows: Removed;
  readonly count: number;
  /** All distances, and then all that is added (relocations.ts). */
  readonly columns: Uint8Array;
  /** What the dynamic linker finds in the file instead, outside of the rows. */
  readonly changes: readonly Change[];
  /** What the dynamic linker closes to writing when it has done its own part. */
  readonly relro: AddressRange;
}

export interface Change {
  /** Offset in the file. */
  readonly at: number;
  readonly bytes: Uint8Array;
}

const DT_RELA = 7n;
const DT_RELASZ = 8n;
const DT_RELACOUNT = 0x6ffffff9n;
/** R_X86_64_IRELATIVE: the dynamic linker calls a function of the browser, and writes what that returns. */
const IRELATIVE = 37;

/**
 * Undefined where there are none, where the entry could not apply them from columns, or where it would come too late. Those of the data
 * that each thread gets a copy of stay with the dynamic linker, which makes the first copy before the entry: they move to the end of the
 * rows.
 */
export function ownRelocations(file: Uint8Array, elf: Elf): OwnRelocations | undefined {
  const [from, to] = relativeRelocations(file, elf);
  const dynamic = dynamicSection(file, elf);
  const relro = relroOf(file);
  const [rela, size, count] = [DT_RELA, DT_RELASZ, DT_RELACOUNT].map((tag) => dynamic?.value(tag));
  if (to === from || !dynamic || rela === undefined || size === undefined || count === undefined || !relro) return undefined;
  if (runsBeforeEntry(file, elf)) return undefined;
  const { kept, own } = split(file.subarray(from, to), threadDataOf(file));
  const columns = ascends(own) ? columnsOf(own) : undefined;
  if (!columns) return undefined;
  const values = new Map([
    [DT_RELA, rela + BigInt(own.length)],
    [DT_RELASZ, size - BigInt(own.length)],
    [DT_RELACOUNT, BigInt(kept.length / RELOCATION_BYTES)],
  ]);
  return {
    rows: { from, to: from + own.length },
    count: own.length / RELOCATION_BYTES,
    columns,
    changes: [
      { at: from + own.length, bytes: kept },
      { at: dynamic.at, bytes: dynamic.with(values) },
    ],
    relro,
  };
}

/** Whether the dynamic linker calls any code of the browser, which needs its relocations then. */
function runsBeforeEntry(file: Uint8Array, { sections }: Elf): boolean {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  return sections.some(({ name, offset, size }) => {
    if (name === '.preinit_array') return true;
    if (name !== '.rela.dyn' && name !== '.rela.plt') return false;
    for (let at = offset; at < offset + size; at += RELOCATION_BYTES) if (view.getUint32(at + 8, true) === IRELATIVE) return true;
    return false;
  });
}

function split(rows: Uint8Array, threadData: AddressRange | undefined) {
  const kept: Buffer[] = [];
  const own: Buffer[] = [];
  for (let at = 0; at < rows.length; at += RELOCATION_BYTES) {
    const row = Buffer.from(rows.buffer, rows.byteOffset + at, RELOCATION_BYTES);
    const where = Number(row.readBigUInt64LE());
    const isKept = threadData !== undefined && threadData.from <= where && where < threadData.to;
    (isKept ? kept : own).push(row);
  }
  return { kept: Buffer.concat(kept), own: Buffer.concat(own) };
}

/** The entry only goes forward, from the image's address on. */
function ascends(rows: Buffer): boolean {
  let before = 0n;
  for (let at = 0; at < rows.length; at += RELOCATION_BYTES) {
    const where = rows.readBigUInt64LE(at);
    if (where < before) return false;
    before = where;
  }
  return rows.length > 0;
}
