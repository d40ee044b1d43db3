import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { buildInChildProcess, readReport } from '../../../card-site/bundle/build-in-child-process.ts';
import { isRunning } from '../../support/processes.ts';

const REPORT = { name: 'card-site-0123456789abcdef0123' };

test('reads the report below what a schema has printed', () => {
  expect(readReport(`\nquote: 280\n{"a":1}\n${JSON.stringify(REPORT)}`)).toEqual(REPORT);
  expect(readReport(`no line end\n${JSON.stringify(REPORT)}`)).toEqual(REPORT);
});

test.each(['', '\n', 'printed', `${JSON.stringify(REPORT)}\nprinted at the end`])('says that %j is not a report', (output) => {
  expect(() => readReport(output)).toThrow(
    /^The build of the card site reports nothing that can be read; its output ends with "/,
  );
});

test('an abort ends the process of the build', async () => {
  const before = new Set(children());
  const stopping = new AbortController();
  const building = buildInChildProcess('card-site', stopping.signal);
  const [pid = 0] = children().filter((child) => !before.has(child));
  expect(isRunning(pid)).toBe(true);
  stopping.abort();
  await expect(building).rejects.toThrow();
  expect(isRunning(pid)).toBe(false);
});

/** The processes that this one has started. */
function children(): readonly number[] {
  const text = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8');
  return text.split(' ').filter(Boolean).map(Number);
}
