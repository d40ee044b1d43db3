// Small files that a decoder makes large pictures of, or would if it took them.
import sharp from 'sharp';

const FAR = 50_000;

/** More than 25,000,000 pixels, by a little, and more than the 50,000,000 that a JPEG may have. */
const LARGE = 5001;
const LARGE_JPEG = 7072;

const made = new Map<string, Promise<Buffer>>();
/** A copy, which may be spoilt. */
async function image(format: 'png' | 'jpeg' | 'webp' | 'avif' | 'gif', side: number): Promise<Buffer> {
  const create = { width: side, height: side, channels: 3, background: 'teal' } as const;
  const options = format === 'webp' ? { effort: 0 } : format === 'png' ? { compressionLevel: 1 } : {};
  const making = made.get(`${format} ${side}`) ?? sharp({ create }).toFormat(format, options).toBuffer();
  made.set(`${format} ${side}`, making);
  return Buffer.from(await making);
}

const u16be = (value: number) => Buffer.from([value >> 8, value & 255]);
const u16le = (value: number) => Buffer.from([value & 255, value >> 8]);

export function gif(screen: number, frame: number, at = 0, before = Buffer.alloc(0)): Buffer {
  return Buffer.concat([
    Buffer.from('GIF89a'),
    u16le(screen),
    u16le(screen),
    Buffer.from([0x80, 0, 0, 0, 0, 0, 255, 255, 255]), // two colours
    before,
    Buffer.from([0x2c]),
    ...[at, at, frame, frame].map(u16le),
    Buffer.from([0, 2, 2, 0x4c, 1, 0, 0x3b]), // a few pixels, and the end
  ]);
}

function chunk(name: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from(name), length, body, Buffer.alloc(body.length % 2)]);
}
const riff = (...chunks: Buffer[]) => chunk('RIFF', Buffer.concat([Buffer.from('WEBP'), ...chunks]));
function canvas(side: number): Buffer {
  const body = Buffer.alloc(10);
  body.writeUIntLE(side - 1, 4, 3);
  body.writeUIntLE(side - 1, 7, 3);
  return chunk('VP8X', body);
}

const segment = (marker: number, body: Buffer) => Buffer.concat([Buffer.from([0xff, marker]), u16be(body.length + 2), body]);
/** A frame header without a frame: 8 × 8 by default. */
const frameHeader = (marker = 0xc0, side = 8) =>
  segment(
    marker,
    Buffer.concat([Buffer.from([8]), u16be(side), u16be(side), Buffer.from([3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1])]),
  );
const START = Buffer.from([0xff, 0xd8]);

/**
 * Who takes the marker RST0 for a segment jumps over the next 65,515 bytes, to a frame header that says 8 × 8. Decoders step over
 * it, and find the one that says more.
 */
async function jpegOfTwoMinds(): Promise<Buffer> {
  const first = segment(0xeb, Buffer.alloc(65_000));
  const head = Buffer.concat([START, Buffer.from([0xff, 0xd0]), first]);
  const body = Buffer.alloc(2000);
  frameHeader().copy(body, 4 + 0xffeb - (head.length + 4));
  return Buffer.concat([head, segment(0xeb, body), (await image('jpeg', LARGE_JPEG)).subarray(2)]);
}

async function png(side: number): Promise<Buffer> {
  const bytes = await image('png', 8);
  bytes.writeUInt32BE(side, 16);
  bytes.writeUInt32BE(side, 20);
  return bytes;
}

/** Each must be refused before anything decodes it. */
export const BOMBS: Readonly<Record<string, () => Buffer | Promise<Buffer>>> = {
  'a PNG of 50,000 × 50,000': () => png(FAR),
  'a PNG of 4,294,967,295 × 4,294,967,295': () => png(0xffffffff),
  'a PNG without a width': () => png(0),
  'a real PNG of 5,001 × 5,001': () => image('png', LARGE),
  'a PNG whose header is not first': async () => {
    const bytes = await image('png', 8);
    return Buffer.concat([bytes.subarray(0, 8), Buffer.from('00000000', 'hex'), Buffer.from('CgBI'), bytes.subarray(8)]);
  },
  'a JPEG of 50,000 × 50,000': () => Buffer.concat([START, frameHeader(0xc0, FAR)]),
  'a progressive JPEG of 50,000 × 50,000': () => Buffer.concat([START, frameHeader(0xc2, FAR)]),
  'an arithmetic JPEG of 50,000 × 50,000': () => Buffer.concat([START, frameHeader(0xc9, FAR)]),
  'a real JPEG of 7,072 × 7,072': () => image('jpeg', LARGE_JPEG),
  'a JPEG of two minds about its size': jpegOfTwoMinds,
  'a JPEG with bytes between its segments': async () =>
    Buffer.concat([START, segment(0xe1, Buffer.alloc(9)), Buffer.from('hello'), (await image('jpeg', LARGE_JPEG)).subarray(2)]),
  'a JPEG whose height comes later': () => Buffer.concat([START, frameHeader(0xc0, 0)]),
  'a JPEG of fill bytes': () => Buffer.concat([START, Buffer.alloc(4_000_000, 0xff)]),
  'a JPEG of empty segments': () => Buffer.concat([START, Buffer.concat(Array(1_000_000).fill(Buffer.from('fffe0002', 'hex')))]),
  'a JPEG that ends': () => START.subarray(0, 2),
  'a GIF of 50,000 × 50,000': () => gif(FAR, 8),
  'a GIF whose frame is larger than its screen': () => gif(8, FAR),
  'a GIF whose frame is far off its screen': () => gif(8, 8, FAR),
  'a GIF without a size, with a large frame': () => gif(0, FAR),
  'a GIF whose large frame comes after a note': () => gif(8, FAR, 0, Buffer.from('21fe0468656c6c00', 'hex')),
  'a GIF without a frame': () => gif(8, 8).subarray(0, 19),
  'a WebP canvas of 50,000 × 50,000': () => riff(canvas(FAR)),
  'a WebP of 16,383 × 16,383': async () => {
    const bytes = await image('webp', 8);
    bytes.writeUInt16LE(16_383, 26);
    bytes.writeUInt16LE(16_383, 28);
    return bytes;
  },
  'a lossless WebP of 16,384 × 16,384': () => riff(chunk('VP8L', Buffer.from('2fffffff0f00000000', 'hex'))),
  'a real WebP of 5,001 × 5,001': () => image('webp', LARGE),
  'a WebP that begins with something else': async () =>
    riff(chunk('ALPH', Buffer.alloc(8)), (await image('webp', 8)).subarray(12)),
  'an AVIF of 50,000 × 50,000': async () => {
    const bytes = await image('avif', 64);
    const at = bytes.indexOf('ispe') + 8;
    bytes.writeUInt32BE(FAR, at);
    bytes.writeUInt32BE(FAR, at + 4);
    return bytes;
  },
};

/**
 * Files that look small to a reader of first bytes, for a real browser to say what it makes of them: whatever it decodes to more
 * pixels than we read is a hole.
 */
export const DOUBTFUL: Readonly<Record<string, () => Buffer | Promise<Buffer>>> = {
  ...BOMBS,
  'a JPEG': () => image('jpeg', 64),
  'a PNG': () => image('png', 64),
  'a GIF': () => image('gif', 64),
  'a WebP': () => image('webp', 64),
  'an AVIF': () => image('avif', 64),
  'a WebP canvas with a larger picture': async () => riff(canvas(8), (await image('webp', LARGE)).subarray(12)),
  'a WebP of two pictures': async () => riff((await image('webp', 8)).subarray(12), (await image('webp', LARGE)).subarray(12)),
  'a JPEG of two pictures': async () => Buffer.concat([await image('jpeg', 8), await image('jpeg', LARGE_JPEG)]),
  'a JPEG with two frame headers': async () =>
    Buffer.concat([START, frameHeader(), (await image('jpeg', LARGE_JPEG)).subarray(2)]),
  'a JPEG with fill bytes': async () => Buffer.concat([START, Buffer.alloc(3, 0xff), (await image('jpeg', 64)).subarray(2)]),
  'a JPEG whose segment has an impossible length': async () =>
    Buffer.concat([START, Buffer.from('ffe10001', 'hex'), frameHeader(), (await image('jpeg', LARGE_JPEG)).subarray(2)]),
  'a GIF whose second frame is larger': () => Buffer.concat([gif(8, 8).subarray(0, -1), gif(8, LARGE).subarray(19)]),
  'a GIF with a local colour table': () => {
    const bytes = gif(8, 8);
    bytes[28] = 0x80;
    return bytes;
  },
};
