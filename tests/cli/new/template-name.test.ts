import { readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { TEMPLATE_NAMES } from '../../../card-schema/catalogue.ts';
import { COMMANDS } from '../../../cli/commands.ts';
import { checkTemplateName } from '../../../cli/new/template-name.ts';
import { UsageError } from '../../../cli/terminal/errors.ts';
import { projectPath } from '../../../project-path.ts';

test.each([
  ['Promo', 'is one word of 1 to 31 lower-case letters and digits'],
  ['my-promo', 'is one word of 1 to 31 lower-case letters and digits'],
  ['1st', 'is one word of 1 to 31 lower-case letters and digits'],
  ['a'.repeat(32), 'is one word of 1 to 31 lower-case letters and digits'],
  ['assets', 'the card site has a folder assets/ already'],
  ['text', 'schemas have something called text from card-schema/fields.ts already'],
  ['await', 'await is a word of JavaScript'],
  ['undefined', 'undefined is a word of JavaScript'],
  ['map', 'its component would be called Map, as something of JavaScript is'],
  ['constructor', 'every object of JavaScript has something called constructor'],
  ['utils', 'no file or folder of this project has a name that says so little'],
  ['index', 'no file or folder of this project has a name that says so little'],
  ['coverage', '.gitignore leaves out every folder that is called coverage'],
])('no template can be called %s', (name, reason) => {
  const check = () => checkTemplateName(name);
  expect(check).toThrow(UsageError);
  expect(check).toThrow(reason);
});

test('a name may be that of a command, of a folder of this project, of a word that is reserved elsewhere, or of a global of browsers', () => {
  const folders = readdirSync(projectPath(), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const sources = folders.map(({ name }) => name).filter((name) => /^[a-z]+$/.test(name) && name !== 'dist' && name !== 'out');
  const others = [
    'async',
    'of',
    'get',
    'type',
    'any',
    'object2',
    'window',
    'document',
    'event',
    'response',
    'react',
    'starter',
    'tostring',
  ];
  const free = ['new', 'old', ...Object.keys(COMMANDS), ...sources, ...others].filter((name) => !RESERVED.includes(name));
  for (const name of free) expect(() => checkTemplateName(name)).not.toThrow();
});

const RESERVED = ['new', 'coverage'];

test('the templates that there are could be called so, but for the default card’s', () => {
  for (const name of TEMPLATE_NAMES.filter((each) => each !== 'default')) expect(() => checkTemplateName(name)).not.toThrow();
});
