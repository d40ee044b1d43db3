import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { CACHE_CONTROL } from '../edge/core/answers.ts';
import { withTables } from '../local/build/readme-tables.ts';

const project = join(import.meta.dirname, '..');
const readme = readFileSync(join(project, 'README.md'), 'utf8');
const { scripts } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

test('the README’s tables are those of the code: if not, run npm run readme', () => {
  expect(withTables(readme)).toBe(readme);
});

test('every npm script that the README names exists', () => {
  const named = [...readme.matchAll(/npm run (?:-s )?([a-z:-]+)/g)].map(([, name = '']) => name);
  expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  expect(named.length).toBeGreaterThan(5);
});

test('every file that the README links to exists', () => {
  const linked = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)\)/g)].map(([, path = '']) => path);
  expect(linked.filter((path) => !existsSync(join(project, path)))).toEqual([]);
});

test('the README tells the cache times that the code sets', () => {
  for (const value of Object.values(CACHE_CONTROL)) {
    const seconds = /max-age=(\d+)/.exec(value)?.[1];
    const told = { 31536000: '1 year', 300: '5 min', 60: '60 s', 30: '30 s' }[Number(seconds)] ?? 'no-store';
    expect(readme).toContain(`| ${told} |`);
  }
});
