import type { CardWarning } from './card-warning.ts';
import { type Card, templateNamed } from './catalogue.ts';
import { fieldInfo, type Slot } from './fields.ts';
import { photoIdOf } from './photo-id.ts';
import { PICTURE_SIZE } from './picture-size.ts';

/** Of a template that does not say where it shows an image. */
const WHOLE_CARD: Slot = [PICTURE_SIZE.width, PICTURE_SIZE.height];

/** The addresses of the images that a card shows, each once: those of the web, and `photo:` with an id. */
export function imageAddressesOf(card: Card): readonly string[] {
  return [...new Set(imageFieldsOf(card).map(({ address }) => address))];
}

/** Those of the web alone. */
export function imageUrlsOf(card: Card): readonly string[] {
  return imageAddressesOf(card).filter((address) => photoIdOf(address) === undefined);
}

export interface CardPhoto {
  readonly id: string;
  /** The largest place in which the card shows it. */
  readonly slot: Slot;
}

/** The photos that a card shows, each once, in the order of their fields. */
export function photosOf(card: Card): readonly CardPhoto[] {
  const slots = new Map<string, Slot>();
  for (const { address, slot } of imageFieldsOf(card)) {
    const id = photoIdOf(address);
    if (id !== undefined) slots.set(id, larger(slots.get(id), slot));
  }
  return [...slots].map(([id, slot]) => ({ id, slot }));
}

/** Large enough for both. */
function larger(one: Slot = [0, 0], other: Slot): Slot {
  return [Math.max(one[0], other[0]), Math.max(one[1], other[1])];
}

/** The card as it is without the images of these addresses. */
export function withoutImages(card: Card, urls: readonly string[]): Card {
  const none = imageFieldsOf(card).flatMap(({ name, address }) => (urls.includes(address) ? [[name, ''] as const] : []));
  return { ...card, params: { ...card.params, ...Object.fromEntries(none) } } as Card; // a field for an image may be empty
}

/** A warning for each image of a host that is not among those from which a deployment's cards may show images. */
export function warningsOfHosts(card: Card, hosts: readonly string[]): readonly CardWarning[] {
  const elsewhere = imageUrlsOf(card).filter((url) => !hosts.includes(new URL(url).hostname));
  return elsewhere.map((url) =>
    missingImageWarning(card, url, `${new URL(url).hostname} is not a host from which images may come here.`),
  );
}

/** The card with each image's address as `addressOf` gives it. */
export function withImagesAt(card: Card, addressOf: (address: string) => string): Card {
  const moved = imageFieldsOf(card).map(({ name, address }) => [name, addressOf(address)] as const);
  return { ...card, params: { ...card.params, ...Object.fromEntries(moved) } } as Card; // texts in the place of texts
}

export function missingImageWarning(card: Card, url: string, reason: string): CardWarning {
  const field = imageFieldsOf(card).find(({ address }) => address === url)?.name;
  const message = `The card is drawn without its image${field ? ` "${field}"` : ''}, and not stored: ${reason}`;
  return { code: 'missing_image', ...(field ? { field } : {}), message };
}

interface ImageField {
  readonly name: string;
  readonly address: string;
  readonly slot: Slot;
}

function imageFieldsOf(card: Card): readonly ImageField[] {
  const params = card.params as Readonly<Record<string, unknown>>;
  return Object.entries(templateNamed(card.template).fields)
    .map(([name, schema]) => ({ name, about: fieldInfo(schema), address: String(params[name]) }))
    .filter(({ about, address }) => about.kind === 'image' && address !== '')
    .map(({ name, about, address }) => ({ name, address, slot: about.slot ?? WHOLE_CARD }));
}
