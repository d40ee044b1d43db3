// How a language puts words in quotation marks.
import type { Dictionary } from './fixed-words.ts';

/** The opening and the closing mark. */
export type QuotationMarks = readonly [opening: string, closing: string];

const ENGLISH: QuotationMarks = ['“', '”'];
const LOW: QuotationMarks = ['„', '“'];
const LOW_AND_RIGHT: QuotationMarks = ['„', '”'];
const RIGHT: QuotationMarks = ['”', '”'];
const ANGLES: QuotationMarks = ['«', '»'];
const CORNERS: QuotationMarks = ['「', '」'];

/** What is not here has the marks of English. */
export const QUOTATION_MARKS: Dictionary<QuotationMarks> = {
  en: ENGLISH,
  am: ANGLES,
  ar: ANGLES,
  be: ANGLES,
  bg: LOW,
  bs: LOW_AND_RIGHT,
  ca: ANGLES,
  cs: LOW,
  da: ['»', '«'],
  de: LOW,
  'de-CH': ANGLES,
  el: ANGLES,
  es: ANGLES,
  et: LOW,
  eu: ANGLES,
  fa: ANGLES,
  fi: RIGHT,
  fr: ANGLES,
  gl: ANGLES,
  he: RIGHT,
  hr: LOW_AND_RIGHT,
  hu: LOW_AND_RIGHT,
  hy: ANGLES,
  is: LOW,
  it: ANGLES,
  ja: CORNERS,
  ka: LOW,
  kk: ANGLES,
  lt: LOW,
  lv: ANGLES,
  mk: LOW,
  mn: ANGLES,
  nb: ANGLES,
  pl: LOW_AND_RIGHT,
  'pt-PT': ANGLES,
  ro: LOW_AND_RIGHT,
  ru: ANGLES,
  sk: LOW,
  sl: LOW,
  sq: ANGLES,
  sr: LOW,
  'sr-Latn': LOW,
  sv: RIGHT,
  uk: ANGLES,
  'zh-Hant': CORNERS,
};
