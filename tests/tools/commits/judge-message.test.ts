import { expect, test } from '@jest/globals';
import { judgeMessage, MAX_SUBJECT_CHARACTERS } from '../../../tools/commits/judge-message.ts';

const fitting = `fix(edge): ${'ß'.repeat(MAX_SUBJECT_CHARACTERS - 11)}`;

test.each([
  'fix(edge): a picture is stored once',
  'refactor!: one projectPath() for everything',
  'feat(card-schema)!: dates have a time\n\nWhy it has.\n',
  '\n# a comment of the editor\nci: jobs run side by side\n# another\n',
  fitting,
  'Merge branch "main" into a-very-long-name-of-a-branch-that-somebody-chose-for-reasons-of-their-own',
  'Revert "perf(edge): the first request to S3 goes ahead while the browser starts"',
  'fixup! fix(edge): a picture is stored once',
])('%j is in order', (message) => {
  expect(judgeMessage(message)).toEqual([]);
});

test.each([
  ['Fix a bug', /"fix\(edge\): what the commit does", with one of feat, fix, /],
  ['fixes: a picture', /one of/],
  ['fix(edge):a picture', /one of/],
  ['fix(): a picture', /one of/],
  ['fix(edge): ', /one of/],
  [`${fitting}x`, /has 73 characters; at most 72 fit/],
  [`${fitting}🚀`, /has 73 characters/],
  ['fix: a picture\nis stored', /an empty line/],
  ['', /is empty/],
  ['# nothing but a comment\n', /is empty/],
])('%j is not', (message, problem) => {
  expect(judgeMessage(message)).toEqual([expect.stringMatching(problem)]);
});

test('everything that is wrong is said at once', () => {
  expect(judgeMessage(`${'x'.repeat(80)}\nand more`)).toHaveLength(3);
});
