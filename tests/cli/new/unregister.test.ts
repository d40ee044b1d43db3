import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { TEMPLATE_NAMES } from '../../../card-schema/catalogue.ts';
import { CATALOGUE, COMPONENTS, entriesOf } from '../../../cli/new/entries.ts';
import { register } from '../../../cli/new/register.ts';
import { unregister } from '../../../cli/new/unregister.ts';
import { projectPath } from '../../../project-path.ts';

const ENTRY = { file: 'catalogue.ts', constant: 'TEMPLATES' };
const without = (source: string, template = 'promo') => unregister(source, ENTRY, template);

const SOURCE = `import { first } from './templates/first.ts'; // the first
import { defaultTemplate } from './templates/default.ts';
// Of the spring.
import { promo } from './templates/promo.ts';

export const TEMPLATES = {
  first, // about the first
  // About the promo.
  promo, // as well
  default: defaultTemplate,
} as const;
`;

describe('a template is taken out', () => {
  test('with what is said of it, and what is said of its neighbours stays', () => {
    expect(without(SOURCE)).toBe(`import { first } from './templates/first.ts'; // the first
import { defaultTemplate } from './templates/default.ts';
// Of the spring.

export const TEMPLATES = {
  first, // about the first
  default: defaultTemplate,
} as const;
`);
  });

  test('in whichever place it stands, alone as well, and with quotation marks', () => {
    const imports = "import { Promo } from './Promo.tsx';\n";
    const entry = (literal: string) => without(`${imports}const TEMPLATES = ${literal};\n`).replace(/\s/g, '');
    expect(entry('{ promo: Promo }')).toBe('constTEMPLATES={};');
    expect(entry("{ 'promo': Promo, b: c }")).toBe('constTEMPLATES={b:c};');
    expect(entry('{ b: c, promo: Promo }')).toBe('constTEMPLATES={b:c,};');
    expect(entry('{ b: c, promo: Promo, d } satisfies T')).toBe('constTEMPLATES={b:c,d}satisfiesT;');
  });

  test('as `new` enters it, whichever of the templates it is', () => {
    for (const name of TEMPLATE_NAMES.filter((each) => each !== 'default')) {
      for (const entry of entriesOf(name)) {
        const source = readFileSync(projectPath(entry.file), 'utf8');
        const taken = unregister(source, entry, name);
        expect(taken).not.toContain(entry.from);
        expect(sorted(register(taken, entry))).toEqual(sorted(source));
      }
    }
  });
});

/** The lines whichever their order, without the marks of a formatter. */
const sorted = (source: string) =>
  source
    .replaceAll(/[\s,]+/g, ' ')
    .split(' ')
    .sort()
    .join(' ')
    .trim();

test.each([
  ['no such constant', SOURCE.replace('TEMPLATES', 'OTHERS')],
  ['no such property', SOURCE.replace('  promo, // as well\n', '')],
  ['a value that is made in place', SOURCE.replace('  promo, // as well', '  promo: { fields: {} },')],
  ['an import of several things', SOURCE.replace('{ promo }', '{ promo, other }')],
])('a source with %s is left to people', (_, source) => {
  expect(() => without(source)).toThrow('so nothing was removed: take it out by hand.');
});

test('a source with a mistake is left as it is, and the mistake is named', () => {
  expect(() => without(SOURCE.replace('} as const', 'as const'))).toThrow('catalogue.ts has a mistake in line 1');
});

test('both files that name the templates are known', () => {
  expect(entriesOf('promo').map(({ file }) => file)).toEqual([COMPONENTS, CATALOGUE]);
});
