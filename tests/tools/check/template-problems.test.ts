import { expect, test } from '@jest/globals';
import { TEMPLATE_NAMES } from '../../../card-schema/catalogue.ts';
import { choice, integer, text } from '../../../card-schema/fields.ts';
import type { Template } from '../../../card-schema/template.ts';
import {
  choiceProblems,
  kindProblems,
  ownProblems,
  rootProblems,
  templateCount,
  templateProblems,
} from '../../../tools/check/template-problems.ts';

const count = integer({ label: 'Count', min: 0, max: 9 });
const title = text({ label: 'Title', max: 9 });

test('the templates of this project have no problem', () => {
  expect(templateProblems()).toEqual([]);
  expect(templateCount()).toBe(TEMPLATE_NAMES.length);
});

test('two templates at the root are named, because their addresses have no folder', () => {
  const template = (addressing: Template['addressing']) => ({ addressing });
  expect(rootProblems({ a: template('root'), b: template('closed'), c: template('open') })).toEqual([]);
  expect(rootProblems({ a: template('root'), b: template('closed'), c: template('root') })).toEqual([
    "a and c have addressing 'root', and only one template can have it: make the others 'closed'.",
  ]);
});

test.each<[string, Pick<Template, 'addressing' | 'signed' | 'fields'>, string | undefined]>([
  ['a closed template that is signed', { addressing: 'closed', signed: true, fields: { count } }, undefined],
  ['a root template that is signed', { addressing: 'root', signed: true, fields: { count } }, undefined],
  [
    'a fixed template that is signed',
    { addressing: 'fixed', signed: true, fields: {} },
    "promo: it is one picture, and stands in for others: remove signed: true, which is for 'root' and 'closed'.",
  ],
  [
    'an open template that is not signed',
    { addressing: 'open', signed: false, fields: { title } },
    "promo: the addresses of an 'open' template are always signed: remove signed: false.",
  ],
  ['an open template with a text', { addressing: 'open', fields: { title, count } }, undefined],
  ['a closed template with a number', { addressing: 'closed', fields: { count } }, undefined],
  [
    'a closed template with a text',
    { addressing: 'closed', fields: { count, title } },
    "promo: title is a text, which an address without a signature cannot hold; make it 'open', not 'closed'.",
  ],
  ['a fixed template without fields', { addressing: 'fixed', fields: {} }, undefined],
  [
    'a fixed template with a field',
    { addressing: 'fixed', fields: { count } },
    "promo: addressing 'fixed' is for a template without fields; make it 'open' or 'closed'.",
  ],
  [
    'a root template without fields',
    { addressing: 'root', fields: {} },
    "promo: a template without fields has addressing 'fixed', not 'root'.",
  ],
])('of %s it is said what its addresses cannot hold', (_, template, problem) => {
  expect(kindProblems('promo', template)).toEqual(problem === undefined ? [] : [problem]);
});

test('the words of a choice are held against an address', () => {
  const unit = choice({ label: 'Unit', options: ['days', 'half-days', '2026'] });
  expect(choiceProblems('streak', { addressing: 'closed', fields: { count, unit } })).toEqual([
    'streak: no address can hold half-days and 2026 as unit; there a word is of letters and digits, and not of digits alone.',
  ]);
});

test('more pictures than anybody may have drawn without a signature are a problem of the template', () => {
  const fields = { home: integer({ label: 'Home', min: 0, max: 9999 }), away: integer({ label: 'Away', min: 0, max: 9999 }) };
  const template: Template = { addressing: 'closed', description: 'A match.', fields, examples: {}, alt: () => '' };
  expect(ownProblems('match', template)).toEqual([expect.stringContaining('100,000,000 pictures of it drawn')]);
  expect(ownProblems('match', { ...template, signed: true })).toEqual([expect.stringContaining('it has no example')]);
});
