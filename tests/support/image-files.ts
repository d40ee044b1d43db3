// Small pictures in every type that a card may show, and in ways of writing them that people's files have.
import sharp, { type Sharp } from 'sharp';

/** Of an odd number of columns and rows, with four corners that differ: turned or cut, it is another picture. */
export const SIZE = { width: 61, height: 41 } as const;
const CORNERS = [
  [220, 40, 40],
  [40, 180, 60],
  [40, 70, 220],
  [245, 245, 245],
] as const;

export function picture({ width, height }: { readonly width: number; readonly height: number } = SIZE): Sharp {
  const raw = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const corner = (y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1);
      raw.set(CORNERS[corner] ?? CORNERS[0], (y * width + x) * 3);
    }
  }
  return sharp(raw, { raw: { width, height, channels: 3 } });
}

const transparent = () => picture().ensureAlpha(0.5);
const frames = async () => {
  const pages = [await picture().png().toBuffer(), await picture().negate().png().toBuffer()];
  return sharp(pages, { join: { animated: true } });
};
const segment = (marker: number, body: Buffer) => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
};
/** With segments after its first marker. */
const withSegments = (jpeg: Buffer, ...segments: Buffer[]) => Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);

async function jpegWithThumbnail(): Promise<Buffer> {
  const thumbnail = await picture({ width: 16, height: 10 }).jpeg().toBuffer();
  return withSegments(await picture().jpeg().toBuffer(), segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), thumbnail])));
}

/** Two pictures one after the other, as cameras write a preview or the second eye. */
async function jpegOfSeveral(): Promise<Buffer> {
  const first = withSegments(await picture().jpeg().toBuffer(), segment(0xe2, Buffer.from('MPF\0MM\0*\0\0\0\x08\0\0')));
  return Buffer.concat([first, await picture({ width: 16, height: 10 }).jpeg().toBuffer()]);
}

/** A stray byte between the first segments, as some cameras and editors leave it. */
async function jpegWithStrayBytes(stray = Buffer.from([0x00])): Promise<Buffer> {
  const jpeg = await picture().jpeg().toBuffer();
  const next = 2 + 2 + jpeg.readUInt16BE(4);
  return Buffer.concat([jpeg.subarray(0, next), stray, jpeg.subarray(next)]);
}

/** Whole files by name, whose first word is the name of their type. */
export const WHOLE_FILES: Readonly<Record<string, () => Promise<Buffer>>> = {
  JPEG: () => picture().jpeg().toBuffer(),
  'JPEG, progressive': () => picture().jpeg({ progressive: true }).toBuffer(),
  'JPEG, grey': () => picture().greyscale().jpeg().toBuffer(),
  'JPEG, CMYK': () => picture().toColourspace('cmyk').jpeg().toBuffer(),
  'JPEG with a thumbnail': jpegWithThumbnail,
  'JPEG of several pictures': jpegOfSeveral,
  'JPEG with a stray byte': () => jpegWithStrayBytes(),
  'JPEG with many stray bytes': () => jpegWithStrayBytes(Buffer.from('0d0a0000ff000102', 'hex')),
  'JPEG with fill bytes': () => jpegWithStrayBytes(Buffer.from('ffffff', 'hex')),
  'JPEG with bytes after its end': async () => Buffer.concat([await picture().jpeg().toBuffer(), Buffer.from('\r\n')]),
  PNG: () => picture().png().toBuffer(),
  'PNG, interlaced and transparent': () => transparent().png({ progressive: true }).toBuffer(),
  'PNG with a palette': () => picture().png({ palette: true }).toBuffer(),
  'PNG of 16 bits': () => picture().toColourspace('rgb16').png().toBuffer(),
  GIF: () => picture().gif().toBuffer(),
  'GIF, interlaced': () => picture().gif({ progressive: true }).toBuffer(),
  'GIF, animated': async () => (await frames()).gif({ delay: [40, 80] }).toBuffer(),
  WebP: () => picture().webp().toBuffer(),
  'WebP, lossless': () => picture().webp({ lossless: true }).toBuffer(),
  'WebP, transparent': () => transparent().webp().toBuffer(),
  'WebP, animated': async () => (await frames()).webp({ delay: [40, 80] }).toBuffer(),
  'WebP with bytes after its end': async () => Buffer.concat([await picture().webp().toBuffer(), Buffer.from('\0\0')]),
  AVIF: () => picture().avif().toBuffer(),
  'AVIF, transparent': () => transparent().avif().toBuffer(),
  'AVIF, lossless': () => picture().avif({ lossless: true }).toBuffer(),
  'AVIF, grey': () => picture().greyscale().avif().toBuffer(),
  'AVIF with a byte after its end': async () => Buffer.concat([await picture().avif().toBuffer(), Buffer.from('\n')]),
  'AVIF with text after its end': async () =>
    Buffer.concat([await picture().avif().toBuffer(), Buffer.from('\r\n<!-- cached -->')]),
  'AVIF, turned by its boxes': () => picture().withMetadata({ orientation: 6 }).avif().toBuffer(),
};

/** How many bytes at the end of a file belong to nothing. */
export const TRAILING: Readonly<Record<string, number>> = {
  'JPEG with bytes after its end': 2,
  'WebP with bytes after its end': 2,
  'AVIF with a byte after its end': 1,
  'AVIF with text after its end': 17,
};

export type TurnedType = 'jpeg' | 'png' | 'png with its EXIF last' | 'webp' | 'avif';

/** The picture as a camera stores it that is held so: upright only for who reads its EXIF (1 to 8). */
export async function heldAs(orientation: number, type: TurnedType, upright: Sharp = picture()): Promise<Buffer> {
  const { data, info } = await upright.clone().removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const stored = sharp(data, { raw: { width, height, channels } });
  // What a viewer undoes: a mirror first, then a quarter or a half of a turn.
  const turned = { 1: 0, 2: 0, 3: 180, 4: 180, 5: 90, 6: 270, 7: 270, 8: 90 }[orientation] ?? 0;
  const bytes = await stored.rotate(turned).raw().toBuffer({ resolveWithObject: true });
  const mirrored = sharp(bytes.data, { raw: bytes.info }).flop([2, 4, 5, 7].includes(orientation));
  const file = mirrored.withMetadata({ orientation: type === 'avif' ? 1 : orientation });
  if (type === 'jpeg') return file.jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer();
  if (type === 'png') return file.png().toBuffer();
  if (type === 'png with its EXIF last') return withExifLast(await file.png().toBuffer());
  if (type === 'webp') return file.webp({ lossless: true }).toBuffer();
  // AVIF turns by boxes of its own, and so does sharp. Others write EXIF alone.
  return withExifOrientation(await file.avif({ lossless: true, effort: 0 }).toBuffer(), orientation);
}

function withExifOrientation(avif: Buffer, orientation: number): Buffer {
  const entry = avif.indexOf(Buffer.from('120103000100000001000000', 'hex'));
  if (entry < 0) throw new Error('The file has no EXIF of its own.');
  avif.writeUInt16LE(orientation, entry + 8);
  return avif;
}

/** By the standard the chunk may stand on either side of the picture. */
function withExifLast(png: Buffer): Buffer {
  const at = png.indexOf('eXIf') - 4;
  const after = at + 12 + png.readUInt32BE(at);
  const end = png.length - 12;
  return Buffer.concat([png.subarray(0, at), png.subarray(after, end), png.subarray(at, after), png.subarray(end)]);
}
