import { describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { CardError } from '../../../../card-schema/errors.ts';
import { readImage } from '../../../../edge/adapters/images/judge-image.ts';
import { gif } from '../../../attacks/pixel-bombs.ts';
import { heldAs, picture, SIZE, TRAILING, WHOLE_FILES } from '../../../support/image-files.ts';

const read = (bytes: Buffer) => readImage(bytes, 'a.example');
const refusal = (message: RegExp) => expect.objectContaining({ code: 'image_refused', message: expect.stringMatching(message) });
const CASES = Object.entries(WHOLE_FILES);

function outcomeOf(bytes: Buffer): string {
  try {
    return `taken with ${read(bytes).width} columns`;
  } catch (error) {
    return error instanceof CardError ? `${error.code}: ${error.message}` : String(error);
  }
}

describe.each(CASES)('a file of %s', (name, make) => {
  test('is taken when it is whole', async () => {
    const { name: type, width, height } = read(await make());
    expect({ type, width, height }).toEqual({ type: name.split(/[ ,]/)[0], ...SIZE });
  });

  test('is refused when it ends early, wherever that is', async () => {
    const bytes = await make();
    const length = bytes.length - (TRAILING[name] ?? 0);
    const end = name === 'JPEG of several pictures' ? bytes.indexOf(Buffer.from('ffd9ffd8', 'hex')) + 2 : length;
    const outcomes = new Set<string>();
    for (let cut = 0; cut < end; cut++) outcomes.add(outcomeOf(bytes.subarray(0, cut)));
    expect([...outcomes].filter((outcome) => !outcome.startsWith('image_refused: a.example sends '))).toEqual([]);
    for (let eighth = 2; eighth < 8; eighth++) {
      const half = bytes.subarray(0, Math.floor((end * eighth) / 8));
      expect(() => read(half)).toThrow(refusal(/that is not whole or not right: /));
    }
  });
});

describe('a JPEG', () => {
  test.each([
    ['has no scan', 'ffd8ffc0001108000800080301220002110103110 1ffd9'.replace(' ', '')],
    ['has no frame', 'ffd8ffda0008010100003f00ffd9'],
    ['has nothing', 'ffd8ffd9'],
    ['begins twice', 'ffd8ffd8ffd9'],
  ])('is refused when it %s before its end', (_, hex) => {
    expect(() => read(Buffer.from(hex, 'hex'))).toThrow(refusal(/JPEG|which is not an image/));
  });

  test('is whole with restart markers in its coded data, and not with an end inside a segment', async () => {
    const jpeg = await picture().jpeg().toBuffer();
    const middle = jpeg.length - 20;
    expect(read(Buffer.concat([jpeg.subarray(0, middle), Buffer.from('ffd0', 'hex'), jpeg.subarray(middle)]))).toMatchObject(
      SIZE,
    );
    const cut = Buffer.concat([jpeg.subarray(0, 2), Buffer.from('ffe10004ffd9', 'hex'), jpeg.subarray(2, middle)]);
    expect(() => read(cut)).toThrow(refusal(/it ends early/));
  });

  test('may have twice the pixels of other types', async () => {
    const large = (format: 'jpeg' | 'png', height: number) =>
      sharp({ create: { width: 7000, height, channels: 3, background: 'teal' } })
        .toFormat(format)
        .toBuffer();
    expect(read(await large('jpeg', 7142))).toMatchObject({ width: 7000, height: 7142 });
    const more = await large('jpeg', 7143);
    expect(() => read(more)).toThrow(refusal(/JPEG of 7000 × 7143 pixels, more than 50000000/));
    expect(read(await large('png', 3571))).toMatchObject({ width: 7000, height: 3571 });
    const other = await large('png', 3572);
    expect(() => read(other)).toThrow(refusal(/PNG of 7000 × 3572 pixels, more than 25000000/));
  });
});

describe('a PNG', () => {
  test('is refused when a chunk of its picture is damaged, and taken when a note is', async () => {
    const png = await picture().withMetadata({ orientation: 3 }).png().toBuffer();
    const spoilt = (name: string) => {
      const bytes = Buffer.from(png);
      const at = bytes.indexOf(name) + 5;
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      return bytes;
    };
    expect(() => read(spoilt('IDAT'))).toThrow(refusal(/PNG that is not whole or not right: it is damaged/));
    expect(() => read(spoilt('IHDR'))).toThrow(refusal(/it is damaged/));
    expect(read(spoilt('eXIf'))).toMatchObject(SIZE);
  });
});

describe('a GIF', () => {
  test.each([
    ['a zero', '003b'],
    ['something else', '77003b'],
  ])('is whole with %s in place of its trailer: browsers stop there', (_, hex) => {
    expect(read(Buffer.concat([gif(8, 8).subarray(0, -1), Buffer.from(hex, 'hex')]))).toMatchObject({ width: 8, height: 8 });
  });
});

describe('a WebP', () => {
  test('is refused when its chunks and its length do not add up', async () => {
    const webp = await picture().webp().toBuffer();
    const [shorter, empty, longer] = [Buffer.from(webp), Buffer.from(webp), Buffer.from(webp)];
    shorter.writeUInt32LE(webp.length - 10, 4);
    empty.writeUInt32LE(0, 4);
    longer.writeUInt32LE(webp.length - 6, 4);
    for (const bytes of [shorter, empty, longer])
      expect(() => read(bytes)).toThrow(refusal(/WebP that is not whole or not right/));
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('names orientation %d in its EXIF', async (orientation) => {
    expect(read(await heldAs(orientation, 'webp')).orientation).toBe(orientation);
  });

  test.each([
    ['of another kind', '1201040001000000'],
    ['beyond eight', '120103000100000009000000'],
  ])('has none when its EXIF has one %s', async (_, entry) => {
    const webp = await heldAs(6, 'webp');
    Buffer.from(entry, 'hex').copy(webp, webp.indexOf(Buffer.from('1201030001000000', 'hex')));
    expect(read(webp).orientation).toBe(1);
  });
});

test.each([
  ['nothing', Buffer.alloc(0)],
  ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  [
    'SVG',
    Buffer.from(
      '\ufeff<?xml version="1.0"?>\n<!-- a note -->\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x">\n<svg width="1"/>',
    ),
  ],
  ['SVG', Buffer.from('\ufeff<svg xmlns="http://www.w3.org/2000/svg"/>', 'utf16le')],
  ['HTML', Buffer.from('\n<!doctype html><title>Not found</title><svg/>')],
  ['HTML', Buffer.from('<html lang="en"><body>Sign in</body></html>')],
  ['XML', Buffer.from('<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>')],
  ['JSON', Buffer.from('{"error":"not found"}')],
  ['text', Buffer.from('Not Found – nichts da')],
  ['ICO', Buffer.from('00000100010010100000010020006804', 'hex')],
  ['BMP', Buffer.from('424d4e000000000000003600', 'hex')],
  ['TIFF', Buffer.from('49492a0008000000', 'hex')],
  ['TIFF', Buffer.from('4d4d002a00000008', 'hex')],
  ['HEIC', Buffer.from('0000001c667479706865696300000000', 'hex')],
  ['HEIC', Buffer.from('00000018667479706d69663100000000', 'hex')],
  ['JPEG XL', Buffer.from('ff0a7f007f', 'hex')],
  ['JPEG XL', Buffer.from('0000000c4a584c200d0a870a', 'hex')],
  ['JPEG 2000', Buffer.from('0000000c6a5020200d0a870a', 'hex')],
  ['video', Buffer.from('0000001c667479706d703432', 'hex')],
  ['video', Buffer.from('1a45dfa39f4286810142', 'hex')],
  ['PDF', Buffer.from('%PDF-1.7')],
  ['PSD', Buffer.from('8BPS\0\x01')],
  ['gzip', Buffer.from('1f8b0800', 'hex')],
  ['data of no known type', Buffer.from('RIFF\0\0\0\0WAVEfmt ')],
])('a refusal names what was sent: %s', (name, bytes) => {
  expect(() => read(bytes)).toThrow(
    refusal(
      new RegExp(`^a\\.example sends ${name}, which is not an image of an allowed type \\(JPEG, PNG, GIF, WebP, AVIF\\)\\.$`),
    ),
  );
});
