// All of Noto's colour emoji without the table of SVG pictures, 20 of the font's 25 MB, which Chromium does not read.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const file = join(
  import.meta.dirname,
  '../../../node_modules/@expo-google-fonts/noto-color-emoji/400Regular/NotoColorEmoji_400Regular.ttf',
);

export async function emojiFont(): Promise<Buffer> {
  const font = await readFile(file);
  const kept = tablesOf(font).filter(({ tag }) => tag !== 'SVG ');
  const parts: Buffer[] = [Buffer.alloc(12 + kept.length * 16)];
  const [header] = parts as [Buffer]; // just put there
  font.copy(header, 0, 0, 12);
  header.writeUInt16BE(kept.length, 4);
  let offset = header.length;
  kept.forEach(({ tag, checksum, from, length }, index) => {
    const at = 12 + index * 16;
    header.write(tag, at, 'latin1');
    header.writeUInt32BE(checksum, at + 4);
    header.writeUInt32BE(offset, at + 8);
    header.writeUInt32BE(length, at + 12);
    const padded = Buffer.alloc((length + 3) & ~3);
    font.copy(padded, 0, from, from + length);
    parts.push(padded);
    offset += padded.length;
  });
  return Buffer.concat(parts);
}

function tablesOf(font: Buffer) {
  return Array.from({ length: font.readUInt16BE(4) }, (_, index) => {
    const at = 12 + index * 16;
    return {
      tag: font.toString('latin1', at, at + 4),
      checksum: font.readUInt32BE(at + 4),
      from: font.readUInt32BE(at + 8),
      length: font.readUInt32BE(at + 12),
    };
  });
}
