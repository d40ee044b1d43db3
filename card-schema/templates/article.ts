import { choice, image, integer, language, text } from '../fields.ts';
import { ARTICLE_WORDS } from '../languages/article-words.ts';
import { fill, wordsIn } from '../languages/fixed-words.ts';
import { languageOfTexts } from '../languages/text-language.ts';
import { defineTemplate } from '../template.ts';

export const article = defineTemplate({
  addressing: 'open',
  description: 'An article, post or page: a headline, who wrote it and how long it takes to read.',
  fields: {
    title: text({ label: 'Title', max: 140 }),
    author: text({ label: 'Author', max: 60 }),
    section: text({ label: 'Section', max: 30, initial: '' }),
    minutes: integer({ label: 'Reading time in minutes, 0 for none', min: 0, max: 240, initial: 0 }),
    theme: choice({ label: 'Theme', options: ['light', 'dark', 'forest', 'ember'] }),
    cover: image({ label: 'Cover image', slot: [452, 630] }),
    avatar: image({ label: 'Author’s image', slot: [80, 80] }),
    language: language(),
    readWord: text({ label: 'Words for “min read”', max: 10, initial: '' }), // the longest card has no room for more
  },
  examples: {
    plain: { title: 'Small teams, large ships', author: 'Ada Okafor' },
    photo: {
      title: 'What the harbour pilots know about patience',
      author: 'Marit Solheim',
      section: 'Long read',
      minutes: 14,
      theme: 'dark',
      cover: 'https://images.edgecard.test/harbour.jpg',
      avatar: 'https://images.edgecard.test/marit.jpg',
    },
    forest: {
      title: 'A field guide to quiet software',
      author: 'Jonas Brandt',
      section: 'Engineering',
      minutes: 6,
      theme: 'forest',
      avatar: 'https://images.edgecard.test/jonas.jpg',
    },
    ember: {
      title: 'Everything we got wrong about caching',
      author: 'Priya Raman',
      section: 'Postmortem',
      minutes: 9,
      theme: 'ember',
    },
    short: { title: 'Why?', author: 'Bo' },
    longest: {
      title:
        'Notes from eleven years of running other people’s databases at night, on holidays, in trains and once from a waiting room in Turin',
      author: 'Maximiliane Freifrau von Hohenstein-Waldburg-Zeil',
      section: 'Infrastructure and resilience',
      minutes: 240,
      cover: 'https://images.edgecard.test/harbour.jpg',
    },
    unbroken: { title: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft', author: 'Kapitän' },
  },
  alt: ({ title, author, language }) =>
    fill(wordsIn(ARTICLE_WORDS, language || languageOfTexts([title, author])).by, { title, author }),
});
