// What an image is, and how many pixels it would be decoded to, by its first bytes alone. Where an image leaves room for a second
// opinion, it is read as the browser's decoders read it: a size that only we see would let a bomb through.

export interface ImageHeader {
  readonly type: string;
  readonly width: number;
  readonly height: number;
}

type Size = Omit<ImageHeader, 'type'>;

interface Format {
  readonly type: string;
  /** The first bytes, in hexadecimal. */
  readonly signature: RegExp;
  readonly sizeOf: (bytes: Buffer) => Size | undefined;
}

/** Types that a card may show. SVG stays out: it is a document that can hold script. */
const FORMATS: readonly Format[] = [
  { type: 'image/jpeg', signature: /^ffd8ff/, sizeOf: sizeOfJpeg },
  { type: 'image/png', signature: /^89504e470d0a1a0a/, sizeOf: sizeOfPng },
  { type: 'image/gif', signature: /^47494638(37|39)61/, sizeOf: sizeOfGif },
  { type: 'image/webp', signature: /^52494646.{8}57454250/, sizeOf: sizeOfWebp }, // RIFF, a length, WEBP
];

export const IMAGE_TYPES: readonly string[] = FORMATS.map(({ type }) => type);

/** Undefined for what is of no allowed type. An image without a size that can be told has none: 0 × 0. */
export function readImageHeader(bytes: Buffer): ImageHeader | undefined {
  const start = bytes.toString('hex', 0, 12);
  const format = FORMATS.find(({ signature }) => signature.test(start));
  return format && { type: format.type, ...(sizeOrNone(format, bytes) ?? { width: 0, height: 0 }) };
}

function sizeOrNone({ sizeOf }: Format, bytes: Buffer): Size | undefined {
  try {
    return sizeOf(bytes);
  } catch {
    return undefined; // it ends before its size is told
  }
}

/**
 * The first frame header. Until then only segments with a length may come: a marker without one (RST, TEM), or bytes between two
 * segments, are stepped over by decoders, and by other readers they are not.
 */
function sizeOfJpeg(bytes: Buffer): Size | undefined {
  let at = 2;
  while (bytes.readUInt8(at) === 0xff) {
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1; // any number of fill bytes may come before a marker
      continue;
    }
    if (isFrameHeader(marker)) return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    if (!isTableOrNote(marker)) return undefined;
    at += 2 + Math.max(2, bytes.readUInt16BE(at + 2));
  }
  return undefined;
}

/** SOF0 to SOF15, in whose midst DHT, JPG and DAC have their numbers. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** DHT, DQT, DRI, APP0 to APP15, COM. */
function isTableOrNote(marker: number): boolean {
  return marker === 0xc4 || marker === 0xdb || marker === 0xdd || (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe;
}

function sizeOfPng(bytes: Buffer): Size | undefined {
  if (bytes.toString('latin1', 12, 16) !== 'IHDR') return undefined;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** The screen, and as far as the first frame reaches beyond it: browsers make the picture as large as that. */
function sizeOfGif(bytes: Buffer): Size | undefined {
  const [width, height] = [bytes.readUInt16LE(6), bytes.readUInt16LE(8)];
  let at = 13 + colorTableBytes(bytes.readUInt8(10));
  while (bytes.readUInt8(at) === 0x21) {
    // An extension: its label, then blocks until an empty one.
    for (at += 2; bytes.readUInt8(at) > 0; ) at += 1 + bytes.readUInt8(at);
    at += 1;
  }
  if (bytes.readUInt8(at) !== 0x2c) return undefined;
  return {
    width: Math.max(width, bytes.readUInt16LE(at + 1) + bytes.readUInt16LE(at + 5)),
    height: Math.max(height, bytes.readUInt16LE(at + 3) + bytes.readUInt16LE(at + 7)),
  };
}

function colorTableBytes(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

function sizeOfWebp(bytes: Buffer): Size | undefined {
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
      return undefined;
  }
}
