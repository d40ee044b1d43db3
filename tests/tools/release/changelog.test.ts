import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { projectPath } from '../../../project-path.ts';
import { cutRelease, notesOf } from '../../../tools/release/changelog.ts';

const HEAD = '# Changelog\n\nWhat changed.\n\n## Unreleased\n';
const CHANGES = '\n### Added\n\n- A template.\n\n### Fixed\n\n- A font.\n';
const OLDER = '\n## 0.1.0 - 2026-01-31\n\n- The first.\n';

test('what is unreleased gets a version and a date, below an empty section for what comes next', () => {
  expect(cutRelease(HEAD + CHANGES + OLDER, '0.2.0', '2026-11-29')).toBe(`${HEAD}\n## 0.2.0 - 2026-11-29\n${CHANGES}${OLDER}`);
});

test.each([
  ['nothing is unreleased', HEAD + OLDER, '0.2.0', 'nothing to release'],
  ['only headings are unreleased', `${HEAD}\n### Added\n${OLDER}`, '0.2.0', 'nothing to release'],
  ['there is no such section', `# Changelog\n${OLDER}`, '0.2.0', 'no section "Unreleased"'],
  ['the version has a section', HEAD + CHANGES + OLDER, '0.1.0', 'has a section for 0.1.0 already'],
])('nothing is released when %s', (_, changelog, version, message) => {
  expect(() => cutRelease(changelog, version, '2026-11-29')).toThrow(message);
});

test('the notes of a version are its section without the heading', () => {
  const changelog = cutRelease(HEAD + CHANGES + OLDER, '0.2.0', '2026-11-29');
  expect(notesOf(changelog, '0.2.0')).toBe('### Added\n\n- A template.\n\n### Fixed\n\n- A font.\n');
  expect(notesOf(changelog, '0.1.0')).toBe('- The first.\n');
});

test('a version without a section, or with an empty one, has no notes', () => {
  expect(() => notesOf(HEAD + CHANGES + OLDER, '0.2.0')).toThrow('no section for 0.2.0');
  // The beginning of a version is not the version.
  expect(() => notesOf(HEAD + OLDER, '0.1')).toThrow('no section for 0.1:');
  expect(() => notesOf(`${HEAD}\n## 0.2.0 - 2026-11-29\n${OLDER}`, '0.2.0')).toThrow('is empty');
});

test('this repository’s changelog begins with what is unreleased, and has notes for every version below', () => {
  const changelog = readFileSync(projectPath('CHANGELOG.md'), 'utf8');
  const [first, ...versions] = [...changelog.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading);
  expect(first).toBe('Unreleased');
  for (const heading of versions) expect(notesOf(changelog, heading.split(' - ')[0] ?? '')).not.toBe('');
});
