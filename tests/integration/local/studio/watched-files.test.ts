// What Vite's watcher leaves out must be what isWatched() says, or the studio waits at its start for files that nobody watches.
// In a process of its own: Vite does not run among jest's globals.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { projectPath } from '../../../../project-path.ts';

const PROBE = projectPath('tests/integration/local/studio/watched-files-probe.ts');

interface Report {
  readonly wrong: readonly string[];
  readonly followed: number;
  readonly leftOut: number;
}

async function report(mode: string): Promise<Report> {
  const { stdout } = await promisify(execFile)(process.execPath, [PROBE, mode]);
  return JSON.parse(stdout) as Report; // as the probe prints it
}

test('every source is followed where the system reports changes', async () => {
  expect(await report('watching')).toEqual({ wrong: [], followed: expect.any(Number), leftOut: 0 });
}, 30_000);

test('where changes are looked for, all but the font files are', async () => {
  const { wrong, followed, leftOut } = await report('polling');
  expect(wrong).toEqual([]);
  expect(followed).toBeGreaterThan(100);
  expect(leftOut).toBeGreaterThan(100);
}, 30_000);
