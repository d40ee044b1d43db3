// @examples article event quote
import { type Card, createCard } from '../../../card-schema/catalogue.ts';
import { EXAMPLES as ALL_EXAMPLES } from '../../../card-schema/examples.ts';

/** A page of the site that is not a card's. */
export const BLANK_PATH = '/';

export const why = createCard('article', { title: 'Why?', author: 'Bo' });
export const short = createCard('quote', { words: 'No.', speaker: 'Bo' });
export const withImage = (name: string) =>
  createCard('article', { title: 'Why?', author: 'Bo', cover: `https://images.edgecard.test/${name}` });

export const EXAMPLES = ALL_EXAMPLES.map(({ template, name, card }) => [`${template} ${name}`, card] as const);

export const WIDEST: readonly (readonly [string, Card])[] = [
  ['article', createCard('article', { title: 'W'.repeat(140), author: 'W'.repeat(60), section: 'W'.repeat(30), minutes: 240 })],
  [
    'article with images',
    createCard('article', {
      title: 'W'.repeat(140),
      author: 'W'.repeat(60),
      section: 'W'.repeat(30),
      cover: 'https://images.edgecard.test/harbour.jpg',
      avatar: 'https://images.edgecard.test/jonas.jpg',
    }),
  ],
  [
    'quote with portrait',
    createCard('quote', {
      words: 'W'.repeat(280),
      speaker: 'W'.repeat(60),
      role: 'W'.repeat(80),
      portrait: 'https://images.edgecard.test/marit.jpg',
    }),
  ],
  [
    'event',
    createCard('event', {
      title: 'W'.repeat(100),
      place: 'W'.repeat(80),
      date: '2026-09-23',
      time: 'W'.repeat(20),
      speakers: ['W'.repeat(40), 'M'.repeat(40), 'W'.repeat(40), 'M'.repeat(40)],
    }),
  ],
];
