// What the documents name must exist: commands, scripts, files.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import * as fields from '../../../card-schema/fields.ts';
import { COMMANDS } from '../../../cli/commands.ts';
import { projectPath } from '../../../project-path.ts';
import { documentsIn } from '../../../tools/docs/documents.ts';

/** The changelog names what there was. */
const documents = documentsIn(projectPath()).filter((path) => path !== 'CHANGELOG.md');
const textOf = (path: string) => readFileSync(projectPath(path), 'utf8');
const { scripts } = JSON.parse(textOf('package.json')) as { readonly scripts: Readonly<Record<string, string>> };

/** Examples of a team's own files. */
const MADE_UP = /promo|Promo|streak|\*|<|…/;

describe.each(documents)('%s', (path) => {
  const text = textOf(path);

  test('names npm scripts that exist', () => {
    const named = [...text.matchAll(/npm run (?:-s )?([a-z][a-z:-]*)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  test('names commands that exist', () => {
    const named = [...text.matchAll(/npm run -s cards -- ([a-z]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !Object.hasOwn(COMMANDS, name))).toEqual([]);
  });

  test('names files that exist', () => {
    const named = [
      ...text.matchAll(/`((?:card-schema|card-site|edge|cloud|local|cli|tools|infra|examples|tests|docs)\/[^`\s]+)`/g),
    ];
    const missing = named.map(([, file = '']) => file).filter((file) => !MADE_UP.test(file) && !existsSync(projectPath(file)));
    expect(missing).toEqual([]);
  });
});

test('docs/1-first-card.md has every kind of field', () => {
  const kinds = Object.keys(fields).filter((name) => !['fieldInfo', 'isOptional'].includes(name));
  const page = textOf('docs/1-first-card.md');
  expect(kinds.filter((kind) => !page.includes(`| \`${kind}(`))).toEqual([]);
  expect(kinds.length).toBeGreaterThan(5);
});

test('docs/1-first-card.md has every prop of FitText, and no other', () => {
  const [, body = ''] = /export interface FitTextProps \{(.*?)\n\}/s.exec(textOf('card-site/src/fit-text.tsx')) ?? [];
  const props = [...body.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, name = '']) => name);
  const [, section = ''] = textOf('docs/1-first-card.md').split('\n## FitText\n');
  const rows = (section.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('| `'));
  const named = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name = '']) => name));
  expect(named.sort()).toEqual(props.sort());
  expect(props.length).toBeGreaterThan(4);
});

test('docs/1-first-card.md names the demo photos', () => {
  const page = textOf('docs/1-first-card.md');
  const photos = readdirSync(projectPath('local/demo/images'));
  expect(photos.filter((name) => !page.includes(name))).toEqual([]);
  expect(photos.length).toBeGreaterThan(2);
});

test('README.md is for the first five minutes: at most 200 lines', () => {
  expect(textOf('README.md').split('\n').length).toBeLessThanOrEqual(201);
});

test('README.md and CONTRIBUTING.md between them name every script that a person runs', () => {
  const text = textOf('README.md') + textOf('CONTRIBUTING.md') + textOf('docs/4-main-site.md') + textOf('docs/11-performance.md');
  const ownSteps = ['postinstall', 'prepare', 'jest'];
  expect(Object.keys(scripts).filter((name) => !ownSteps.includes(name) && !new RegExp(`\\b${name}\\b`).test(text))).toEqual([]);
});
