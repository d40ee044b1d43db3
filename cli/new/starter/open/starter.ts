import { choice, language, text } from '../../../../card-schema/fields.ts';
import { wordsIn } from '../../../../card-schema/languages/fixed-words.ts';
import { languageOfTexts } from '../../../../card-schema/languages/text-language.ts';
import { defineTemplate } from '../../../../card-schema/template.ts';
import { STARTER_WORDS } from './starter-words.ts';

export const starter = defineTemplate({
  addressing: 'open',
  description: 'A headline with a label above it and a note below.',
  // Kinds of field: text, texts, choice, integer, date, image and language; card-schema/fields.ts says what each takes.
  fields: {
    title: text({ label: 'Title', max: 90 }),
    // Empty for the word of the card's language: whatever a card says of its own accord can be said otherwise.
    label: text({ label: 'Label, if not “New”', max: 30, initial: '' }),
    note: text({ label: 'Note', max: 120, initial: '' }),
    theme: choice({ label: 'Theme', options: ['sun', 'night', 'mint'] }),
    language: language(),
  },
  examples: {
    plain: {
      title: 'Bring a friend, sail for free',
      label: 'This spring',
      note: 'Two tickets for one on every crossing until June',
    },
    night: { title: 'Late boats are back', note: 'Fridays and Saturdays, from the old pier', theme: 'night' },
    mint: { title: 'Hello!', label: 'Been here before?', theme: 'mint' },
    japanese: { title: '夜の船が戻ってきました', note: '金曜と土曜、旧桟橋から', language: 'ja' },
    arabic: { title: 'عادت قوارب المساء', note: 'الجمعة والسبت من الرصيف القديم', theme: 'night', language: 'ar' },
    longest: {
      title: 'Everything that you wanted to know about the timetable and never dared to ask the ferryman',
      label: 'Questions and long answers',
      note: 'With a map of all piers, the tides of the whole summer and a word on bicycles, dogs and double basses on board',
    },
  },
  alt({ title, label, note, language }) {
    const words = wordsIn(STARTER_WORDS, language || languageOfTexts([title]));
    return [label || words.label, title, note].filter((text) => text !== '').join(' – ');
  },
});
