import { describe, expect, test } from '@jest/globals';
import { verifyCardPath } from '../../../card-schema/card-path.ts';
import { ogTags } from '../../../card-schema/card-url.ts';
import { createCard, TEMPLATE_NAMES, TEMPLATES, type TemplateName } from '../../../card-schema/catalogue.ts';
import { KEY, mended, options } from '../../card-schema/mended.ts';
import { HOSTILE_VALUES, hostilePages } from '../../examples/hostile-pages.ts';
import { fc } from '../../support/fast-check.ts';

/** Whatever the input: an address that opens, with the card that it says; mended again it is the same. */
async function holds(template: TemplateName, input: unknown, entities = false): Promise<void> {
  const { url, card, alt, warnings } = await mended(template, input, { entities });
  expect(await verifyCardPath(new URL(url).pathname, [KEY])).toEqual(card);
  expect(alt).not.toMatch(/\p{Cs}/u);
  for (const { message } of warnings) expect(message.length).toBeLessThan(1000);
  expect((await mended(card.template, card.params)).card).toEqual(card);
  expect(createCard(card.template as string, card.params)).toEqual(card);
  for (const tag of (await ogTags(template, input as never, options)).split('\n'))
    expect(tag).toMatch(/^<meta (name|property)="[a-z:_]+" content="[^"<>'`\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e]*">$/u);
}

describe('any input', () => {
  test.each(TEMPLATE_NAMES)('gives %s an address that opens: hostile pages', async (template) => {
    for (const [at, page] of hostilePages(Object.keys(TEMPLATES[template].fields)).entries())
      await holds(template, page, at % 2 === 0);
    for (const [, value] of HOSTILE_VALUES) await holds(template, value);
  });

  test.each(TEMPLATE_NAMES)('gives %s an address that opens: anything', async (template) => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.string({ unit: 'grapheme', maxLength: 400 }),
      fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
    );
    const value = fc.oneof(
      { weight: 5, arbitrary: text },
      { weight: 1, arbitrary: fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true, withSparseArray: true }) },
      fc.array(text),
    );
    const names = Object.keys(TEMPLATES[template].fields);
    const input = fc.oneof(
      { weight: 4, arbitrary: fc.record(Object.fromEntries(names.map((name) => [name, value])), { requiredKeys: [] }) },
      { weight: 1, arbitrary: fc.jsonValue() },
    );
    await fc.assert(
      fc.asyncProperty(input, (given) => holds(template, given)),
      { numRuns: 300 },
    );
  });

  test('that is right is left as it is, and nothing is reported', async () => {
    for (const template of TEMPLATE_NAMES) {
      for (const input of Object.values(TEMPLATES[template].examples)) {
        const { card, warnings } = await mended(template, input);
        expect([card, warnings]).toEqual([createCard(template as string, input), []]);
      }
    }
  });
});
