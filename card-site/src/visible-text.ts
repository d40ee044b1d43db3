import type { VisibleText } from '../../card-schema/card-page.ts';
import { glyphsNeeded, graphemesOf } from './font-coverage.ts';
import { textsOf } from './texts.ts';

/** What of text stands on the stage, with nothing that was left out. */
export function visibleTextOn(stage: HTMLElement): VisibleText {
  const graphemes = textsOf(stage).flatMap(({ drawn }) => graphemesOf(drawn));
  const visible = graphemes.filter((grapheme) => glyphsNeeded(grapheme).length > 0);
  return { characters: visible.length, letters: visible.filter((grapheme) => /[\p{L}\p{N}]/u.test(grapheme)).length };
}
