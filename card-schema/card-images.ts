import type { CardWarning } from './card-warning.ts';
import { type Card, templateNamed } from './catalogue.ts';
import { fieldInfo } from './fields.ts';

/** The addresses of the images that a card shows, each once. */
export function imageUrlsOf(card: Card): readonly string[] {
  return [...new Set(imageFieldsOf(card).map(([, url]) => url))];
}

/** The card as it is without the images of these addresses. */
export function withoutImages(card: Card, urls: readonly string[]): Card {
  const none = imageFieldsOf(card).flatMap(([name, url]) => (urls.includes(url) ? [[name, ''] as const] : []));
  return { ...card, params: { ...card.params, ...Object.fromEntries(none) } } as Card; // a field for an image may be empty
}

/** A warning for each image of a host that is not among those from which a deployment's cards may show images. */
export function warningsOfHosts(card: Card, hosts: readonly string[]): readonly CardWarning[] {
  const elsewhere = imageUrlsOf(card).filter((url) => !hosts.includes(new URL(url).hostname));
  return elsewhere.map((url) =>
    missingImageWarning(card, url, `${new URL(url).hostname} is not a host from which images may come here.`),
  );
}

export function missingImageWarning(card: Card, url: string, reason: string): CardWarning {
  const field = imageFieldsOf(card).find(([, address]) => address === url)?.[0];
  const message = `The card is drawn without its image${field ? ` "${field}"` : ''}, and not stored: ${reason}`;
  return { code: 'missing_image', ...(field ? { field } : {}), message };
}

function imageFieldsOf(card: Card): readonly (readonly [name: string, url: string])[] {
  const params = card.params as Readonly<Record<string, unknown>>;
  return Object.entries(templateNamed(card.template).fields)
    .filter(([, schema]) => fieldInfo(schema).kind === 'image')
    .map(([name]) => [name, String(params[name])] as const)
    .filter(([, url]) => url !== '');
}
