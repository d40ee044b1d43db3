// In which language a card is set, and in which direction. Languages that share Han characters write some of them differently.

/** As in the `lang` attribute, for a text that nobody has tagged: its Han characters are those of a language, whatever else it says. */
export function languageOf(text: string, otherwise = 'en'): string {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return 'ja';
  if (/\p{Script=Hangul}/u.test(text)) return 'ko';
  if (/\p{Script=Bopomofo}/u.test(text)) return 'zh-Hant';
  if (/\p{Script=Han}/u.test(text)) return 'zh-Hans';
  return otherwise;
}

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/** The direction of the first letter that has one, as `dir="auto"` tells it. */
export function directionOf(text: string): 'ltr' | 'rtl' {
  const [letter = ''] = /\p{L}/u.exec(text) ?? [];
  return RIGHT_TO_LEFT.test(letter) ? 'rtl' : 'ltr';
}

/** What the letters need of a line: `tall` for marks above and below, `square` for characters and emoji that fill their em. */
export function lineOf(text: string): 'tall' | 'square' | undefined {
  if (/[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Thai}]/u.test(text)) return 'tall';
  if (/\p{Emoji_Presentation}|\uFE0F/u.test(text) && !/\p{L}/u.test(text)) return 'square';
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}]/u.test(text)) return 'square';
  return undefined;
}
