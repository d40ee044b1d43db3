import { choice, integer } from '../../../../card-schema/fields.ts';
import { wordsIn } from '../../../../card-schema/languages/fixed-words.ts';
import { defineTemplate } from '../../../../card-schema/template.ts';
import { STARTER_WORDS } from './starter-words.ts';

export const starter = defineTemplate({
  addressing: 'closed',
  description: 'A number to be proud of, and what was counted.',
  // Whole numbers and choices only, which an address shows as they are. Who can read an address can write one: `signed: true`, below
  // `addressing`, leaves that to your main site.
  fields: {
    count: integer({ label: 'Count', min: 0, max: 999 }),
    unit: choice({ label: 'What was counted', options: ['days', 'points', 'wins', 'crossings'] }),
    theme: choice({ label: 'Theme', options: ['sun', 'night', 'mint'] }),
    // Tags without a hyphen, which separates values in these addresses. Each one multiplies the pictures that there can be.
    language: choice({
      label: 'Language',
      options: ['en', 'ar', 'de', 'es', 'fr', 'hi', 'it', 'ja', 'ko', 'pt', 'ru', 'tr', 'zh'],
    }),
  },
  examples: {
    plain: { count: 128 },
    night: { count: 7, unit: 'wins', theme: 'night' },
    mint: { count: 42, unit: 'points', theme: 'mint' },
    widest: { count: 888, unit: 'crossings' },
    arabic: { count: 128, unit: 'days', language: 'ar' },
    japanese: { count: 42, unit: 'wins', theme: 'mint', language: 'ja' },
  },
  alt: ({ count, unit, language }) => `${wordsIn(STARTER_WORDS, language)[unit]}: ${count}`,
});
