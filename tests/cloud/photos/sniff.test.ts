import { describe, expect, test } from '@jest/globals';
import { PhotoError } from '../../../cloud/photos/photo-error.ts';
import { SOURCE_TYPES, sniff } from '../../../cloud/photos/sniff.ts';
import { WHOLE_FILES } from '../../support/image-files.ts';

const brands = (text: string) =>
  Buffer.from(`\0\0\0${String.fromCharCode(8 + text.length + 4)}ftyp${text.slice(0, 4)}\0\0\0\0${text.slice(4)}`, 'latin1');

test.each(Object.entries(WHOLE_FILES))('%s is known by its first bytes', async (name, make) => {
  expect(sniff(await make())).toBe(name.split(/[, ]/)[0]);
});

test.each([
  ['HEIC', 'heicmif1heic'],
  ['HEIC', 'heixmif1heix'],
  ['HEIC', 'mif1mif1heic'],
  ['HEIC', 'hevcmsf1hevc'],
  ['HEIC', 'msf1hevcmif1'],
  ['AVIF', 'avifmif1miaf'],
  ['AVIF', 'mif1avifmiaf'],
  ['AVIF', 'avisavifmsf1'],
])('%s is known by its brands %s', (type, text) => {
  expect(sniff(brands(text))).toBe(type);
});

describe('a file of another type', () => {
  const refusalOf = (bytes: Uint8Array) => {
    try {
      return sniff(bytes);
    } catch (error) {
      if (error instanceof PhotoError) return `${error.code}: ${error.message}`;
      throw error;
    }
  };

  test.each([
    ['unsupported: The file is SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['unsupported: The file is PDF', Buffer.from('%PDF-1.4')],
    ['unsupported: The file is TIFF, or a RAW file of a camera', Buffer.from('49492a0010000000', 'hex')],
    ['unsupported: The file is a RAW file of a camera', brands('crx crx isom')],
    ['unsupported: The file is video', brands('isomiso2mp41')],
    ['unsupported: The file is video', brands('qt  qt  ')],
    ['unsupported: The file is HEIF with another codec than HEVC', brands('avcimif1avci')],
    ['unsupported: The file is JPEG-LS', Buffer.from('ffd8fff7000b08', 'hex')],
    ['unsupported: The file is OpenEXR', Buffer.from('762f310102000000', 'hex')],
    ['unsupported: The file is Radiance HDR', Buffer.from('#?RADIANCE\nFORMAT=32-bit_rle_rgbe')],
    ['unsupported: The file is PNM', Buffer.from('P6\n640 480\n255\n')],
    ['unsupported: The file is PostScript', Buffer.from('%!PS-Adobe-3.0 EPSF-3.0')],
    ['unsupported: The file is video', Buffer.from('\0\0\x10\0moov\0\0\0lmvhd', 'latin1')],
    ['not_an_image: The file holds text', Buffer.from('P7 is no header, and free words are no video')],
    ['not_an_image: The file holds text', Buffer.from('The free words stand at byte four')],
    ['not_an_image: The file is empty', Buffer.alloc(0)],
    ['not_an_image: The file holds HTML', Buffer.from('<html>')],
    ['not_an_image: The file holds ZIP', Buffer.from('504b030414', 'hex')],
  ])('%s', (start, bytes) => {
    const refusal = refusalOf(bytes);
    expect(refusal.startsWith(start)).toBe(true);
    for (const type of SOURCE_TYPES) expect(refusal).toContain(type);
  });

  test('is looked at in its own part of a larger buffer', () => {
    const whole = Buffer.from('%PDF-1.4\xff\xd8\xff\xe0 and more', 'latin1');
    expect(sniff(new Uint8Array(whole.buffer, whole.byteOffset + 8, 8))).toBe('JPEG');
  });
});
