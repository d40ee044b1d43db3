import type { ImageFacts } from './image-facts.ts';

const EXTENSION = 0x21;
const FRAME = 0x2c;

/**
 * Walks from block to block up to the trailer, or whatever stands in its place: browsers stop there too. The size is that of the
 * screen, and as far as the first frame reaches beyond it: browsers make the picture as large as that.
 */
export function readGif(bytes: Buffer): ImageFacts {
  let [width, height] = [bytes.readUInt16LE(6), bytes.readUInt16LE(8)];
  let frames = 0;
  let at = 13 + colorTableBytes(bytes.readUInt8(10));
  for (let block = bytes.readUInt8(at); block === EXTENSION || block === FRAME; block = bytes.readUInt8(at)) {
    if (block === EXTENSION) {
      at = afterSubBlocks(bytes, at + 2);
      continue;
    }
    frames += 1;
    if (frames === 1) {
      width = Math.max(width, bytes.readUInt16LE(at + 1) + bytes.readUInt16LE(at + 5));
      height = Math.max(height, bytes.readUInt16LE(at + 3) + bytes.readUInt16LE(at + 7));
    }
    at = afterSubBlocks(bytes, at + 11 + colorTableBytes(bytes.readUInt8(at + 9)));
  }
  if (frames === 0) throw new Error('it has no frame');
  return { width, height, orientation: 1 };
}

/** A length and as many bytes, again and again, until a length of zero. */
function afterSubBlocks(bytes: Buffer, from: number): number {
  let at = from;
  for (let length = bytes.readUInt8(at); length > 0; length = bytes.readUInt8(at)) at += 1 + length;
  return at + 1;
}

function colorTableBytes(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}
