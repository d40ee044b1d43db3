// Page data as one clean line. The schema refuses what is wrong with a text; a main site would rather have it mended.
import { LINE_BREAKS } from './visible-text.ts';

/** How much of a text is looked at, in UTF-16 units: far more than any field takes. */
const MAX_TEXT_UNITS = 20_000;

// Noncharacters and marks of byte order besides what the schema refuses.
const UNWANTED = /(?![\t\n\v\f\r\u0085])\p{Cc}|[\p{Cs}\p{Noncharacter_Code_Point}\u202a-\u202e\ufeff]/gu;
const REMARKABLE = new RegExp(`${UNWANTED.source}|[\\v\\f\\u0085\\u2028\\u2029]`, 'u');
const BLANKS = new RegExp(LINE_BREAKS.source.replace('[', '[ '), 'g');

/**
 * One line in Unicode's form NFC: line breaks and runs of spaces are one space; controls, lone surrogates, overrides of the
 * direction (U+202A to U+202E), noncharacters and U+FEFF go. Joiners, isolates, soft hyphens and no-break spaces stay.
 */
export function cleanText(text: string): string {
  return text.slice(0, MAX_TEXT_UNITS).replace(UNWANTED, '').replace(BLANKS, ' ').normalize('NFC').trim();
}

/** Whether cleaning takes something away, or a separator that nobody types: what is worth a warning. */
export function isUnclean(text: string): boolean {
  return REMARKABLE.test(text.slice(0, MAX_TEXT_UNITS).trim());
}
