import { type Card, templateNamed } from './catalogue.ts';
import { aboutField } from './fields.ts';

/** The addresses of the images that a card shows, each once. */
export function imageUrlsOf(card: Card): readonly string[] {
  return [...new Set(imageFieldsOf(card).map(([, url]) => url))];
}

/** The card as it is without the images of these addresses. */
export function withoutImages(card: Card, urls: readonly string[]): Card {
  const none = imageFieldsOf(card).flatMap(([name, url]) => (urls.includes(url) ? [[name, ''] as const] : []));
  return { ...card, params: { ...card.params, ...Object.fromEntries(none) } } as Card; // a field for an image may be empty
}

function imageFieldsOf(card: Card): readonly (readonly [name: string, url: string])[] {
  const params = card.params as Readonly<Record<string, unknown>>;
  return Object.entries(templateNamed(card.template).fields)
    .filter(([, schema]) => aboutField(schema).kind === 'image')
    .map(([name]) => [name, String(params[name])] as const)
    .filter(([, url]) => url !== '');
}
