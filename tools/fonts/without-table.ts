/** A font with all its tables but one. The other tables keep their checksums, because their bytes stay. */
export function withoutTable(font: Buffer, unwanted: string): Buffer {
  const kept = tablesOf(font).filter(({ tag }) => tag !== unwanted);
  const power = Math.floor(Math.log2(kept.length));
  const directory = Buffer.alloc(12 + 16 * kept.length);
  font.copy(directory, 0, 0, 4); // which kind of outlines
  [kept.length, 16 * 2 ** power, power, 16 * (kept.length - 2 ** power)].forEach((value, index) => {
    directory.writeUInt16BE(value, 4 + 2 * index);
  });
  const parts: Buffer[] = [directory];
  let start = directory.length;
  kept.forEach(({ tag, checksum, from, length }, index) => {
    const at = 12 + 16 * index;
    directory.write(tag, at, 'latin1');
    [checksum, start, length].forEach((value, field) => {
      directory.writeUInt32BE(value, at + 4 + 4 * field);
    });
    const padded = Buffer.alloc((length + 3) & ~3);
    font.copy(padded, 0, from, from + length);
    parts.push(padded);
    start += padded.length;
  });
  return Buffer.concat(parts);
}

function tablesOf(font: Buffer) {
  return Array.from({ length: font.readUInt16BE(4) }, (_, index) => {
    const at = 12 + 16 * index;
    const [checksum = 0, from = 0, length = 0] = [4, 8, 12].map((field) => font.readUInt32BE(at + field));
    return { tag: font.toString('latin1', at, at + 4), checksum, from, length };
  });
}
