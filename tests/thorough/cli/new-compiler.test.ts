import { beforeAll, describe, expect, test } from '@jest/globals';
import { componentName } from '../../../cli/new/template-name.ts';
import { CATALOGUE, COMPONENTS, cards, copyProject, edit, shareCopies, tsc } from './copied-project.ts';

shareCopies();

describe('the compiler', () => {
  const schema = (name: string) => `card-schema/templates/${name}.ts`;
  const component = (name: string) => `card-site/src/cards/${name}/${componentName(name)}.tsx`;
  let complaints: string;

  // Every mistake in a template of its own or in an example of its own, because one run of the compiler is slow enough.
  beforeAll(async () => {
    await copyProject();
    for (const name of ['promo', 'componentless', 'unlisted', 'misplaced']) await cards('new', name);
    await edit(schema('promo'), "label: 'This spring'", "lable: 'This spring'");
    await edit(schema('promo'), "theme: 'night'", "theme: 'nihgt'");
    await edit(schema('promo'), "title: 'Hello!', ", '');
    await edit(schema('promo'), 'alt({ title, label,', 'alt({ titel: title, label,');
    await edit(component('promo'), '{ title, label, note', '{ title, lable, note');
    await edit(component('promo'), ' min={44}', '');
    await edit(COMPONENTS, /.*[Cc]omponentless.*\n/g, '');
    await edit(COMPONENTS, /.*[Uu]nlisted.*\n/g, '');
    await edit(CATALOGUE, / unlisted,|import { unlisted }.*\n/g, '');
    await edit(COMPONENTS, './misplaced/Misplaced.tsx', './misplaced/Other.tsx');
    const { code, out } = await tsc();
    expect(code).not.toBe(0);
    complaints = out;
  }, 60_000);

  test.each([
    [
      'a schema without a component in the table',
      COMPONENTS,
      /Property 'componentless' is missing .* required in type 'Components'/,
    ],
    ['a table with a component that is not there', COMPONENTS, /Cannot find module '\.\/misplaced\/Other\.tsx'/],
    [
      'a component without a schema in the catalogue',
      component('unlisted'),
      /Type '"unlisted"' does not satisfy the constraint '.*"score"/,
    ],
    [
      'an example with a field that does not exist',
      schema('promo'),
      /'lable' does not exist in type '{ title: string; label\?: string/,
    ],
    [
      'an example without a field that must be given',
      schema('promo'),
      /Property 'title' is missing in type '{ label: string; theme: "mint"; }'/,
    ],
    [
      'an example with a choice that does not exist',
      schema('promo'),
      /Type '"nihgt"' is not assignable to type .*Did you mean '"night"'/,
    ],
    [
      'alternative words that ask for a field that does not exist',
      schema('promo'),
      /Property 'titel' does not exist on type 'Readonly<{ title: string; label: string;/,
    ],
    [
      'a component that asks for one',
      component('promo'),
      /Property 'lable' does not exist on type 'Readonly<{ title: string; label: string;/,
    ],
    ['a FitText without a limit', component('promo'), /Property 'min' is missing .* required in type 'FitTextProps'/],
  ])('points out %s', (_, file, message) => {
    const said = complaints.split('\n').filter((line) => line.startsWith(`${file}(`));
    expect(said).toContainEqual(expect.stringMatching(message));
  });
});
