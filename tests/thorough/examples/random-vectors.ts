// @examples event
// Vectors of random texts, so that signers are held against card-schema beyond the cases that somebody thought of.

import { CardError } from '../../../card-schema/errors.ts';
import { isValidSecret } from '../../../card-schema/valid-secret.ts';
import { cleanedVectorOf, type Vector, type VectorFile, vectorOf } from '../../../tools/signature-vectors.ts';
import { fc } from '../../support/fast-check.ts';

// Characters of Unicode 13 and before: what was added since, older languages cannot normalise.
const ODD =
  '"\\/<>&\'`%+ \u00a0\u1680\u180e\u2009\u200b\u200c\u200d\u202f\u205f\u2067\u2069\u3000\ufeff\t\r\n\v\f\u0085\u2028\u2029\u3164\u00ad\u2800';
const COMPOSED = 'eAo\u0301\u0323\u0307\u0308\u030a\u212b\u2126\u0958\u0915\u093c\u1112\u1161\u11ab\ufb01\uf900\u304b\u3099';
const SCRIPTS = 'aZ0ßñΩжשלمرناहिन्दीไทย漢字かな한국어👩🏽🚀\ufe0f\u20e3';
/** What card-schema refuses. */
const UNWANTED = '\0\u001b\u007f\u0086\u202a\u202e';

const INSIDE = new RegExp(`[${UNWANTED}]`);

const text = (unwanted: number, maxLength: number) => {
  const character = fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom(...ODD) },
    { weight: 30, arbitrary: fc.constantFrom(...COMPOSED) },
    { weight: 30, arbitrary: fc.constantFrom(...SCRIPTS) },
    { weight: unwanted, arbitrary: fc.constantFrom(...UNWANTED) },
  );
  return fc.array(character, { minLength: 1, maxLength }).map((characters) => characters.join(''));
};

/** Of any characters, composed and not, since a key is taken byte by byte. */
const key = fc
  .array(fc.constantFrom(...COMPOSED, ...SCRIPTS, ...' .-_+/=\\'), { minLength: 16, maxLength: 80 })
  .map((characters) => characters.join(''))
  .filter(isValidSecret);

/** The same ones for the same seed. */
export async function randomVectors(seed: number): Promise<VectorFile> {
  const card = fc.record({
    key,
    title: text(2, 40),
    place: text(0, 30),
    speakers: fc.array(text(0, 15), { maxLength: 4 }),
  });
  const vectors: Vector[] = [];
  const cleaned: Vector[] = [];
  for (const [at, { key, ...texts }] of fc.sample(card, { numRuns: 400, seed }).entries()) {
    const input = { about: `random ${at}`, key, template: 'event', params: { ...texts, date: '2026-11-26' } };
    try {
      if (INSIDE.test(texts.title)) cleaned.push(await cleanedVectorOf(input));
      else vectors.push(await vectorOf(input));
    } catch (error) {
      // An empty text is for the template to refuse; a signer does not know which may be empty.
      if (!(error instanceof CardError)) throw error;
    }
  }
  const refused = [{ about: 'null', template: 'event', given: [null] }];
  return { about: `random vectors of seed ${seed}`, vectors, cleaned, cuts: [], refused, photos: [], refusedPhotos: [] };
}
