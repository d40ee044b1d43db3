// The fixed words of `starter`, by language: headings, so that no number changes them.
import type { Dictionary } from '../../../../card-schema/languages/fixed-words.ts';

export interface StarterWords {
  readonly days: string;
  readonly points: string;
  readonly wins: string;
  readonly crossings: string;
}

export const STARTER_WORDS: Dictionary<StarterWords> = {
  en: { days: 'Days', points: 'Points', wins: 'Wins', crossings: 'Crossings' },
  ar: { days: 'أيام', points: 'نقاط', wins: 'انتصارات', crossings: 'رحلات' },
  de: { days: 'Tage', points: 'Punkte', wins: 'Siege', crossings: 'Überfahrten' },
  es: { days: 'Días', points: 'Puntos', wins: 'Victorias', crossings: 'Travesías' },
  fr: { days: 'Jours', points: 'Points', wins: 'Victoires', crossings: 'Traversées' },
  hi: { days: 'दिन', points: 'अंक', wins: 'जीत', crossings: 'यात्राएँ' },
  it: { days: 'Giorni', points: 'Punti', wins: 'Vittorie', crossings: 'Traversate' },
  ja: { days: '日数', points: 'ポイント', wins: '勝利', crossings: '航海' },
  ko: { days: '일수', points: '점수', wins: '승리', crossings: '항해' },
  pt: { days: 'Dias', points: 'Pontos', wins: 'Vitórias', crossings: 'Travessias' },
  ru: { days: 'Дни', points: 'Очки', wins: 'Победы', crossings: 'Рейсы' },
  tr: { days: 'Gün', points: 'Puan', wins: 'Galibiyet', crossings: 'Sefer' },
  zh: { days: '天数', points: '积分', wins: '胜场', crossings: '航次' },
};
