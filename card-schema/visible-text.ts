// Which characters show something, and which may not stay in a line of text.

/** Tabs and the line breaks of Unicode (UAX #14: BK, CR, LF, NL), which one line shows as a space. */
export const LINE_BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

// Ranges, not the property Default_Ignorable_Code_Point, so that signers in other languages have the same list and a newer
// engine no other one. Beyond it: white space, controls, surrogates, noncharacters, annotations, and letters that are blank:
// Braille U+2800, the Egyptian blanks and joiners, the Khitan filler, the null notehead.
const VISIBLE = new RegExp(
  '[^\\s\\p{Cc}\\p{Cs}\\p{Noncharacter_Code_Point}' +
    '\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164' +
    '\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\u{13430}-\\u{13442}\\u{16fe4}\\u{1bca0}-\\u{1bca3}\\u{1d159}' +
    '\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}]',
  'u',
);

/** Whether anything of a text is seen when it is drawn. */
export function hasVisibleCharacter(text: string): boolean {
  return VISIBLE.test(text);
}
