import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** 80 random bits as 16 characters of lower-case Crockford base32: nobody guesses the upload of another. */
export function newUploadId(): string {
  // 256 is a multiple of 32, so that no character is more frequent.
  return Array.from(randomBytes(16), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}
