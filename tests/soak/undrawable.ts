// @examples article event
// Which characters of a card no font of the card site has: by the fonts' tables, not by what a page says.
import type { Card } from '../../card-schema/catalogue.ts';
import { writtenTexts } from '../../card-schema/languages/card-language.ts';
import { type IsDrawn, isDrawnInForm } from '../../card-site/fonts/character-look-up.ts';
import { speakerList } from '../../card-site/src/cards/event/speaker-list.ts';

const GRAPHIC = /(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{M}\p{N}\p{P}\p{S}]/u;

/** Whether a character is drawn, by a font or as the characters that it is compatible with. Remembers each. */
export function createIsDrawn(hasFont: IsDrawn): (character: string) => boolean {
  const known = new Map<string, boolean>();
  return (character) => {
    const before = known.get(character);
    if (before !== undefined) return before;
    const isDrawn = hasFont(character) || isDrawnInForm(character, hasFont);
    known.set(character, isDrawn);
    return isDrawn;
  };
}

export function undrawableIn(card: Card, isDrawn: (character: string) => boolean): readonly string[] {
  return [...new Set(shownTexts(card).join(''))].filter((character) => GRAPHIC.test(character) && !isDrawn(character));
}

/** What stands on the card: of many speakers it names a few, and a word is there only with what it belongs to. */
function shownTexts(card: Card): readonly string[] {
  if (card.template === 'event') {
    const { title, place, time, speakers, whereWord, withWord, moreWord } = card.params;
    const speakerTexts = speakers.length > 0 ? [withWord, speakerList('en', speakers, moreWord)] : [];
    return [title, place, time, whereWord, ...speakerTexts];
  }
  if (card.template === 'article' && card.params.minutes === 0) {
    return writtenTexts({ ...card, params: { ...card.params, readWord: '' } });
  }
  return writtenTexts(card);
}
