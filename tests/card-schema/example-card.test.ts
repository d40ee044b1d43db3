import { expect, test } from '@jest/globals';
import { verifyCardPath } from '../../card-schema/card-path.ts';
import { createCard, DEFAULT_CARD, TEMPLATE_NAMES, TEMPLATES, templateNamed } from '../../card-schema/catalogue.ts';
import { exampleCard, examplePath, inputOf, unsignedExample } from '../../card-schema/example-card.ts';
import { EXAMPLES } from '../../card-schema/examples.ts';

test('an example card is of the first kind of address that a template has, and undefined where none has it', () => {
  for (const kind of ['root', 'closed', 'open', 'fixed'] as const) {
    const first = TEMPLATE_NAMES.find((name) => TEMPLATES[name].addressing === kind);
    expect(exampleCard(kind)?.template).toBe(first);
    expect(exampleCard(kind, 'fixed')?.template).toBe(first ?? DEFAULT_CARD.template);
  }
});

test('an example path is of a card that anyone may ask for', async () => {
  expect(await verifyCardPath(examplePath(), [])).toEqual(unsignedExample() ?? DEFAULT_CARD);
});

test('what a card was given is enough to make the card again, without what its schema fills in', () => {
  for (const { template, card } of EXAMPLES) {
    const input = inputOf(card);
    expect(createCard(template as string, input)).toEqual(card);
    for (const [name, schema] of Object.entries(templateNamed(template).fields)) {
      const initial = schema.safeParse(undefined);
      if (initial.success) expect(input[name]).not.toEqual(initial.data);
      else expect(Object.keys(input)).toContain(name);
    }
  }
});
