import { expect, test } from '@jest/globals';
import { formatReport, type Report } from '../../../cli/prerender/report.ts';

const report: Report = {
  drawn: 1,
  late: 0,
  stored: 0,
  twice: 1,
  incomplete: 0,
  failed: 0,
  lines: 2,
  total: 2,
  interrupted: false,
  seconds: 2,
  cardsPerSecond: 0.5,
  browsers: 1,
  failures: [],
  incompleteCards: [],
};

test('counts what is stored, and what is in the list twice', () => {
  expect(formatReport(report)).toBe('1 drawn and stored, 1 more than once in the list; 2.0 s, 0.5 cards/s, 1 browser.');
});

test('says how to go on after it was stopped', () => {
  expect(formatReport({ ...report, total: 3, interrupted: true })).toMatch(
    /\nStopped with 1 line left; the same command goes on/,
  );
});

test('says that a list has changed while it was read', () => {
  expect(formatReport({ ...report, total: 1 })).toMatch(
    /\nThe list has changed while it was read: it had 1 card at first, and 2 were read\.$/,
  );
});

test('says where failed lines are, or why they are nowhere', () => {
  const failures = [{ line: 4, text: 'x', code: 'not_a_card', message: 'No.' }];
  const failed = { ...report, total: 3, failed: 1, failures };
  expect(formatReport({ ...failed, failedFile: 'a.failed' })).toMatch(
    /\nline 4: not_a_card: No\.\nThe failed lines are in a\.failed,/,
  );
  expect(formatReport({ ...failed, fileProblem: 'name a file for them with --failed' })).toMatch(
    /\nSuch lines are in no file: name a file for them with --failed\.$/,
  );
});
