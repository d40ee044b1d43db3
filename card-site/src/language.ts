// In which language a card is set, and in which direction. Languages that share Han characters write some of them differently.

/** As in the `lang` attribute, for a text that nobody has tagged: its Han characters are those of a language, whatever else it says. */
export function languageOf(text: string, otherwise = 'en'): string {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return 'ja';
  if (/\p{Script=Hangul}/u.test(text)) return 'ko';
  if (/\p{Script=Bopomofo}/u.test(text)) return 'zh-Hant';
  if (/\p{Script=Han}/u.test(text)) return 'zh-Hans';
  return otherwise;
}

/** Letters of scripts that run from the right: Unicode keeps these ranges for them, for those that are to come too. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** The direction of the first letter that has one, as `dir="auto"` has it. */
export function directionOf(text: string): 'ltr' | 'rtl' {
  const [letter = ''] = /\p{L}/u.exec(text) ?? [];
  return RIGHT_TO_LEFT.test(letter) ? 'rtl' : 'ltr';
}

/** As ISO 15924 names the scripts that are read from the right. */
const RIGHT_TO_LEFT_SCRIPTS = /^(Adlm|Arab|Aran|Hebr|Mand|Mend|Nkoo|Rohg|Samr|Syrc|Thaa|Yezi)$/;

/** The side from which a language is read, in the script that its tag names or else is usual. */
export function directionOfLanguage(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT_SCRIPTS.test(new Intl.Locale(language).maximize().script ?? '') ? 'rtl' : 'ltr';
}

const EMOJI = /\p{Emoji_Presentation}|\uFE0F/gu;
/** Letters between base line and capital height, or not far from it. All other scripts have marks or stacks above and below. */
const LOW =
  /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}\p{Script=Hebrew}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Cherokee}\p{Script=Canadian_Aboriginal}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Yi}]/u;
/** Letters that hang in stacks, or carry marks on marks; signs of music, which are as high as their five lines. */
const HIGH =
  /[\p{Script=Tibetan}\p{Script=Myanmar}\p{Script=Khmer}\p{Script=Javanese}\p{Script=Balinese}\p{Script=Tai_Tham}\p{Script=Cham}\p{Script=Mongolian}\p{Script=Dogra}\p{Script=Newa}\p{Script=Nyiakeng_Puachue_Hmong}\p{Script=Pahawh_Hmong}\p{Script=Sundanese}\p{Script=Batak}\p{Script=Lepcha}\p{Script=Limbu}\p{Script=Nko}\u{1d100}-\u{1d1ff}]/u;

/**
 * What the letters need of a line: `tall` or `taller` for marks above and below, `square` for
 * characters and emoji that fill their em, `emoji` for letters among which emoji may stand one above the other.
 */
export function lineOf(text: string): 'tall' | 'taller' | 'square' | 'emoji' | undefined {
  if (HIGH.test(text)) return 'taller';
  if (Array.from(text).some((character) => /\p{L}/u.test(character) && !LOW.test(character))) return 'tall';
  const emoji = text.match(EMOJI)?.length ?? 0;
  if (emoji > 0 && !/\p{L}/u.test(text)) return 'square';
  if (/[\p{Script=Armenian}\p{Script=Georgian}\p{Script=Cherokee}\p{Script=Canadian_Aboriginal}\p{Script=Yi}]/u.test(text))
    return 'square';
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}]/u.test(text)) return 'square';
  return emoji > 1 ? 'emoji' : undefined;
}
