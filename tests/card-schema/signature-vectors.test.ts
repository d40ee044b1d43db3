// @examples article quote event
// The vectors against the templates of the same names, as a main site signs their cards.
import { describe, expect, test } from '@jest/globals';
import { signCardPath } from '../../card-schema/card-path.ts';
import { cardUrl } from '../../card-schema/card-url.ts';
import { createCard, templateNamed } from '../../card-schema/catalogue.ts';
import { CardError } from '../../card-schema/errors.ts';
import { readVectors, type Vector } from '../../tools/signature-vectors.ts';
import { vectorFields } from '../../tools/vector-templates.ts';

const { vectors, cleaned, refused } = await readVectors();

describe.each(vectors)('the vector "$about"', (vector) => {
  const { key, template, params, path } = vector;

  test('is of a template as the catalogue has it', () => {
    expect(vectorFields(template)).toEqual(Object.keys(templateNamed(template).fields));
  });

  test('is what card-schema signs for its params', async () => {
    expect(await signCardPath(createCard(template, params), key)).toBe(path);
  });

  test('is the same card when its values are given to the schema', () => {
    expect(createCard(template, paramsOf(vector))).toEqual(createCard(template, params));
  });
});

test.each(cleaned)('the vector to be cleaned, "$about", is the card that a page gets, and none as it is', async (vector) => {
  const { key: signingKey, template, path } = vector;
  const options = { origin: 'https://social.app.com', signingKey };
  expect(await cardUrl(template as 'quote', paramsOf(vector) as never, options)).toBe(`https://social.app.com${path}`);
  expect(() => createCard(template, paramsOf(vector))).toThrow(CardError);
});

test.each(refused)('no card is of $about', async (vector) => {
  const card = async () => signCardPath(createCard(vector.template, paramsOf(vector)), 'a key for tests only');
  await expect(card()).rejects.toBeInstanceOf(CardError);
});

function paramsOf({ template, given }: Pick<Vector, 'template' | 'given'>) {
  const names = Object.keys(templateNamed(template).fields);
  return Object.fromEntries(given.map((value, at) => [names[at] ?? '', value]));
}
