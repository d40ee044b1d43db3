import { type Card, templateNamed } from './catalogue.ts';
import { aboutField } from './fields.ts';

/** The addresses of the images that a card shows, each once. */
export function imageUrlsOf(card: Card): readonly string[] {
  const params = card.params as Readonly<Record<string, unknown>>;
  const urls = Object.entries(templateNamed(card.template).fields)
    .filter(([, schema]) => aboutField(schema).kind === 'image')
    .map(([name]) => String(params[name]));
  return [...new Set(urls)].filter((url) => url !== '');
}
