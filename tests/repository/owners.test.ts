import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { projectPath } from '../../project-path.ts';

const rules = readFileSync(projectPath('.github/CODEOWNERS'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split(/\s+/));

test('every rule is a path with owners, as GitHub writes teams', () => {
  for (const [path = '', ...owners] of rules) {
    expect(path).toMatch(/^(\*|\/[\w./-]+)$/);
    expect(owners.length).toBeGreaterThan(0);
    for (const owner of owners) expect(owner).toMatch(/^@[\w-]+\/[\w-]+$/);
  }
});

test('every file has an owner, and every other rule a file', () => {
  const [[first] = [], ...others] = rules;
  expect(first).toBe('*');
  for (const [path = ''] of others) {
    const files = execFileSync('find', [projectPath(path), '-type', 'f'], { encoding: 'utf8' });
    expect(files).not.toBe('');
  }
});
