import { endsEarly, type ImageFacts } from './image-facts.ts';

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;

/**
 * Walks from marker to marker, up to the end-of-image marker. Marker bytes are found as libjpeg finds them: bytes that belong to
 * nothing are stepped over, and so are RST and TEM, which have no length. Coded data between a scan's header and the next marker
 * are such bytes too, because in them 0xff is always followed by 0x00 or RST. Thumbnails inside segments are jumped over, and what
 * follows the end (a second picture, a video) is not looked at.
 */
export function readJpeg(bytes: Buffer): ImageFacts {
  let size: { readonly width: number; readonly height: number } | undefined;
  let hasScan = false;
  for (let at = afterMarker(bytes, 2); ; at = afterMarker(bytes, at)) {
    const marker = bytes.readUInt8(at - 1);
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) continue;
    if (marker === EOI) break;
    if (marker === SOI) throw new Error('one picture begins inside another');
    if (isFrameHeader(marker)) {
      if (size) throw new Error('it has two frame headers');
      size = { height: bytes.readUInt16BE(at + 3), width: bytes.readUInt16BE(at + 5) };
    }
    if (marker === SOS) hasScan = true;
    at += Math.max(2, bytes.readUInt16BE(at));
  }
  if (!size || !hasScan) throw new Error('it has an end and no picture');
  return { ...size, orientation: 1 };
}

/** Where the next marker ends. Any number of fill bytes may come before it. */
function afterMarker(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at)) {
    while (bytes[at] === 0xff) at++;
    if (at >= bytes.length) break;
    at++;
    if (bytes[at - 1] !== 0) return at;
  }
  return endsEarly();
}

/** SOF0 to SOF15, in whose midst DHT, JPG and DAC have their numbers. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}
