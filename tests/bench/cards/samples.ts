// @examples article event quote
// What is drawn: for each of the bench's cards a card of one of the project's own templates, with another text every time.
import { type Card, createCard } from '../../../card-schema/catalogue.ts';
import { DEMO_IMAGE_HOST } from '../../../local/stack/demo-images.ts';
import { EMOJI, GREETINGS, LINE_BREAK } from './texts.ts';

export const CARD_NAMES = ['plain', 'heavy', 'scripts'] as const;
export type CardName = (typeof CARD_NAMES)[number];

/** `count` makes the card another one, text and photo, so that nothing can be answered from a memory. */
const SAMPLES: Readonly<Record<CardName, (count: number) => Card>> = {
  plain: (count) =>
    createCard('event', { title: `Browsers at the edge, part ${count}`, place: 'Kulturhuset, Bergen', date: '2026-11-26' }),
  heavy: (count) =>
    createCard('article', {
      title: `Harbour lights ${EMOJI[0]} and other stories, part ${count} ${EMOJI[2]}`,
      author: 'By Marit, Jonas, Ada',
      section: 'Travel and photography',
      cover: `https://${DEMO_IMAGE_HOST}/harbour.jpg?${count}`,
      avatar: `https://${DEMO_IMAGE_HOST}/marit.jpg`,
    }),
  scripts: (count) =>
    createCard('quote', { words: GREETINGS.join(LINE_BREAK), speaker: `Good morning, world ${count} ${EMOJI.join(' ')}` }),
};

export function sampleCard(name: CardName, count: number): Card {
  return SAMPLES[name](count);
}

/** The same card with the card site's own images in place of remote ones, for a browser that nobody hands any. */
export function withoutRemoteImages(card: Card): Card {
  return card.template === 'article' ? createCard('article', { ...card.params, cover: '', avatar: '' }) : card;
}

/** The address of the photo on a card, empty where it has none. */
export function coverOf(card: Card): string {
  return card.template === 'article' ? card.params.cover : '';
}

/** Every character that a card may show; the digits are the count's. */
export const ALL_TEXT = [...CARD_NAMES.map((name) => JSON.stringify(sampleCard(name, 0).params)), '0123456789'].join('');
