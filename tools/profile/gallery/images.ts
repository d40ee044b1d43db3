// Images of every kind of file that a card may show, made of chance.
import sharp, { type Sharp } from 'sharp';
import { createRandom, type Random } from './random.ts';

export interface ImageFile {
  readonly type: string;
  readonly bytes: Buffer;
}

type Encode = (picture: Sharp) => Sharp;

const WAYS: Readonly<Record<string, Encode>> = {
  'baseline.jpg': (picture) => picture.jpeg({ quality: 82 }),
  'progressive.jpg': (picture) => picture.jpeg({ progressive: true, optimiseScans: true, quality: 70 }),
  'full-colour.jpg': (picture) => picture.jpeg({ chromaSubsampling: '4:4:4', quality: 95 }),
  'grey.jpg': (picture) => picture.greyscale().toColourspace('b-w').jpeg(),
  'cmyk.jpg': (picture) => picture.toColourspace('cmyk').jpeg(),
  'turned.jpg': (picture) => picture.withMetadata({ orientation: 6 }).jpeg(),
  'turned-3.jpg': (picture) => picture.withMetadata({ orientation: 3 }).jpeg({ progressive: true }),
  'turned.png': (picture) => picture.withMetadata({ orientation: 8 }).png(),
  'turned.webp': (picture) => picture.withMetadata({ orientation: 6 }).webp({ quality: 70 }),
  'turned-5.webp': (picture) => picture.withMetadata({ orientation: 5 }).webp({ lossless: true }),
  'turned.avif': (picture) => picture.withMetadata({ orientation: 8 }).avif({ effort: 2 }),
  'wide-gamut.jpg': (picture) => picture.withIccProfile('p3').jpeg(),
  'trellis.jpg': (picture) => picture.jpeg({ mozjpeg: true }),
  'restart.jpg': (picture) => picture.jpeg({ chromaSubsampling: '4:2:0', quality: 40, overshootDeringing: true }),
  'colour.png': (picture) => picture.removeAlpha().png(),
  'alpha.png': (picture) => picture.png(),
  'interlaced.png': (picture) => picture.png({ progressive: true }),
  'deep.png': (picture) => picture.toColourspace('rgb16').png(),
  'deep-grey.png': (picture) => picture.greyscale().toColourspace('grey16').png(),
  'grey.png': (picture) => picture.greyscale().toColourspace('b-w').removeAlpha().png(),
  'grey-alpha.png': (picture) => picture.greyscale().toColourspace('b-w').png(),
  'palette-2.png': (picture) => picture.png({ palette: true, colours: 2 }),
  'palette-4.png': (picture) => picture.png({ palette: true, colours: 4 }),
  'palette-16.png': (picture) => picture.png({ palette: true, colours: 16, progressive: true }),
  'palette-256.png': (picture) => picture.png({ palette: true, colours: 256 }),
  'flat.png': (picture) => picture.png({ adaptiveFiltering: false, compressionLevel: 1 }),
  'filtered.png': (picture) => picture.withIccProfile('p3').png({ adaptiveFiltering: true, compressionLevel: 9 }),
  'lossy.webp': (picture) => picture.removeAlpha().webp({ quality: 60 }),
  'lossless.webp': (picture) => picture.webp({ lossless: true }),
  'near-lossless.webp': (picture) => picture.webp({ nearLossless: true, quality: 50 }),
  'alpha.webp': (picture) => picture.webp({ quality: 80, alphaQuality: 40 }),
  'sharp.webp': (picture) => picture.webp({ smartSubsample: true, quality: 95, effort: 6 }),
  'still.gif': (picture) => picture.gif({ colours: 32 }),
  'interlaced.gif': (picture) => picture.gif({ progressive: true, dither: 0 }),
  'colour.avif': (picture) => picture.removeAlpha().avif({ quality: 50, effort: 2 }),
  'alpha.avif': (picture) => picture.avif({ quality: 70, chromaSubsampling: '4:4:4', effort: 2 }),
  'deep.avif': (picture) => picture.toColourspace('rgb16').avif({ quality: 60, effort: 2 }),
  'lossless.avif': (picture) => picture.avif({ lossless: true, effort: 0 }),
  'ten-bit.avif': (picture) => picture.toColourspace('rgb16').avif({ bitdepth: 10, effort: 2 }),
  'wide-gamut.avif': (picture) => picture.withIccProfile('p3').avif({ effort: 2 }),
  'wide-gamut.webp': (picture) => picture.withIccProfile('p3').webp({ quality: 75 }),
  'grey.avif': (picture) => picture.greyscale().avif({ effort: 2 }),
};

const ANIMATED: Readonly<Record<string, Encode>> = {
  'animated.gif': (frames) => frames.gif({ loop: 0, delay: [40, 80, 120] }),
  'animated.webp': (frames) => frames.webp({ loop: 2, delay: [40, 80, 120], quality: 60 }),
  'animated-lossless.webp': (frames) => frames.webp({ lossless: true, delay: [20, 20, 20] }),
};

/** By name. The same seed gives the same images. */
export async function galleryImages(seed: string): Promise<ReadonlyMap<string, ImageFile>> {
  const random = createRandom(`${seed} images`);
  const files = new Map<string, ImageFile>();
  const add = (name: string, bytes: Buffer, type = `image/${name.replace(/.*\./, '').replace('jpg', 'jpeg')}`) =>
    files.set(name, { type, bytes });
  for (const [name, encode] of Object.entries(WAYS)) {
    const [width, height] = [random.integer(16, 900), random.integer(16, 700)];
    add(name, await encode(sharp(Buffer.from(drawing(random, width, height)))).toBuffer());
  }
  const frames = await Promise.all(
    Array.from({ length: 3 }, () =>
      sharp(Buffer.from(drawing(random, 120, 80)))
        .png()
        .toBuffer(),
    ),
  );
  for (const [name, encode] of Object.entries(ANIMATED))
    add(name, await encode(sharp(frames, { join: { animated: true } })).toBuffer());

  const photo = sharp(Buffer.from(drawing(random, 1600, 1000))).blur(3);
  add('large.jpg', await photo.clone().jpeg({ quality: 90 }).toBuffer());
  add('large.webp', await photo.clone().webp({ quality: 70, effort: 1 }).toBuffer());
  add('large.png', await photo.clone().png({ compressionLevel: 3 }).toBuffer());
  await addCameras(add, random);
  add('drawing.svg', Buffer.from(drawing(random, 300, 200)), 'image/svg+xml');
  add('picture.bmp', bitmap(random, 40, 30), 'image/bmp');
  add(
    'picture.ico',
    icon(
      await sharp(Buffer.from(drawing(random, 32, 32)))
        .png()
        .toBuffer(),
    ),
    'image/x-icon',
  );
  add('cut.jpg', (files.get('progressive.jpg')?.bytes ?? Buffer.alloc(0)).subarray(0, -200), 'image/jpeg');
  add('cut.png', (files.get('alpha.png')?.bytes ?? Buffer.alloc(0)).subarray(0, -60), 'image/png');
  add('cut.webp', (files.get('lossy.webp')?.bytes ?? Buffer.alloc(0)).subarray(0, -60), 'image/webp');
  const stray = files.get('baseline.jpg')?.bytes ?? Buffer.alloc(0);
  add('stray.jpg', Buffer.concat([stray.subarray(0, 20), Buffer.alloc(1), stray.subarray(20)]));
  // Whole by their lengths and markers, so that they come as far as the browser, whose decoders then give up.
  for (const name of ['colour.png', 'lossy.webp', 'lossless.webp', 'colour.avif', 'progressive.jpg', 'interlaced.gif'])
    add(`spoilt-${name}`, spoilt(files.get(name)?.bytes ?? Buffer.alloc(0)));
  add('broken', Buffer.from('no image at all'), 'image/png');
  add('empty', Buffer.alloc(0), 'image/png');
  return files;
}

type Add = (name: string, bytes: Buffer) => void;

/** As large as cameras and screens make them: 24 and 25 megapixels. */
async function addCameras(add: Add, random: Random): Promise<void> {
  const small = await sharp(Buffer.from(drawing(random, 600, 400)))
    .removeAlpha()
    .toBuffer();
  const photo = sharp(small).resize(6000, 4000, { kernel: 'linear' });
  add('camera.jpg', await photo.clone().jpeg({ quality: 75 }).toBuffer());
  add('camera-progressive.jpg', await photo.clone().jpeg({ quality: 60, progressive: true }).toBuffer());
  add('camera.webp', await photo.clone().webp({ quality: 50, effort: 0 }).toBuffer());
  add('screen.png', await photo.clone().png({ palette: true, colours: 32, compressionLevel: 1 }).toBuffer());
}

/** Some bytes in the middle are others. */
function spoilt(image: Buffer): Buffer {
  const copy = Buffer.from(image);
  const from = Math.floor(copy.length / 2);
  for (let at = from; at < Math.min(copy.length - 40, from + 60); at++) copy[at] = (copy[at] ?? 0) ^ 0x5a;
  return copy;
}

/** Gradients, shapes and letters, partly transparent: each codec has something to do. */
function drawing(random: Random, width: number, height: number): string {
  const hue = () => `hsl(${random.integer(0, 360)} ${random.integer(20, 100)}% ${random.integer(10, 90)}%)`;
  const shapes = Array.from(
    { length: random.integer(4, 20) },
    () =>
      `<circle cx="${random.integer(0, width)}" cy="${random.integer(0, height)}" r="${random.integer(2, width / 3)}"
        fill="${hue()}" opacity="0.${random.integer(2, 9)}"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><linearGradient id="g" x2="1"
    y2="1"><stop stop-color="${hue()}" stop-opacity="${random.pick(['1', '0.3'])}"/><stop offset="1"
    stop-color="${hue()}"/></linearGradient></defs>
    <rect width="100%" height="80%" fill="url(#g)"/>${shapes.join('')}<text x="4" y="${height / 2}" font-size="${height / 4}"
      fill="${hue()}">${random.integer(10, 99)}</text></svg>`;
}

function bitmap(random: Random, width: number, height: number): Buffer {
  const row = (width * 3 + 3) & ~3;
  const bytes = Buffer.alloc(54 + row * height);
  bytes.write('BM');
  bytes.writeUInt32LE(bytes.length, 2);
  bytes.writeUInt32LE(54, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(width, 18);
  bytes.writeInt32LE(height, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(24, 28);
  for (let at = 54; at < bytes.length; at++) bytes[at] = random.integer(0, 255);
  return bytes;
}

function icon(png: Buffer): Buffer {
  const header = Buffer.alloc(22);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(1, 4);
  header.set([32, 32, 0, 0, 1, 0, 32, 0], 6);
  header.writeUInt32LE(png.length, 14);
  header.writeUInt32LE(22, 18);
  return Buffer.concat([header, png]);
}
