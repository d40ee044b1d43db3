import { createHash } from 'node:crypto';
import { canonicalEdits, type Edits } from './edits.ts';
import { hidesHeads } from './hidden-heads.ts';
import type { PhotoRecord } from './photo-record.ts';
import { recipeOfEdit } from './recipe.ts';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const ID_BITS = 80;

export interface PhotoOrigin {
  /** SHA-256 of the source, in hexadecimal. */
  readonly source: string;
  readonly edits: Edits;
  readonly recipe: string;
  /** The id of the blurred photo that it is edited from: what is hidden there is no longer in the source's pixels. */
  readonly from?: string;
}

/** 80 bits of everything that decides the pixels, as 16 characters of lower-case Crockford base32. */
export function idOfPhoto({ source, edits, recipe, from }: PhotoOrigin): string {
  const decides = JSON.stringify([source, canonicalEdits(edits), recipe, ...(from === undefined ? [] : [from])]);
  const hash = createHash('sha256').update(decides).digest();
  return crockford(hash.subarray(0, ID_BITS / 8));
}

/** The id of an edited photo, with all its edits; its own if they change nothing. */
export function idOfEdit(from: PhotoRecord, edits: Edits, present: string): string {
  const recipe = recipeOfEdit(from.recipe, present);
  const isSame = JSON.stringify(canonicalEdits(edits)) === JSON.stringify(canonicalEdits(from.edits)) && recipe === from.recipe;
  if (isSame) return from.id;
  return idOfPhoto({ source: from.source, edits, recipe, ...(hidesHeads(from) && { from: from.id }) });
}

/** Neither Node nor a package of ours writes this base32. */
function crockford(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => ALPHABET.charAt(Number.parseInt(five, 2))).join('');
}
