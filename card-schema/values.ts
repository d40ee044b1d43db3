// A card's params as they stand in paths and keys: `12-34-10` for closed templates, a base64url payload for open ones.
import { type Card, createCard, templateNamed } from './catalogue.ts';
import { CardError } from './errors.ts';

/** Writes a card's params, all of them, in the schema's order. */
export function formatValues(card: Card): string {
  const { addressing, fields } = templateNamed(card.template);
  const params = card.params as Readonly<Record<string, unknown>>;
  const values = Object.keys(fields).map((name) => params[name]);
  if (addressing === 'fixed') return card.template;
  return addressing === 'open' ? toBase64Url(JSON.stringify(values)) : values.join('-');
}

/** Reads them back; anything but the one canonical spelling is a CardError. */
export function parseValues(template: string, text: string): Card {
  const { addressing, fields } = templateNamed(template);
  const names = Object.keys(fields);
  const values = addressing === 'open' ? fromPayload(text) : fromSegments(addressing === 'fixed' ? '' : text);
  if (values.length !== names.length) {
    throw new CardError('not_a_card', `A card of ${template} has ${names.length} values; got ${values.length}.`);
  }
  const card = createCard(template, Object.fromEntries(names.map((name, at) => [name, values[at]])));
  if (formatValues(card) !== text) throw new CardError('not_a_card', 'This is not the canonical spelling of the card.');
  return card;
}

function fromSegments(text: string): unknown[] {
  if (text === '') return [];
  // A number with leading zeros or a sign fails the canonical check that follows.
  return text.split('-').map((part) => (/^[0-9]{1,15}$/.test(part) ? Number(part) : part));
}

function fromPayload(text: string): unknown[] {
  try {
    const values: unknown = JSON.parse(fromBase64Url(text));
    if (Array.isArray(values)) return values;
  } catch (cause) {
    throw new CardError('not_a_card', 'The payload is not base64url of JSON.', { cause });
  }
  throw new CardError('not_a_card', 'The payload is not a JSON array.');
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function fromBase64Url(text: string): string {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return utf8.decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
}

function toBase64Url(text: string): string {
  return bytesToBase64Url(new TextEncoder().encode(text));
}

export function bytesToBase64Url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
