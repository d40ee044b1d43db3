// Names for what people's hosts send in place of an image of an allowed type, so that a refusal says what came.

/** How far a text is looked into: declarations and comments may come before what it is. */
const MAX_LOOK_BYTES = 4096;

/** The first bytes, in hexadecimal. */
const BINARY: readonly (readonly [name: string, shape: RegExp])[] = [
  ['ICO', /^0000(01|02)00/],
  ['BMP', /^424d/],
  ['TIFF', /^(49492[ab]00|4d4d002[ab])/],
  ['JPEG XL', /^(ff0a|0000000c4a584c200d0a870a)/],
  ['JPEG 2000', /^(ff4fff51|0000000c6a5020200d0a870a)/],
  ['HEIC', /^.{8}66747970(68656963|68656978|68657663|68656978|6865696d|68656973|6d696631|6d736631)/], // ftyp of a HEIF file
  ['video', /^(.{8}66747970|1a45dfa3|52494646.{8}41564920|4f676753)/], // MP4, WebM, AVI, Ogg
  ['PDF', /^25504446/],
  ['PSD', /^38425053/],
  ['gzip', /^1f8b/],
  ['zstd', /^28b52ffd/],
  ['ZIP', /^504b0304/],
];

const TEXTS: readonly (readonly [name: string, shape: RegExp])[] = [
  ['HTML', /^\s*<(!doctype\s+html|html|head|body|script|title|meta|h1|p|div)\b/i],
  ['SVG', /<svg[\s>]/i],
  ['XML', /^\s*</],
  ['JSON', /^\s*[[{]/],
];

/** Names, in a word, a file that is not an image of an allowed type. */
export function nameOtherType(bytes: Buffer): string {
  if (bytes.length === 0) return 'nothing';
  const signature = bytes.toString('hex', 0, 12);
  const binary = BINARY.find(([, shape]) => shape.test(signature));
  if (binary) return binary[0];
  const start = bytes.toString('latin1', 0, MAX_LOOK_BYTES);
  // UTF-16 of these texts is Latin-1 with zeros in between.
  const text = /^(\xff\xfe|\xfe\xff)/.test(start) ? start.slice(2).replaceAll('\0', '') : start.replace(/^\xef\xbb\xbf/, '');
  if ([...text.replace(/\s+/g, '')].some((character) => character < ' ')) return 'data of no known type';
  return TEXTS.find(([, shape]) => shape.test(text))?.[0] ?? 'text';
}
