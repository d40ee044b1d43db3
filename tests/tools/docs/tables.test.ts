import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { projectPath } from '../../../project-path.ts';
import { documentsWithTables } from '../../../tools/docs/documents.ts';
import { fillTables, placesIn } from '../../../tools/docs/fill-tables.ts';
import { tables } from '../../../tools/docs/tables.ts';
import { remind } from '../../support/remind.ts';

const generated = tables();
const texts = documentsWithTables(projectPath()).map((path) => [path, readFileSync(projectPath(path), 'utf8')] as const);
const withPlaces = texts.filter(([, text]) => placesIn(text).length > 0);

/** What a team changes without touching a document: their own templates. */
const OF_TEMPLATES = ['templates', 'cost of templates', 'cost of a flood'];
const withoutTemplates = Object.fromEntries(Object.entries(generated).filter(([name]) => !OF_TEMPLATES.includes(name)));

test.each(withPlaces)('the tables of %s are those of the code: if not, run npm run docs', (path, text) => {
  const ofTemplates = Object.fromEntries(OF_TEMPLATES.map((name) => [name, contentOf(text, name)]));
  expect(fillTables(text, { ...withoutTemplates, ...ofTemplates })).toBe(text);
  if (fillTables(text, generated) !== text)
    remind(`The tables of ${path} are not those of the templates: npm run docs writes them.`);
});

/** What stands in a place now. */
function contentOf(text: string, name: string): string {
  return new RegExp(`<!-- ${name} -->\\n?(.*?)\\n?<!-- /${name} -->`, 's').exec(text)?.[1] ?? '';
}

test('every table that is generated has a place in some document', () => {
  const places = new Set(texts.flatMap(([, text]) => placesIn(text)));
  expect(Object.keys(generated).filter((name) => !places.has(name))).toEqual([]);
});

describe('a place in a document', () => {
  test('gets a value within its line, and lines of their own', () => {
    const text = 'costs <!-- price -->old<!-- /price --> a month\n<!-- rows -->\n<!-- /rows -->\n';
    expect(fillTables(text, { price: '1 USD', rows: '| a |\n| b |' })).toBe(
      'costs <!-- price -->1 USD<!-- /price --> a month\n<!-- rows -->\n| a |\n| b |\n<!-- /rows -->\n',
    );
  });

  test('for which nothing is generated is an error', () => {
    expect(() => fillTables('<!-- prise --><!-- /prise -->', { price: '1 USD' })).toThrow(
      'Nothing is generated for the place "prise"',
    );
  });

  test('without its end is an error', () => {
    expect(() => fillTables('<!-- price -->1 USD\n', { price: '1 USD' })).toThrow('<!-- price --> is half of a pair.');
  });
});
