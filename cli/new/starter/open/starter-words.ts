// The fixed words of `starter`, by language. A language that is not here has those of one near it, else English.
import type { Dictionary } from '../../../../card-schema/languages/fixed-words.ts';

export interface StarterWords {
  /** Above the title. */
  readonly label: string;
}

export const STARTER_WORDS: Dictionary<StarterWords> = {
  en: { label: 'New' },
  ar: { label: 'جديد' },
  bg: { label: 'Ново' },
  bn: { label: 'নতুন' },
  cs: { label: 'Novinka' },
  da: { label: 'Nyt' },
  de: { label: 'Neu' },
  el: { label: 'Νέο' },
  es: { label: 'Novedad' },
  et: { label: 'Uus' },
  fa: { label: 'تازه' },
  fi: { label: 'Uutta' },
  fr: { label: 'Nouveau' },
  he: { label: 'חדש' },
  hi: { label: 'नया' },
  hr: { label: 'Novo' },
  hu: { label: 'Újdonság' },
  id: { label: 'Baru' },
  it: { label: 'Novità' },
  ja: { label: '新着' },
  ko: { label: '새 소식' },
  lt: { label: 'Nauja' },
  lv: { label: 'Jaunums' },
  nb: { label: 'Nytt' },
  nl: { label: 'Nieuw' },
  pl: { label: 'Nowość' },
  pt: { label: 'Novidade' },
  ro: { label: 'Nou' },
  ru: { label: 'Новинка' },
  sk: { label: 'Novinka' },
  sl: { label: 'Novo' },
  sr: { label: 'Ново' },
  'sr-Latn': { label: 'Novo' },
  sv: { label: 'Nytt' },
  sw: { label: 'Mpya' },
  ta: { label: 'புதியது' },
  th: { label: 'ใหม่' },
  tr: { label: 'Yeni' },
  uk: { label: 'Новинка' },
  ur: { label: 'نیا' },
  vi: { label: 'Mới' },
  'zh-Hans': { label: '最新' },
  'zh-Hant': { label: '最新' },
};
