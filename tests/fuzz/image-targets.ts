// The reader of images.
import sharp from 'sharp';
import { judgeImage, readImage } from '../../edge/adapters/images/judge-image.ts';
import { gif } from '../attacks/pixel-bombs.ts';
import { parsed, promise } from './promises.ts';
import type { Target } from './target.ts';

const PNG_START = '\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x08\0\0\0\x08\x08\x02\0\0\0\x4b\x6d\x29\xdc';
const AVIF_START = '\0\0\0\x10ftypavif\0\0\0\0';

/** Small whole images of each type, three with EXIF. */
const dot = sharp({ create: { width: 8, height: 8, channels: 3, background: 'teal' } });
const imageFiles = await Promise.all([
  dot.clone().jpeg().toBuffer(),
  dot.clone().jpeg({ progressive: true }).withMetadata({ orientation: 6 }).toBuffer(),
  dot.clone().png().toBuffer(),
  dot.clone().webp().toBuffer(),
  dot.clone().webp({ lossless: true }).withMetadata({ orientation: 6 }).toBuffer(),
  dot.clone().avif().toBuffer(),
  dot.clone().avif().withMetadata({ orientation: 6 }).toBuffer(),
  dot.clone().gif().toBuffer(),
]);

/** A WebP with a chunk more, in Latin-1. */
function webpWith(name: string, content: string): string {
  const [webp = Buffer.alloc(0)] = imageFiles.slice(3);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(content.length);
  const file = Buffer.concat([webp, Buffer.from(name), length, Buffer.from(content, 'latin1')]);
  file.writeUInt32LE(file.length - 8, 4);
  return file.toString('latin1');
}

export const IMAGE_TARGETS: readonly Target[] = [
  {
    name: 'image reader',
    seeds: [...imageFiles, gif(8, 9, 1, Buffer.from('21fe0468656c6c00', 'hex'))].map((bytes) => bytes.toString('latin1')),
    long: {
      'fill bytes': (length) => `\xff\xd8${'\xff'.repeat(length)}`,
      'empty segments': (length) => `\xff\xd8${'\xff\xfe\0\x02'.repeat(length / 4)}`,
      'segments without a length': (length) => `\xff\xd8${'\xff\xfe\0\0'.repeat(length / 4)}`,
      'bytes between segments': (length) => `\xff\xd8\xff\xe0\0\x02${'\x01'.repeat(length)}`,
      notes: (length) => `GIF89a\x08\0\x08\0\0\0\0${'!\xfe\x01x\0'.repeat(length / 5)}`,
      scans: (length) => `\xff\xd8${'\xff\xda\0\x02\xff\0'.repeat(length / 6)}`,
      chunks: (length) => `${PNG_START}${'\0\0\0\0tEXt\0\0\0\0'.repeat(length / 12)}`,
      boxes: (length) => AVIF_START + '\0\0\0\x08free'.repeat(length / 8),
      'boxes in boxes': (length) => AVIF_START + '\0\0\xff\xffmoov'.repeat(length / 8),
      'metas in metas': (length) => AVIF_START + '\0\0\0\x0cmeta\0\0\0\0'.repeat(length / 12),
      'places of items': (length) =>
        `${AVIF_START}\0\0\0\0meta\0\0\0\0\0\0\0\0iloc\x01\0\0\0\0\0\xff\xff${'\0\x01\0\0\0\0\xff\xff'.repeat(length / 8)}`,
      'a directory of EXIF': (length) =>
        webpWith('EXIF', `II*\0\x08\0\0\0\xff\xff${'\x13\x01\x03\0\x01\0\0\0\x06\0\0\0'.repeat(length / 12)}`),
      'one long note': (length) => `GIF89a\x08\0\x08\0\0\0\0!\xfe${'\x01x'.repeat(length / 2)}`,
    },
    run: (text) =>
      parsed(() => {
        const bytes = Buffer.from(text, 'latin1');
        const { name, width, height, orientation } = readImage(bytes, 'host');
        promise(Number.isInteger(width * height) && width * height > 0, 'a size is a whole number');
        promise([1, 2, 3, 4, 5, 6, 7, 8].includes(orientation), 'an orientation is one of eight');
        promise(judgeImage(bytes, 'host').bytes.length >= bytes.length, 'an image that is taken is handed on whole');
        return `${name} ${orientation}`;
      }),
  },
];
