import { choice, image, language, text } from '../fields.ts';
import { wordsIn } from '../languages/fixed-words.ts';
import { QUOTATION_MARKS } from '../languages/quotation-marks.ts';
import { languageOfTexts } from '../languages/text-language.ts';
import { defineTemplate } from '../template.ts';

export const quote = defineTemplate({
  addressing: 'open',
  description: 'Words worth repeating and who said them.',
  fields: {
    words: text({ label: 'Words', max: 280 }),
    speaker: text({ label: 'Who said it', max: 60 }),
    role: text({ label: 'Their role or the source', max: 80, initial: '' }),
    theme: choice({ label: 'Theme', options: ['paper', 'ink', 'plum', 'sea'] }),
    portrait: image({ label: 'Portrait', slot: [372, 630] }),
    language: language(),
  },
  examples: {
    plain: { words: 'Make it work, make it right, make it fast.', speaker: 'Kent Beck' },
    portrait: {
      words: 'The best picture of a page is the one that loads before the reader has scrolled past it.',
      speaker: 'Marit Solheim',
      role: 'Editor, The Harbour Review',
      theme: 'ink',
      portrait: 'https://images.edgecard.test/marit.jpg',
    },
    plum: {
      words: 'We ship on Tuesdays because nothing good was ever fixed on a Friday night.',
      speaker: 'Jonas Brandt',
      role: 'Platform team',
      theme: 'plum',
    },
    sea: { words: 'Measure first.', speaker: 'Priya Raman', theme: 'sea' },
    longest: {
      words:
        'If a thing is worth keeping for a year in a thousand places at once, then it is worth ten more milliseconds of checking that it is not wrong, because nobody comes back to look again: they only remember, vaguely and for long, that you looked careless.',
      speaker: 'Maximiliane Freifrau von Hohenstein-Waldburg-Zeil',
      role: 'Chair, committee on things that stay cached for longer than anyone planned',
    },
  },
  alt({ words, speaker, language }) {
    const [opening, closing] = wordsIn(QUOTATION_MARKS, language || languageOfTexts([words, speaker]));
    return `${opening}${words}${closing} ${speaker}`;
  },
});
