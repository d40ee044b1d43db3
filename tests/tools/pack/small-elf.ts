// An ELF file of a few pages, with what the pruning of a browser looks at and nothing else.

export interface SmallElf {
  readonly buildId?: string;
  /** .text, from the first byte on. */
  readonly code: Uint8Array;
  /** Offsets in .text that data points to. */
  readonly pointedTo?: readonly number[];
}

export const TEXT_ADDRESS = 0x3000;
export const TEXT_OFFSET = 0x2000;

/** Headers, .rela.dyn and the note lie before .text, .plt and the section headers behind it. */
export function smallElf({ buildId = 'ab'.repeat(20), code, pointedTo = [] }: SmallElf): Buffer {
  const id = Buffer.from(buildId, 'hex');
  const note = Buffer.alloc(16 + id.length);
  note.writeUInt32LE(4, 0);
  note.writeUInt32LE(id.length, 4);
  note.writeUInt32LE(3, 8);
  note.write('GNU\0', 12);
  id.copy(note, 16);

  const relocations = Buffer.alloc(pointedTo.length * 24);
  pointedTo.forEach((at, index) => {
    relocations.writeUInt32LE(8, index * 24 + 8); // R_X86_64_RELATIVE
    relocations.writeBigInt64LE(BigInt(TEXT_ADDRESS + at), index * 24 + 16);
  });

  const names = ['', '.note.gnu.build-id', '.rela.dyn', '.text', '.plt', '.shstrtab'];
  const table = Buffer.from(names.map((name) => `${name}\0`).join(''));
  const plt = Buffer.alloc(32, 0x90);
  const pltAt = TEXT_OFFSET + code.length;
  const tableAt = pltAt + plt.length;
  const headersAt = tableAt + table.length;
  const sections = [
    { address: 0, offset: 0, size: 0 },
    { address: 0x400, offset: 0x400, size: note.length },
    { address: 0x800, offset: 0x800, size: relocations.length },
    { address: TEXT_ADDRESS, offset: TEXT_OFFSET, size: code.length },
    { address: TEXT_ADDRESS + code.length, offset: pltAt, size: plt.length },
    { address: 0, offset: tableAt, size: table.length },
  ];

  const file = Buffer.alloc(headersAt + sections.length * 64);
  file.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  file.writeBigUInt64LE(BigInt(headersAt), 40);
  file.writeUInt16LE(sections.length, 60);
  file.writeUInt16LE(sections.length - 1, 62);
  note.copy(file, 0x400);
  relocations.copy(file, 0x800);
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
