// Addresses, keys and texts from which the fuzzer starts.
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { signCardPath } from '../../card-schema/card-path.ts';
import { EXAMPLES } from '../../card-schema/examples.ts';
import { formatCardKey } from '../../edge/core/card-key.ts';
import { DESIGN_VERSIONS } from '../support/design-versions.ts';
import { CONFIG_HEADERS } from '../support/events.ts';

export const SEEDS = JSON.parse(readFileSync(new URL('seeds.json', import.meta.url), 'utf8')) as Record<
  'paths' | 'keys' | 'tokens' | 'texts',
  string[]
>;
export const KEYS = [CONFIG_HEADERS['x-card-signing-keys'], 'a-former-signing-key-of-edgecard'];

export const cards = EXAMPLES.map(({ card }) => card);
export const signedPaths = await Promise.all(
  cards.flatMap((card) => KEYS.map((key, at) => signCardPath(card, key, at === 0 ? undefined : 'a47ca47ca47c'))),
);
/** The holder of a key may sign what is not a list of values. */
export const signedNoCards = ['null', '{}', '"x"', '[]'].map((json) => {
  const message = `article/${Buffer.from(json).toString('base64url')}`;
  return `/${message}.${macOf(message, KEYS[0])}.jpg`;
});
export const cardKeys = cards.map((card) => formatCardKey(card, DESIGN_VERSIONS));

export function macOf(message: string, key = ''): string {
  return createHmac('sha256', key).update(message).digest().subarray(0, 16).toString('base64url');
}
