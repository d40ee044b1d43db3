// An ELF file of a few pages, with what the pruning of a browser looks at and nothing else.
import { type AddressRange, RELOCATION_BYTES } from '../../../tools/pack/elf.ts';

export interface SmallElf {
  readonly buildId?: string;
  /** .text, from the first byte on. */
  readonly code: Uint8Array;
  /** Offsets in .text that data points to. */
  readonly pointedTo?: readonly number[];
  readonly linked?: Linked;
}

/** What the dynamic linker goes by. */
export interface Linked {
  /** Behind those of `pointedTo`: at which address the image's is added to what. */
  readonly relative: readonly RelativeRow[];
  /** Of another type, behind the relative ones. */
  readonly others?: number;
  /** @default GLOB_DAT */
  readonly otherType?: number;
  /** A tag that .dynamic does not have. */
  readonly without?: number;
  /** One more, of up to 2 kB. */
  readonly section?: { readonly name: string; readonly content: Uint8Array };
  readonly relro?: AddressRange | undefined;
  /** With as many zeros behind it, which the file does not have. */
  readonly threadData?: AddressRange | undefined;
}

export type RelativeRow = readonly [where: number | bigint, addend: number | bigint];

export const TEXT_ADDRESS = 0x9000;
export const TEXT_OFFSET = 0x8000;
export const ROWS_AT = 0x800;
export const DYNAMIC_AT = 0x7000;
const PROGRAM_HEADERS_AT = 64;
const SECTION_AT = 0x7800;
const RELATIVE = 8;
const GLOB_DAT = 6;

/** Headers, the note, .rela.dyn, .dynamic and one more section lie before .text, .plt and the section headers behind it. */
export function smallElf({ buildId = 'ab'.repeat(20), code, pointedTo = [], linked }: SmallElf): Buffer {
  const id = Buffer.from(buildId, 'hex');
  const note = Buffer.alloc(16 + id.length);
  note.writeUInt32LE(4, 0);
  note.writeUInt32LE(id.length, 4);
  note.writeUInt32LE(3, 8);
  note.write('GNU\0', 12);
  id.copy(note, 16);

  const relative = [...pointedTo.map((at) => [0, TEXT_ADDRESS + at] as const), ...(linked?.relative ?? [])];
  const relocations = Buffer.concat([
    ...relative.map(([where, addend]) => relocation(RELATIVE, where, addend)),
    ...Array<Buffer>(linked?.others ?? 0).fill(relocation(linked?.otherType ?? GLOB_DAT)),
  ]);
  const dynamic = linked ? dynamicOf(relative.length, relocations.length, linked.without) : Buffer.alloc(0);
  const added = [
    ...(linked ? [{ name: '.dynamic', at: DYNAMIC_AT, content: dynamic }] : []),
    ...(linked?.section ? [{ at: SECTION_AT, ...linked.section }] : []),
  ];

  const names = ['', '.note.gnu.build-id', '.rela.dyn', '.text', '.plt', '.shstrtab', ...added.map(({ name }) => name)];
  const table = Buffer.from(names.map((name) => `${name}\0`).join(''));
  const plt = Buffer.alloc(32, 0x90);
  const pltAt = TEXT_OFFSET + code.length;
  const tableAt = pltAt + plt.length;
  const headersAt = tableAt + table.length;
  const sections = [
    { address: 0, offset: 0, size: 0 },
    { address: 0x400, offset: 0x400, size: note.length },
    { address: ROWS_AT, offset: ROWS_AT, size: relocations.length },
    { address: TEXT_ADDRESS, offset: TEXT_OFFSET, size: code.length },
    { address: TEXT_ADDRESS + code.length, offset: pltAt, size: plt.length },
    { address: 0, offset: tableAt, size: table.length },
    ...added.map(({ at, content }) => ({ address: at, offset: at, size: content.length })),
  ];

  const file = Buffer.alloc(headersAt + sections.length * 64);
  file.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  file.writeBigUInt64LE(BigInt(headersAt), 40);
  file.writeUInt16LE(sections.length, 60);
  file.writeUInt16LE(names.indexOf('.shstrtab'), 62);
  if (linked) writeProgramHeaders(file, linked);
  note.copy(file, 0x400);
  relocations.copy(file, ROWS_AT);
  for (const { at, content } of added) file.set(content, at);
  file.set(code, TEXT_OFFSET);
  plt.copy(file, pltAt);
  table.copy(file, tableAt);
  sections.forEach(({ address, offset, size }, index) => {
    const at = headersAt + index * 64;
    const nameAt = names.slice(0, index).reduce((sum, name) => sum + name.length + 1, 0);
    file.writeUInt32LE(nameAt, at);
    file.writeUInt32LE(1, at + 4); // PROGBITS
    file.writeBigUInt64LE(BigInt(address), at + 16);
    file.writeBigUInt64LE(BigInt(offset), at + 24);
    file.writeBigUInt64LE(BigInt(size), at + 32);
  });
  return file;
}

export function relocation(type: number, where: number | bigint = 0, addend: number | bigint = 0): Buffer {
  const row = Buffer.alloc(RELOCATION_BYTES);
  row.writeBigUInt64LE(BigInt(where));
  row.writeUInt32LE(type, 8);
  row.writeBigInt64LE(BigInt(addend), 16);
  return row;
}

/** DT_RELA, DT_RELASZ, DT_RELAENT, DT_RELACOUNT and the end. */
function dynamicOf(relative: number, rowBytes: number, without?: number): Buffer {
  const pairs = [
    [7, ROWS_AT],
    [8, rowBytes],
    [9, RELOCATION_BYTES],
    [0x6ffffff9, relative],
    [0, 0],
  ].filter(([tag]) => tag !== without);
  return Buffer.from(BigUint64Array.from(pairs.flat(), BigInt).buffer);
}

function writeProgramHeaders(file: Buffer, { relro, threadData }: Linked): void {
  const segments = [
    { type: 0x6474e552, range: relro, inMemory: 1 }, // PT_GNU_RELRO
    { type: 7, range: threadData, inMemory: 2 }, // PT_TLS
  ].filter(({ range }) => range !== undefined);
  file.writeBigUInt64LE(BigInt(PROGRAM_HEADERS_AT), 32);
  file.writeUInt16LE(segments.length, 56);
  segments.forEach(({ type, range: { from, to } = { from: 0, to: 0 }, inMemory }, index) => {
    const at = PROGRAM_HEADERS_AT + index * 56;
    file.writeUInt32LE(type, at);
    file.writeBigUInt64LE(BigInt(from), at + 16);
    file.writeBigUInt64LE(BigInt(to - from), at + 32);
    file.writeBigUInt64LE(BigInt((to - from) * inMemory), at + 40);
  });
}
