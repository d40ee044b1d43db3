// Reads what packing needs to know of an ELF file for x86-64: its sections, its build id, where functions begin, and what the dynamic
// linker goes by.
import { PAGE_BYTES } from './browser-profile.ts';

export interface Section {
  readonly name: string;
  /** Where it lies in memory, and in the file. */
  readonly address: number;
  readonly offset: number;
  readonly size: number;
}

export interface Elf {
  readonly sections: readonly Section[];
  /** The linker's hash of the whole build, in hex. */
  readonly buildId: string;
  /** Address where it is entered. */
  readonly entry: number;
}

/** e_ident of a 64-bit, little-endian file. */
const MAGIC = Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1);
/** Where the header has the address of the entry. */
export const ENTRY_AT = 24;
const SECTION_HEADER_BYTES = 64;
const NOBITS = 8;
const RELATIVE = 8;
export const RELOCATION_BYTES = 24;
const DYNAMIC_ENTRY_BYTES = 16;
const PROGRAM_HEADER_BYTES = 56;
/** Where a program header has the size in the file, and in memory. */
const FILE_BYTES_AT = 32;
const MEMORY_BYTES_AT = 40;
const TLS = 7;
const GNU_RELRO = 0x6474e552;

/** Throws for a file that is not ELF, or is truncated. */
export function parseElf(file: Uint8Array): Elf {
  if (file.length < SECTION_HEADER_BYTES || MAGIC.some((byte, at) => file[at] !== byte)) {
    throw new Error('The browser is no 64-bit little-endian ELF file.');
  }
  const view = viewOf(file);
  const headers = Number(view.getBigUint64(40, true));
  const count = view.getUint16(60, true);
  const nameTable = view.getUint16(62, true);
  if (headers + count * SECTION_HEADER_BYTES > file.length) throw new Error('The browser ends before its section headers do.');

  const raw = Array.from({ length: count }, (_, index) => {
    const at = headers + index * SECTION_HEADER_BYTES;
    return {
      nameAt: view.getUint32(at, true),
      type: view.getUint32(at + 4, true),
      address: Number(view.getBigUint64(at + 16, true)),
      offset: Number(view.getBigUint64(at + 24, true)),
      size: Number(view.getBigUint64(at + 32, true)),
    };
  });
  const sections = raw.map(({ nameAt, type, address, offset, size }): Section => {
    const name = textAt(file, (raw[nameTable]?.offset ?? 0) + nameAt);
    if (type !== NOBITS && offset + size > file.length) throw new Error(`The browser ends before its section "${name}" does.`);
    return { name, address, offset, size };
  });
  return { sections, buildId: buildIdIn(file, sections), entry: Number(view.getBigUint64(ENTRY_AT, true)) };
}

export function sectionNamed({ sections }: Elf, name: string): Section {
  const found = sections.find((section) => section.name === name);
  if (!found) throw new Error(`The browser has no section "${name}".`);
  return found;
}

/** Addresses that the file's data points to, ascending: functions, seen from .text, and certainly the start of an instruction. */
export function pointedTo(file: Uint8Array, elf: Elf, from: number, to: number): Uint32Array {
  const { offset, size } = sectionNamed(elf, '.rela.dyn');
  const view = viewOf(file);
  const found: number[] = [];
  for (let at = offset; at < offset + size; at += RELOCATION_BYTES) {
    if (view.getUint32(at + 8, true) !== RELATIVE) continue;
    const addend = Number(view.getBigInt64(at + 16, true));
    if (from <= addend && addend < to) found.push(addend);
  }
  return Uint32Array.from(new Set(found)).sort();
}

/** The rows of .rela.dyn that do nothing but add the image's address, as linkers put them first: from and to in the file. */
export function relativeRelocations(file: Uint8Array, elf: Elf): readonly [from: number, to: number] {
  const { offset, size } = sectionNamed(elf, '.rela.dyn');
  const view = viewOf(file);
  let to = offset;
  while (to < offset + size && view.getUint32(to + 8, true) === RELATIVE) to += RELOCATION_BYTES;
  return [offset, to];
}

/** Addresses, as they are without that of the image. */
export interface AddressRange {
  readonly from: number;
  readonly to: number;
}

/** What the dynamic linker goes by: pairs of a tag and a value. */
export interface DynamicSection {
  /** Offset in the file. */
  readonly at: number;
  /** Undefined for a tag that is not there. */
  value(tag: bigint): bigint | undefined;
  /** Its bytes with other values. Throws for a tag that is not there. */
  with(values: ReadonlyMap<bigint, bigint>): Uint8Array;
}

/** Undefined for a file that needs no dynamic linker. */
export function dynamicSection(file: Uint8Array, { sections }: Elf): DynamicSection | undefined {
  const section = sections.find(({ name }) => name === '.dynamic');
  if (!section) return undefined;
  const { offset, size } = section;
  const bytes = Buffer.from(file.subarray(offset, offset + size));
  const valueAt = (tag: bigint): number | undefined => {
    for (let at = 0; at < size; at += DYNAMIC_ENTRY_BYTES) if (bytes.readBigUInt64LE(at) === tag) return at + 8;
    return undefined;
  };
  return {
    at: offset,
    value(tag) {
      const at = valueAt(tag);
      return at === undefined ? undefined : bytes.readBigUInt64LE(at);
    },
    with(values) {
      const changed = Buffer.from(bytes);
      for (const [tag, value] of values) {
        const at = valueAt(tag);
        if (at === undefined) throw new Error(`The browser's .dynamic has no tag 0x${tag.toString(16)}.`);
        changed.writeBigUInt64LE(value, at);
      }
      return changed;
    },
  };
}

/** The memory that the dynamic linker closes to writing when it has relocated it, in whole pages. */
export function relroOf(file: Uint8Array): AddressRange | undefined {
  const found = segmentOf(file, GNU_RELRO, MEMORY_BYTES_AT);
  return found && { from: downToPage(found.from), to: downToPage(found.to) };
}

/**
 * What each thread gets a copy of. The dynamic linker makes the first one as soon as it has relocated it. Zeros that each thread has
 * besides are not in the file, and their addresses are also those of other data.
 */
export function threadDataOf(file: Uint8Array): AddressRange | undefined {
  return segmentOf(file, TLS, FILE_BYTES_AT);
}

function segmentOf(file: Uint8Array, type: number, bytesAt: number): AddressRange | undefined {
  const view = viewOf(file);
  const headers = Number(view.getBigUint64(32, true));
  const count = view.getUint16(56, true);
  const all = Array.from({ length: count }, (_, index) => headers + index * PROGRAM_HEADER_BYTES);
  const at = all.find((header) => view.getUint32(header, true) === type);
  if (at === undefined) return undefined;
  const from = Number(view.getBigUint64(at + 16, true));
  return { from, to: from + Number(view.getBigUint64(at + bytesAt, true)) };
}

function downToPage(at: number): number {
  return at - (at % PAGE_BYTES);
}

function buildIdIn(file: Uint8Array, sections: readonly Section[]): string {
  const note = sections.find(({ name }) => name === '.note.gnu.build-id');
  if (!note) throw new Error('The browser has no GNU build id.');
  const view = viewOf(file);
  const nameBytes = view.getUint32(note.offset, true);
  const bytes = view.getUint32(note.offset + 4, true);
  const at = note.offset + 12 + ((nameBytes + 3) & ~3);
  return Buffer.from(file.subarray(at, at + bytes)).toString('hex');
}

function textAt(file: Uint8Array, from: number): string {
  return Buffer.from(file.subarray(from, file.indexOf(0, from))).toString('latin1');
}

function viewOf(file: Uint8Array): DataView {
  return new DataView(file.buffer, file.byteOffset, file.byteLength);
}
