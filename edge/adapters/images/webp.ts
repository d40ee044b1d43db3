import { exifOrientation } from './exif.ts';
import { endsEarly, type ImageFacts } from './image-facts.ts';

/** Walks from chunk to chunk up to the length that the file states. */
export function readWebp(bytes: Buffer): ImageFacts {
  const end = 8 + bytes.readUInt32LE(4);
  if (end > bytes.length) endsEarly();
  const size = sizeOf(bytes);
  let hasPicture = false;
  let orientation = 1;
  for (let at = 12; at + 8 <= end; ) {
    const name = bytes.toString('latin1', at, at + 4);
    const next = at + 8 + bytes.readUInt32LE(at + 4);
    if (next > end) throw new Error('its chunks do not add up');
    if (name === 'VP8 ' || name === 'VP8L' || name === 'ANMF') hasPicture = true;
    if (name === 'EXIF') orientation = exifOrientation(bytes.subarray(at + 8, next));
    at = next + (next % 2); // an even length; some writers leave the last byte out
  }
  if (!hasPicture) throw new Error('it has no picture');
  return { ...size, orientation };
}

function sizeOf(bytes: Buffer): { readonly width: number; readonly height: number } {
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8X': // a canvas, which no frame may leave
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    case 'VP8 ':
      return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    case 'VP8L': {
      const packed = bytes.readUInt32LE(21);
      return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
    }
    default:
      throw new Error('its picture is not first');
  }
}
