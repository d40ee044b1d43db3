import { shownPhotoId } from '../../../card-schema/shown-photos.ts';
import { readKey } from '../../../edge/core/asked-key.ts';

/** edge/core/asked-key.ts writes it for a card whose payload S3 takes in no key. */
const HASH = /^h-[0-9a-f]{64}$/;

/**
 * The photos that a card's key names. Undefined where the key has only a hash: then the object's metadata names them. The template may be one
 * that is in the catalogue no more, so the payload is read without it.
 */
export function photosInKey(key: string): readonly string[] | undefined {
  const { values } = readKey(key).parts ?? {};
  if (values === undefined) return [];
  return HASH.test(values) ? undefined : idsIn(payloadOf(values));
}

/** Base64url of a JSON array, or the values of a closed template, which name no photo. */
function payloadOf(values: string): unknown {
  try {
    return JSON.parse(Buffer.from(values, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function idsIn(value: unknown): readonly string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(idsIn);
  const id = typeof value === 'string' ? shownPhotoId(value) : undefined;
  return id === undefined ? [] : [id];
}
