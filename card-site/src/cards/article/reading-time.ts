import { ARTICLE_WORDS } from '../../../../card-schema/languages/article-words.ts';
import { fill, intlLocales, wordsIn } from '../../../../card-schema/languages/fixed-words.ts';

/** How long it takes to read, in the words of a language or in the card's own, whose number comes first if they do not say where. */
export function readingTime(language: string, minutes: number, own: string): string {
  const n = new Intl.NumberFormat([...intlLocales(language)]).format(minutes);
  if (own !== '') return fill(own.includes('{n}') ? own : `{n} ${own}`, { n });
  const { read, readOne = read } = wordsIn(ARTICLE_WORDS, language);
  return fill(minutes === 1 ? readOne : read, { n });
}
