// What the stage says of a card: its language and the side from which it is read.
import type { Card } from '../../card-schema/catalogue.ts';
import { givenLanguage, languageOfCard, writtenTexts } from '../../card-schema/languages/card-language.ts';
import { directionOf, directionOfLanguage, languageOf } from './language.ts';

/**
 * The language chooses among glyphs and ways to break lines, and what is said in it is read from its side. Where nobody has said
 * it, Han characters and kana decide about the glyphs, and the first text with a letter about the side.
 */
export function tagStage(stage: HTMLElement, card: Card): void {
  const given = givenLanguage(card);
  const text = writtenTexts(card).join(' ');
  const language = languageOfCard(card);
  stage.lang = given || languageOf(text, language);
  stage.dir = given || text === '' ? directionOfLanguage(language) : directionOf(text);
}

/** A component that asks for the card's language gets it, also where the card does not say it. */
export function languageParam(card: Card): { readonly language?: string } {
  return 'language' in card.params ? { language: languageOfCard(card) } : {};
}
