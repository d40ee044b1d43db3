// In which language a text is that nobody has tagged, as far as its letters say. The same text always gives the same language.

/** By script: the language that is written in it most, among those that have fixed words on cards. */
const BY_SCRIPT: readonly (readonly [script: RegExp, language: string | ((text: string) => string)])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'],
  [/\p{Script=Hangul}/gu, 'ko'],
  [/\p{Script=Bopomofo}/gu, 'zh-Hant'],
  [/\p{Script=Han}/gu, 'zh-Hans'],
  [/\p{Script=Cyrillic}/gu, cyrillic],
  [/\p{Script=Arabic}/gu, arabic],
  [/\p{Script=Devanagari}/gu, 'hi'],
  [/\p{Script=Bengali}/gu, (text) => (/[ৰৱ]/u.test(text) ? 'as' : 'bn')],
  [/\p{Script=Hebrew}/gu, (text) => (/[\u05f0-\u05f2]/u.test(text) ? 'yi' : 'he')],
  [/\p{Script=Greek}/gu, 'el'],
  [/\p{Script=Thai}/gu, 'th'],
  [/\p{Script=Georgian}/gu, 'ka'],
  [/\p{Script=Armenian}/gu, 'hy'],
  [/\p{Script=Telugu}/gu, 'te'],
  [/\p{Script=Tamil}/gu, 'ta'],
  [/\p{Script=Kannada}/gu, 'kn'],
  [/\p{Script=Malayalam}/gu, 'ml'],
  [/\p{Script=Gujarati}/gu, 'gu'],
  [/\p{Script=Gurmukhi}/gu, 'pa'],
  [/\p{Script=Oriya}/gu, 'or'],
  [/\p{Script=Sinhala}/gu, 'si'],
  [/\p{Script=Ethiopic}/gu, 'am'],
  [/\p{Script=Khmer}/gu, 'km'],
  [/\p{Script=Lao}/gu, 'lo'],
  [/\p{Script=Myanmar}/gu, 'my'],
  [/\p{Script=Tibetan}/gu, 'bo'],
  [/\p{Script=Syriac}/gu, 'syr'],
  [/\p{Script=Thaana}/gu, 'dv'],
  [/\p{Script=Nko}/gu, 'nqo'],
  [/\p{Script=Adlam}/gu, 'ff-Adlm'],
  [/\p{Script=Cherokee}/gu, 'chr'],
  [/\p{Script=Canadian_Aboriginal}/gu, 'iu'],
  [/\p{Script=Tifinagh}/gu, 'zgh'],
  [/\p{Script=Mongolian}/gu, 'mn-Mong'],
  [/\p{Script=Ol_Chiki}/gu, 'sat'],
  [/\p{Script=Meetei_Mayek}/gu, 'mni-Mtei'],
  [/\p{Script=Javanese}/gu, 'jv-Java'],
  [/\p{Script=Yi}/gu, 'ii'],
  [/\p{Script=Vai}/gu, 'vai'],
];

/**
 * A word in Latin letters is at home in every script (`React で作る`), one in another script is a name or a quotation in a Latin text:
 * so a letter of another script counts for two, and a character that stands for a syllable or a word for four.
 */
const WEIGHT_OF_SCRIPT = 2;
const WEIGHT_OF_SYLLABLES = 4;
const SYLLABLES = /^(ja|ko|zh)/;

/** The language of the first of these texts that has a letter: `en` for Latin letters, and where there are none. */
export function languageOfTexts(texts: readonly string[]): string {
  const text = texts.find((each) => /\p{L}/u.test(each)) ?? '';
  let most = { weight: countOf(text, /\p{Script=Latin}/gu), language: 'en' };
  // The first of Japanese, Korean and Chinese that is met says what the Han characters around are.
  let eastAsian = { weight: 0, language: '' };
  for (const [script, name] of BY_SCRIPT) {
    const count = countOf(text, script);
    if (count === 0) continue;
    const language = typeof name === 'string' ? name : name(text);
    let found = { weight: WEIGHT_OF_SCRIPT * count, language };
    if (SYLLABLES.test(language)) {
      const weight = eastAsian.weight + WEIGHT_OF_SYLLABLES * count;
      found = eastAsian = { weight, language: eastAsian.language || language };
    }
    if (found.weight > most.weight) most = found;
  }
  return most.language;
}

function countOf(text: string, letters: RegExp): number {
  return text.match(letters)?.length ?? 0;
}

/** By letters that one language alone has; those that several have say nothing. */
function cyrillic(text: string): string {
  if (/[ўЎ]/u.test(text)) return 'be';
  if (/[ђћЂЋ]/u.test(text)) return 'sr';
  if (/[ѓќѕЃЌЅ]/u.test(text)) return 'mk';
  if (/[әғқңұһӘҒҚҢҰҺ]/u.test(text)) return 'kk';
  if (/[өүӨҮ]/u.test(text)) return 'mn';
  if (/[іїєґІЇЄҐ]/u.test(text)) return 'uk';
  return 'ru';
}

function arabic(text: string): string {
  if (/[ټډړږښڼېۍ]/u.test(text)) return 'ps';
  if (/[ٹڈڑںے]/u.test(text)) return 'ur';
  if (/[ۆێڵڕ]/u.test(text)) return 'ckb';
  if (/[ۇۈۋې]/u.test(text)) return 'ug';
  return /[پچژگکی]/u.test(text) ? 'fa' : 'ar';
}
