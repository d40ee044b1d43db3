// One line of a list from its bytes. What is not UTF-8, or no line, fails with a reason, and never becomes a card.
import { CardError, quotingError } from '../../../card-schema/errors.ts';
import { holdsCard } from './card-line.ts';

export interface CardLine {
  /** Its number in the list, from 1, comments and empty lines counted. */
  readonly line: number;
  readonly text: string;
  /** Why the line cannot be read. Its text is then for people only: a byte that is not UTF-8 stands in it as `\xFC`. */
  readonly unreadable?: CardError;
}

/** No card is a tenth as long, even with every character escaped. */
export const MAX_LINE_BYTES = 100_000;
/** What is kept of a longer one, to show which it is. */
export const MAX_SAMPLE_BYTES = 1000;

/** Undefined for comments and blanks, which hold no card. `kept` is all of the line, or the beginning of one that is too long. */
export function readLine(line: number, kept: Uint8Array, bytes: number): CardLine | undefined {
  const { text, badAt } = decode(bytes > MAX_LINE_BYTES ? kept.subarray(0, MAX_SAMPLE_BYTES) : kept);
  if (/^\s*#/.test(text)) return undefined;
  if (bytes > MAX_LINE_BYTES) return { line, text, unreadable: tooLong(bytes) };
  if (badAt !== undefined) return { line, text, unreadable: notUtf8(text, badAt) };
  return holdsCard(text) ? { line, text } : undefined;
}

function tooLong(bytes: number): CardError {
  const [has, max] = [bytes, MAX_LINE_BYTES].map((value) => value.toLocaleString('en-US'));
  return new CardError(
    'too_long',
    `The line has ${has} bytes, more than ${max}, which no card needs: a line break is missing, or this is no list.`,
  );
}

function notUtf8(text: string, badAt: number): CardError {
  const byte = `0x${text.slice(badAt + 2, badAt + 4)}`;
  return quotingError(
    'not_a_card',
    (quote) =>
      `The line is not UTF-8: byte ${byte} after ${quote(text.slice(Math.max(0, badAt - 12), badAt))}. Save the list as UTF-8, such as with iconv -t UTF-8 -f ISO-8859-1.`,
  );
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const lossy = new TextDecoder('utf-8', { ignoreBOM: true });

interface Decoded {
  readonly text: string;
  /** Where in the text the first byte stands that is not UTF-8. */
  readonly badAt?: number;
}

function decode(bytes: Uint8Array): Decoded {
  try {
    return { text: utf8.decode(bytes) };
  } catch {
    return escapeBytes(bytes);
  }
}

function escapeBytes(bytes: Uint8Array): Decoded {
  let text = '';
  let badAt: number | undefined;
  for (let at = 0; at < bytes.length; ) {
    const size = [1, 2, 3, 4].find((length) => isOneCharacter(bytes.subarray(at, at + length)));
    if (size === undefined) {
      badAt ??= text.length;
      text += `\\x${(bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0')}`;
    } else text += lossy.decode(bytes.subarray(at, at + size));
    at += size ?? 1;
  }
  return badAt === undefined ? { text } : { text, badAt };
}

const U_FFFD = [0xef, 0xbf, 0xbd];

function isOneCharacter(bytes: Uint8Array): boolean {
  const text = lossy.decode(bytes);
  return !text.includes('\ufffd') || U_FFFD.every((byte, at) => bytes[at] === byte);
}
