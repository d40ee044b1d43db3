// The S3 object key of a card: `<design version>/<template>/<values or payload>.jpg`. It reads back into the card, so that
// nothing else has to travel from origin-request to origin-response. Only where S3 does not take so long a key, `h-` and the
// payload's SHA-256 stand for the payload, which then travels next to the key.
import { createHash } from 'node:crypto';
import { type Card, templateNamed } from '../../card-schema/catalogue.ts';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { CardError } from '../../card-schema/errors.ts';
import { formatValues, parseValues } from '../../card-schema/values.ts';
import { type AskedKey, readKey } from './asked-key.ts';

/** Bytes of a key: S3 user guide, "Naming Amazon S3 objects". Our keys are ASCII. */
export const MAX_KEY_BYTES = 1024;

/** No payload looks like this: base64url of a JSON array begins with W. */
const HASHED = /^h-[0-9a-f]{64}$/;

export interface CardKey {
  readonly card: Card;
  readonly designVersion: string;
}

/** A key, and what has to travel next to it for the card to be known again. */
export interface KeyWithPayload {
  readonly key: string;
  /** Where the key holds only its hash. */
  readonly payload?: string;
}

export function formatCardKey(card: Card, designVersions: DesignVersions): string {
  return keyWithPayload(card, designVersions).key;
}

export function keyWithPayload(card: Card, designVersions: DesignVersions): KeyWithPayload {
  return place(designVersions[card.template], card.template, formatValues(card));
}

/**
 * Throws CardError for anything that keyWithPayload cannot have written: a key that holds a hash needs the payload of that hash.
 * No message quotes the payload.
 */
export function parseCardKey(key: string, payload?: string): CardKey {
  return cardOfKey(readKey(key), payload);
}

/** The same for a key that has been read. */
export function cardOfKey({ key, parts }: AskedKey, payload?: string): CardKey {
  if (!parts) throw new CardError('not_a_card', 'The key is not that of a card.');
  const { designVersion, template, values } = parts;
  const isHashed = templateNamed(template).addressing === 'open' && HASHED.test(values);
  const text = isHashed ? heldAgainst(values, payload) : values;
  const card = parseValues(template, text);
  if (place(designVersion, template, text).key !== key) throw new CardError('not_a_card', 'The card has another key.');
  return { card, designVersion };
}

function place(designVersion: string, template: string, values: string): KeyWithPayload {
  const key = `${designVersion}/${template}/${values}.jpg`;
  if (key.length <= MAX_KEY_BYTES) return { key };
  return { key: `${designVersion}/${template}/${hashOf(values)}.jpg`, payload: values };
}

function heldAgainst(hash: string, payload: string | undefined): string {
  if (payload === undefined) throw new CardError('not_a_card', 'The key holds a hash, and its payload has not come with it.');
  if (hashOf(payload) !== hash) throw new CardError('not_a_card', 'The payload that came with the key has another hash.');
  return payload;
}

function hashOf(values: string): string {
  return `h-${createHash('sha256').update(values).digest('hex')}`;
}
