// Signatures of cards, by WebCrypto alone, so that a main site can sign in Node, at an edge or in a browser.
// signature-vectors.json holds cases for signers in other languages.
import { CardError } from './errors.ts';
import { isValidSecret } from './valid-secret.ts';
import { bytesToBase64Url } from './values.ts';

/** Shape of a signature: base64url of 16 bytes, without padding. Of its last character two bits count. */
export const SIGNATURE = '[A-Za-z0-9_-]{21}[AQgw]';

const SIGNATURE_BYTES = 16;

/** Throws CardError `bad_config` for a key that no deployment can hold. */
export function checkSigningKey(signingKey: string): void {
  if (isValidSecret(signingKey)) return;
  throw new CardError(
    'bad_config',
    'A signing key has at least 16 characters, none of them a comma, a brace or a quotation mark, and no space at its ends; of several, give the first.',
  );
}

/** Signs `<template>/<payload>` of a card, or `photos/<id>/<size>.<type>` of a photo: base64url of the first 16 bytes of HMAC-SHA-256 under the UTF-8 bytes of the key. */
export async function signatureOf(message: string, signingKey: string): Promise<string> {
  const utf8 = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', utf8.encode(signingKey), algorithm, false, ['sign']);
  const mac = await crypto.subtle.sign('HMAC', key, utf8.encode(message));
  return bytesToBase64Url(new Uint8Array(mac, 0, SIGNATURE_BYTES));
}

/** Whether one of the keys made the signature. Several may be valid at once, while keys are rotated. */
export async function verifySignature(signature: string, message: string, signingKeys: readonly string[]): Promise<boolean> {
  const expected = await Promise.all(signingKeys.map((key) => signatureOf(message, key)));
  // Every key is compared, so that the time does not show which one fits.
  return expected.map((candidate) => equalInConstantTime(candidate, signature)).includes(true);
}

function equalInConstantTime(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let at = 0; at < a.length; at++) difference |= a.charCodeAt(at) ^ b.charCodeAt(at);
  return difference === 0;
}
