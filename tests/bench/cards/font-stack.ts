/** The families of every text that may leave Latin, in the order in which a character looks for its glyph. */
const FONT_FAMILIES = [
  'Inter',
  'Noto Sans Arabic',
  'Noto Sans Hebrew',
  'Noto Sans Devanagari',
  'Noto Sans Thai',
  'Noto Sans SC',
  'Noto Sans KR',
  'Noto Color Emoji', // last: it has digits
] as const;

export const FONT_STACK = FONT_FAMILIES.map((family) => `"${family}"`).join(', ');
