import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { CACHE_CONTROL } from '../../../edge/core/answers.ts';
import { projectPath } from '../../../project-path.ts';
import { ANSWER_ROWS } from '../../../tools/docs/readme-answers.ts';
import { withTables } from '../../../tools/docs/readme-tables.ts';
import { PROMISES } from '../../faults/expected.ts';

const readme = readFileSync(projectPath('README.md'), 'utf8');
const { scripts } = JSON.parse(readFileSync(projectPath('package.json'), 'utf8')) as { scripts: Record<string, string> };

/** Cache times as people say them; written out, so that they are held against the code and not by it. */
const TIMES: Readonly<Record<number, string>> = { 31536000: '1 year', 300: '5 min', 60: '60 s', 30: '30 s', 0: 'no' };

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
  expect(linked.filter((path) => !existsSync(projectPath(path)))).toEqual([]);
});

test('the README tells of every answer that the code gives, and what the faults are held against', () => {
  expect(new Set(ANSWER_ROWS.map(({ kept }) => kept))).toEqual(new Set(Object.keys(CACHE_CONTROL)));
  const table = /<!-- answers -->\n.+\n.+\n([\s\S]+?)\n<!--/.exec(readme)?.[1] ?? '';
  const told = table.split('\n').map((row) => {
    const [gets, kept, stored] = row.split(' | ').slice(1);
    return `${gets}, ${kept}, ${stored?.startsWith('yes') ?? false}`;
  });
  // Of CloudFront's own errors a section of its own tells.
  const { cloudfront: _, ...promises } = PROMISES;
  const promised = Object.values(promises).map(({ shown, keptSeconds, stored }) => {
    const gets = shown === 'nothing' ? 'headers only' : `the ${shown}`;
    return `${gets}, ${TIMES[keptSeconds]}, ${stored}`;
  });
  expect(new Set(told)).toEqual(new Set(promised));
});
