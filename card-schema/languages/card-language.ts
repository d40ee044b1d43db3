import { type Card, templateNamed } from '../catalogue.ts';
import { fieldInfo } from '../fields.ts';
import { languageOfTexts } from './text-language.ts';

/** The language of a card's fixed words: its own, else that of its template, else what people have written on it. */
export function languageOfCard(card: Card): string {
  return givenLanguage(card) || templateNamed(card.template).language || languageOfTexts(writtenTexts(card));
}

/** The tag that the card says itself, or empty. */
export function givenLanguage({ params }: Card): string {
  return 'language' in params ? params.language : '';
}

/** What people have written, in order: no themes, addresses or days. */
export function writtenTexts({ template, params }: Card): readonly string[] {
  const values = params as Readonly<Record<string, unknown>>;
  return Object.entries(templateNamed(template).fields)
    .filter(([, schema]) => ['text', 'texts'].includes(fieldInfo(schema).kind))
    .flatMap(([name]) => values[name] as string | readonly string[]); // as a field of that kind has it
}
