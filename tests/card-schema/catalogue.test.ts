import { describe, expect, test } from '@jest/globals';
import { createCard, TEMPLATE_NAMES, TEMPLATES } from '../../card-schema/catalogue.ts';
import { CardError } from '../../card-schema/errors.ts';
import { fieldInfo } from '../../card-schema/fields.ts';
import type { Template } from '../../card-schema/template.ts';

const refusal = (template: string, input: unknown): CardError => {
  try {
    createCard(template, input);
  } catch (error) {
    if (error instanceof CardError) return error;
    throw error;
  }
  throw new Error('The card was accepted.');
};

describe('a complaint', () => {
  test('names all fields that do not exist, also where there are none', () => {
    expect(refusal('default', { titel: 'x', author: 'y' }).message).toBe('"titel", "author" is not a field; there are none.');
  });

  test.each(['constructor', '__proto__', 'toString', 'Article', ''])(
    'says which templates there are when asked for %p',
    (name) => {
      const error = refusal(name, {});
      expect(error.code).toBe('unknown_template');
      expect(error.message).toContain(TEMPLATE_NAMES.join(', '));
    },
  );
});

describe.each(Object.entries(TEMPLATES) as unknown as [string, Template][])('the template %s', (name, template) => {
  test('has fields that describe themselves, examples that are valid, and words for its picture', () => {
    for (const schema of Object.values(template.fields)) expect(fieldInfo(schema).allowed).not.toBe('');
    expect(Object.keys(template.examples).length).toBeGreaterThan(0);
    for (const input of Object.values(template.examples)) {
      const { params } = createCard(name as string, input);
      expect(template.alt(params)).toMatch(/\S/);
    }
  });

  test('has only fields that its addressing can write', () => {
    expect(name).toMatch(/^[a-z][a-z0-9]{0,30}$/);
    expect(['assets', 'pages']).not.toContain(name); // folders of the card site, whose pages are at /<template>/…
    const fields = Object.values(template.fields).map(fieldInfo);
    if (template.addressing === 'open') return;
    if (template.addressing === 'fixed') expect(fields).toEqual([]);
    // A finite set of pictures needs no signature, and values must not hold the separator.
    for (const { kind, min = 0, options = [] } of fields) {
      expect(['integer', 'choice']).toContain(kind);
      expect(min).toBeGreaterThanOrEqual(0);
      for (const option of options) expect(option).toMatch(/^[a-z][a-z0-9]*$/);
    }
  });
});

test('at most one template has its cards at the root', () => {
  expect(
    (Object.values(TEMPLATES) as readonly { addressing: string }[]).filter(({ addressing }) => addressing === 'root').length,
  ).toBeLessThanOrEqual(1);
});
