import { crc32 } from 'node:zlib';
import { exifOrientation } from './exif.ts';
import { endsEarly, type ImageFacts } from './image-facts.ts';

/** Chunks without which there is no picture. Browsers draw what they can of damaged ones. */
const PICTURE = new Set(['IHDR', 'PLTE', 'IDAT']);

/** Walks from chunk to chunk up to IEND. */
export function readPng(bytes: Buffer): ImageFacts {
  if (nameAt(bytes, 8) !== 'IHDR') throw new Error('its header is not first');
  let hasPicture = false;
  let orientation = 1;
  for (let at = 8; ; ) {
    const end = at + 12 + bytes.readUInt32BE(at); // a length, a name, the data, a checksum
    if (end > bytes.length) endsEarly();
    const name = nameAt(bytes, at);
    const isSound = crc32(bytes.subarray(at + 4, end - 4)) === bytes.readUInt32BE(end - 4);
    if (PICTURE.has(name) && !isSound) throw new Error('it is damaged');
    if (name === 'IDAT') hasPicture = true;
    // Browsers follow what stands before the picture; by the standard it may stand after it as well.
    if (name === 'eXIf' && hasPicture && isSound) orientation = exifOrientation(bytes.subarray(at + 8, end - 4));
    if (name === 'IEND') break;
    at = end;
  }
  if (!hasPicture) throw new Error('it has an end and no picture');
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), orientation };
}

function nameAt(bytes: Buffer, chunk: number): string {
  return bytes.toString('latin1', chunk + 4, chunk + 8);
}
