// What people, and those who mean no good, write into a field. Each pattern is repeated up to the field's limit.

/** Ten marks on every letter, of those that fonts for Vietnamese have: what is tried is the height, not the font. */
const ZALGO_MARKS = '\u0301\u0300\u0303\u0309\u0301\u0300\u0303\u0323\u0323\u0323';

const zalgo = (text: string) => [...text].map((letter) => (letter === ' ' ? letter : `${letter}${ZALGO_MARKS}`)).join('');

export const HOSTILE_TEXTS = {
  longest: 'Widening meadows where many warm women make marmalade without wax, ',
  'one word': 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft',
  'widest letters': 'WMW',
  Arabic: 'البطاقات الجميلة تجذب القراء أكثر من الروابط العارية في كل مكان ',
  Hebrew: 'כרטיסים יפים מושכים קוראים יותר מאשר קישורים חשופים בכל מקום ',
  'both directions': 'The word العربية in 3 lines, עברית with (brackets) and 1,234.50 € ',
  'mixed scripts': 'Ελληνικά Кириллица हिन्दी বাংলা தமிழ் ภาษาไทย 简体字 繁體字 日本語 한국어 Việt Žluťoučký ',
  emoji: '👩‍👩‍👧‍👦 🏳️‍🌈 🇳🇴🇧🇩 7️⃣#️⃣ 👍🏿👋🏽 👩🏾‍🚀 🧑🏻‍🤝‍🧑🏿 ❤️‍🔥 ☕️ 🏴󠁧󠁢󠁳󠁣󠁴󠁿 ',
  zalgo: zalgo('Zalgo comes and climbs over the lines '),
} as const;

export type HostileText = keyof typeof HOSTILE_TEXTS;

/** The pattern as often as `length` code points take; never cut within what a reader sees as one character. */
export function filled(pattern: string, length: number): string {
  const whole = pattern.repeat(Math.ceil(length / [...pattern].length)).normalize('NFC');
  let text = '';
  let count = 0;
  for (const { segment } of GRAPHEMES.segment(whole)) {
    count += [...segment].length;
    if (count > length) break;
    text += segment;
  }
  // A field that is shorter than the first character still wants one.
  return text.trim() || ([...whole][0] ?? '');
}

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });
