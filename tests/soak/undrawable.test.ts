// @examples article event
import { describe, expect, test } from '@jest/globals';
import { createCard } from '../../card-schema/catalogue.ts';
import { undrawableIn } from './undrawable.ts';

/** As if no font had Tangut. */
const isDrawn = (character: string) => !/\p{Script=Tangut}/u.test(character);
const LOST = '\u{17000}';

describe('a card lacks a character that no font has', () => {
  const event = { title: 'Open day', place: 'Online', date: '2027-01-09' };
  const article = { title: 'Why?', author: 'Bo' };

  test.each([
    ['in its title', createCard('event', { ...event, title: LOST })],
    ['in a speaker who is named', createCard('event', { ...event, speakers: [LOST] })],
    ['in the word before the speakers', createCard('event', { ...event, speakers: ['Bo'], withWord: LOST })],
    ['in the word behind its minutes', createCard('article', { ...article, minutes: 5, readWord: LOST })],
  ])('%s', (_, card) => {
    expect(undrawableIn(card, isDrawn)).toEqual([LOST]);
  });

  test.each([
    ['that it sums up', createCard('event', { ...event, speakers: ['A', 'B', 'C', 'D', LOST] })],
    ['in a word before no speakers', createCard('event', { ...event, withWord: LOST, moreWord: LOST })],
    ['in a word behind no minutes', createCard('article', { ...article, readWord: LOST })],
  ])('but not in a text that is not on it: %s', (_, card) => {
    expect(undrawableIn(card, isDrawn)).toEqual([]);
  });
});
