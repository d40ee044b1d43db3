import { expect, test } from '@jest/globals';
import {
  createProgress,
  createRate,
  formatDuration,
  formatProgress,
  type ProgressState,
} from '../../../cli/terminal/progress.ts';

const standing: ProgressState = { total: 500, done: 125, stored: 20, failed: 2, perSecond: 40, by: '3 browsers' };

function stream(isTTY: boolean, columns = 80) {
  const written: string[] = [];
  return { written, isTTY, columns, write: (text: string) => written.push(text) > 0 };
}

test('says how far it is, how fast, how long still, and what went wrong', () => {
  expect(formatProgress(standing)).toBe(
    '[######------------------] 125/500 25 %  40.0 cards/s  ETA 0:10  3 browsers  20 stored already  2 failed',
  );
});

test('promises nothing about a list of unknown length, or before the first card', () => {
  expect(formatProgress({ ...standing, total: undefined })).toMatch(/^125 lines {2}40\.0 cards\/s {2}3 browsers/);
  expect(formatProgress({ ...standing, perSecond: 0 })).not.toContain('ETA');
});

test('is full at the end, and for an empty list', () => {
  const done = { done: 4, failed: 0, total: 4, perSecond: 1 };
  expect(formatProgress(done)).toContain(`[${'#'.repeat(24)}] 4/4 100 %`);
  expect(formatProgress({ ...done, done: 0, total: 0 })).toContain('0/0 100 %');
});

test('is full as well for a list that has grown while it was read', () => {
  const done = { done: 9, failed: 0, total: 4, perSecond: 1 };
  expect(formatProgress(done)).toContain(`[${'#'.repeat(24)}] 9/4 100 %`);
});

test.each([
  [0, '0:00'],
  [8.2, '0:09'],
  [750, '12:30'],
  [7200, '2:00:00'],
])('%p seconds are %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test('a terminal has one line, drawn over itself and never wrapped', () => {
  let now = 0;
  const tty = stream(true, 40);
  const progress = createProgress(tty, () => now);
  progress.update(standing);
  progress.update(standing); // too soon
  now += 200;
  progress.update(standing);
  expect(tty.written).toHaveLength(2);
  for (const text of tty.written) expect(text).toBe(`\r${formatProgress(standing).slice(0, 39)}\x1b[K`);
  progress.say('a line');
  expect(tty.written.slice(2)).toEqual(['\r\x1b[K', 'a line\n']);
  progress.update(standing); // at once, below the line
  expect(tty.written).toHaveLength(5);
  progress.end();
  expect(tty.written.at(-1)).toBe('\r\x1b[K');
});

test('a log has a whole line now and then', () => {
  let now = 0;
  const log = stream(false);
  const progress = createProgress(log, () => now);
  for (; now <= 25_000; now += 50) progress.update(standing);
  progress.end();
  expect(log.written).toEqual([`${formatProgress(standing)}\n`, `${formatProgress(standing)}\n`]);
});

test('the rate is that of the last seconds', () => {
  let now = 0;
  const rate = createRate(10_000, () => now);
  let done = 0;
  for (; now < 20_000; now += 100) {
    done += now < 5000 ? 100 : 2; // what was stored already goes by quickly
    rate(done);
  }
  expect(rate(done)).toBeCloseTo(20, 0);
});
