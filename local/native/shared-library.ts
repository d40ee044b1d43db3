// Makes a shared library for Linux on x64 from assembly text, with no compiler and no linker: the ELF file that the loader of the C
// library takes. It has what loading needs and nothing else.
import { assemble } from './assemble.ts';

export interface LibrarySource {
  /** As the loader knows it. */
  readonly name: string;
  /** For assemble(). It calls an imported function by `call qword [libc_NAME]`, and reaches zeroed data by its name. */
  readonly source: string;
  /** Labels that programs call in place of other libraries' functions of the same name. */
  readonly exports: readonly string[];
  /** Functions of other libraries. */
  readonly imports: readonly string[];
  /** Data that is all zeros at first: how many bytes, by name. */
  readonly zeroed: Readonly<Record<string, number>>;
}

interface FunctionSymbol {
  readonly name: string;
  /** 0 for an imported one. */
  readonly address: number;
}

const PAGE_BYTES = 0x1000;
/** Where each part lies in memory. What the loader reads comes first, then the code; neither is ever written. */
const CODE = PAGE_BYTES;
const DATA = 4 * PAGE_BYTES;

const HEADER_BYTES = 64;
const SEGMENT_BYTES = 56;
const SYMBOL_BYTES = 24;
const RELOCATION_BYTES = 24;
const ENTRY_BYTES = 16;
/** For the address of an imported function. */
const SLOT_BYTES = 8;
const CACHE_LINE_BYTES = 64;

const SEGMENT_KIND = { load: 1, dynamic: 2, stack: 0x6474e551 } as const;
const READ_EXECUTE = 5;
const READ_WRITE = 6;
const GLOBAL_FUNCTION = 0x12;
/** R_X86_64_GLOB_DAT: the loader writes a symbol's address into a slot. */
const ADDRESS_OF_SYMBOL = 6;

/** The same bytes for the same source. Throws where a part does not fit its place. */
export function buildLibrary({ name, source, exports, imports, zeroed }: LibrarySource): Buffer {
  const symbols: Record<string, number> = {};
  for (const [index, each] of imports.entries()) symbols[`libc_${each}`] = DATA + index * SLOT_BYTES;
  const dynamic = DATA + imports.length * SLOT_BYTES;
  const dynamicBytes = ENTRY_BYTES * DYNAMIC_ENTRIES;
  let end = dynamic + dynamicBytes;
  for (const [label, bytes] of Object.entries(zeroed)) {
    const at = roundUp(end, CACHE_LINE_BYTES);
    symbols[label] = at;
    end = at + bytes;
  }

  const { bytes: code, labels } = assemble(source, { address: CODE, symbols });
  const exported = exports.map((label): FunctionSymbol => {
    const address = labels.get(label);
    if (address === undefined) throw new Error(`"${name}" has no function "${label}".`);
    return { name: label, address };
  });
  const tables = tablesOf(name, [...imports.map((each) => ({ name: each, address: 0 })), ...exported], imports.length);
  if (tables.bytes.length > CODE || CODE + code.length > DATA) throw new Error(`"${name}" is too large.`);

  const dataOffset = roundUp(CODE + code.length, PAGE_BYTES);
  const dataBytes = dynamic + dynamicBytes - DATA;
  const file = Buffer.alloc(dataOffset + dataBytes);
  file.set(tables.bytes);
  file.set(code, CODE);
  file.set(tables.dynamic, dataOffset + dynamic - DATA);
  writeHeaders(file, [
    { kind: SEGMENT_KIND.load, access: READ_EXECUTE, offset: 0, address: 0, bytes: CODE + code.length },
    {
      kind: SEGMENT_KIND.load,
      access: READ_WRITE,
      offset: dataOffset,
      address: DATA,
      bytes: dataBytes,
      zeroed: end - DATA - dataBytes,
    },
    {
      kind: SEGMENT_KIND.dynamic,
      access: READ_WRITE,
      offset: dataOffset + dynamic - DATA,
      address: dynamic,
      bytes: dynamicBytes,
    },
    // Without it the loader makes every stack of the program executable.
    { kind: SEGMENT_KIND.stack, access: READ_WRITE, offset: 0, address: 0, bytes: 0 },
  ]);
  return file;
}

const SEGMENTS = 4;
const DYNAMIC_ENTRIES = 10;

/** What the loader reads: symbols, their names, a hash table of one chain, and where to write the addresses of imported functions. */
function tablesOf(library: string, functions: readonly FunctionSymbol[], imported: number) {
  const names = Buffer.from(['', library, ...functions.map(({ name }) => name)].map((name) => `${name}\0`).join(''));
  const symbols = Buffer.alloc(SYMBOL_BYTES * (1 + functions.length));
  const hash = Buffer.alloc(4 * (3 + 1 + functions.length));
  hash.writeUInt32LE(1, 0); // one chain, which has all names: whatever a name's hash is
  hash.writeUInt32LE(1 + functions.length, 4);
  hash.writeUInt32LE(functions.length === 0 ? 0 : 1, 8);
  const relocations = Buffer.alloc(RELOCATION_BYTES * imported);
  let nameAt = library.length + 2;
  for (const [index, { name, address }] of functions.entries()) {
    const number = index + 1; // the first symbol is none
    symbols.writeUInt32LE(nameAt, number * SYMBOL_BYTES);
    symbols.writeUInt8(GLOBAL_FUNCTION, number * SYMBOL_BYTES + 4);
    symbols.writeUInt16LE(address === 0 ? 0 : 1, number * SYMBOL_BYTES + 6); // of any section: it is defined here
    symbols.writeBigUInt64LE(BigInt(address), number * SYMBOL_BYTES + 8);
    hash.writeUInt32LE(number === functions.length ? 0 : number + 1, 4 * (3 + number));
    nameAt += name.length + 1;
    if (index < imported) {
      relocations.writeBigUInt64LE(BigInt(DATA + index * SLOT_BYTES), index * RELOCATION_BYTES);
      relocations.writeBigUInt64LE((BigInt(number) << 32n) | BigInt(ADDRESS_OF_SYMBOL), index * RELOCATION_BYTES + 8);
    }
  }

  const at = { symbols: HEADER_BYTES + SEGMENTS * SEGMENT_BYTES, relocations: 0, hash: 0, names: 0 };
  at.relocations = at.symbols + symbols.length;
  at.hash = at.relocations + relocations.length;
  at.names = at.hash + hash.length;
  const entries: readonly (readonly [tag: number, value: number])[] = [
    [14, 1], // DT_SONAME, by its place among the names
    [4, at.hash],
    [5, at.names],
    [10, names.length],
    [6, at.symbols],
    [11, SYMBOL_BYTES],
    [7, at.relocations],
    [8, relocations.length],
    [9, RELOCATION_BYTES],
    [0, 0],
  ];
  const dynamic = Buffer.alloc(ENTRY_BYTES * DYNAMIC_ENTRIES);
  for (const [index, [tag, value]] of entries.entries()) {
    dynamic.writeBigUInt64LE(BigInt(tag), index * ENTRY_BYTES);
    dynamic.writeBigUInt64LE(BigInt(value), index * ENTRY_BYTES + 8);
  }
  return { bytes: Buffer.concat([Buffer.alloc(at.symbols), symbols, relocations, hash, names]), dynamic };
}

interface Segment {
  readonly kind: number;
  readonly access: number;
  readonly offset: number;
  readonly address: number;
  readonly bytes: number;
  /** How many more it has in memory. @default 0 */
  readonly zeroed?: number;
}

function writeHeaders(file: Buffer, segments: readonly Segment[]): void {
  file.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]); // 64 bits, little-endian
  file.writeUInt16LE(3, 16); // a shared object
  file.writeUInt16LE(62, 18); // x86-64
  file.writeUInt32LE(1, 20);
  file.writeBigUInt64LE(BigInt(HEADER_BYTES), 32);
  file.writeUInt16LE(HEADER_BYTES, 52);
  file.writeUInt16LE(SEGMENT_BYTES, 54);
  file.writeUInt16LE(segments.length, 56);
  for (const [index, { kind, access, offset, address, bytes, zeroed = 0 }] of segments.entries()) {
    const at = HEADER_BYTES + index * SEGMENT_BYTES;
    file.writeUInt32LE(kind, at);
    file.writeUInt32LE(access, at + 4);
    file.writeBigUInt64LE(BigInt(offset), at + 8);
    file.writeBigUInt64LE(BigInt(address), at + 16);
    file.writeBigUInt64LE(BigInt(address), at + 24);
    file.writeBigUInt64LE(BigInt(bytes), at + 32);
    file.writeBigUInt64LE(BigInt(bytes + zeroed), at + 40);
    file.writeBigUInt64LE(BigInt(kind === SEGMENT_KIND.load ? PAGE_BYTES : SLOT_BYTES), at + 48);
  }
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}
