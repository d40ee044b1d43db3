// A list of cards is UTF-8 text. What else people hand over is known by its first bytes and named, before a card is drawn.
import { CardError } from '../../../card-schema/errors.ts';

/** How many bytes of a list are looked at to know its format. A tar archive names itself at byte 257. */
export const MAX_HEAD_BYTES = 4096;

const UNPACK = 'unpack it first';
const EXPORT = 'write its cards into a text file, one per line';
const AS_UTF8 = 'save it as UTF-8, such as with iconv -t UTF-8 -f';

/** By their first bytes in hexadecimal. The first that fits counts: UTF-32 begins as UTF-16 does, and an Excel sheet as any zip. */
const BINARY_FORMATS: readonly (readonly [begins: RegExp, name: string, remedy: string])[] = [
  // Without a mark of byte order: a line of a list begins with characters of ASCII.
  [/^(fffe0000|((09|0a|0d|[2-7].)000000){2})/, 'UTF-32 (little-endian)', `${AS_UTF8} UTF-32LE`],
  [/^(0000feff|(000000(09|0a|0d|[2-7].)){2})/, 'UTF-32 (big-endian)', `${AS_UTF8} UTF-32BE`],
  [/^(fffe|((09|0a|0d|[2-7].)00){2})/, 'UTF-16 (little-endian)', `${AS_UTF8} UTF-16LE`],
  [/^(feff|(00(09|0a|0d|[2-7].)){2})/, 'UTF-16 (big-endian)', `${AS_UTF8} UTF-16BE`],
  [/^1f8b/, 'compressed with gzip', `${UNPACK}, with gunzip`],
  [/^28b52ffd/, 'compressed with zstd', `${UNPACK}, with unzstd`],
  [/^425a683[1-9](314159265359|177245385090)/, 'compressed with bzip2', `${UNPACK}, with bunzip2`],
  [/^fd377a585a00/, 'compressed with xz', `${UNPACK}, with unxz`],
  [/^(04224d18|1f9d|1fa0|377abcaf271c|526172211a)/, 'a compressed archive', UNPACK],
  [/^504b0304.*(5b436f6e74656e745f54797065735d|786c2f776f726b626f6f6b)/, 'a document of Excel or Word', EXPORT],
  [/^504b0304.{52}6d696d65747970656170706c69636174696f6e/, 'a document of LibreOffice', EXPORT],
  [/^504b0[35]0[46]/, 'a zip archive', `${UNPACK}, with unzip`],
  [/^.{514}7573746172(00|2020)/, 'a tar archive', `${UNPACK}, with tar -x`],
  [/^d0cf11e0a1b11ae1/, 'a document of Excel or Word', EXPORT],
  [/^255044462d/, 'a PDF', EXPORT],
  [/^7b5c727466/, 'a document of a word processor (RTF)', EXPORT],
  [/^ffd8ff/, 'a picture (JPEG)', 'a picture of your own is stored by put --file'],
  [/^(89504e470d0a1a0a|474946383[79]61|52494646.{8}57454250|000000..66747970|49492a00|4d4d002a)/, 'a picture or a film', EXPORT],
  [/^53514c69746520666f726d6174203300/, 'a database (SQLite)', EXPORT],
  [/^(7f454c46|4d5a9000)/, 'a program', EXPORT],
];

const TEXT_FORMATS: readonly (readonly [looks: RegExp, name: string, remedy: string])[] = [
  [/^\s*<[!?a-zA-Z]/, 'HTML or XML', `${EXPORT}; from a server it may be a page that says why there is no list`],
  [/^\s*\[\s*[{\]"]/, 'one JSON array', "write each card on a line of its own, such as with jq -c '.[]' LIST"],
  [/^\s*\{\s*[\r\n]\s*"/, 'JSON with a card on several lines', 'write each card on one line, such as with jq -c . LIST'],
];

/** Throws CardError `bad_list` where the first bytes of a list are not those of text with a card per line. */
export function refuseOtherFormats(head: Uint8Array): void {
  const hex = Array.from(head, inHex).join('');
  const text = new TextDecoder().decode(head);
  const [, name, remedy] =
    BINARY_FORMATS.find(([begins]) => begins.test(hex)) ?? TEXT_FORMATS.find(([looks]) => looks.test(text)) ?? [];
  if (name !== undefined)
    throw new CardError('bad_list', `The list is ${name}, not UTF-8 text with one card per line: ${remedy}.`);
  if (isText(head, text)) return;
  const first = Array.from(head.subarray(0, 8), inHex).join(' ');
  throw new CardError(
    'bad_list',
    `The list must be UTF-8 text with one card per line, and begins with the bytes ${first}: ${EXPORT}.`,
  );
}

const inHex = (byte: number) => byte.toString(16).padStart(2, '0');

/** Text has few NULs, and no controls together with much that is not UTF-8. A letter in Latin-1 is still text. */
function isText(head: Uint8Array, text: string): boolean {
  const share = (of: (byte: number) => boolean) => head.filter(of).length / Math.max(1, head.length);
  if (share((byte) => byte === 0) > 0.3) return false;
  const controls = share((byte) => byte < 0x20 && !WHITE_OR_ESCAPE.has(byte));
  return controls < 0.03 || (text.match(/\ufffd/g)?.length ?? 0) < 0.1 * text.length;
}

/** Tab, line ends, form feeds, and the escape of ISO-2022. */
const WHITE_OR_ESCAPE = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1b]);
