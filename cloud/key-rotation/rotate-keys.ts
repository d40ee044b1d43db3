import { randomBytes } from 'node:crypto';

/**
 * The next list of keys, of which the first signs and all are accepted: what was second signs, a new key waits behind it, and what
 * signed before is still accepted. A list of one key gets a second, and its first goes on signing.
 */
export function rotateKeys(keys: readonly string[], newKey = createKey()): readonly string[] {
  const [signing, next] = keys;
  if (!signing) throw new Error('The secret holds no key.');
  return next ? [next, newKey, signing] : [signing, newKey];
}

export function parseKeys(text: string): readonly string[] {
  return text
    .split(',')
    .map((key) => key.trim())
    .filter(Boolean);
}

/** 256 bits, in characters that may stand in a header and in the guard's code. */
export function createKey(): string {
  return randomBytes(32).toString('hex');
}
