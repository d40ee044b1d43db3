// Real processes: a script is ended, and what it has started ends with it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { runProgram } from '../../../tools/run-program.ts';
import { isRunning } from '../../support/processes.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const SCRIPT = join(import.meta.dirname, 'script-with-programs.ts');
const MAX_ENDING_MS = 3000;

test.each([
  ['shown', 'SIGHUP', 129],
  ['shown', 'SIGTERM', 143],
  ['kept', 'SIGHUP', 129],
  ['kept', 'SIGTERM', 143],
] as const)('a program whose output is %s ends with its script by %s, and all that it has started', async (way, signal, code) => {
  await using folder = await temporaryFolder('programs');
  const file = join(folder.path, 'pid');
  // A session of its own: no `nohup` around the tests is in it.
  const env = { ...process.env, _: process.execPath, PID_FILE: file };
  const script = spawn(process.execPath, [SCRIPT, way], { env, detached: true, stdio: 'ignore' });
  while (!existsSync(file) || readFileSync(file, 'utf8') === '') await sleep(20);
  const pid = Number(readFileSync(file, 'utf8'));
  script.kill(signal);
  expect(await once(script, 'exit')).toEqual([code, null]);
  for (const end = Date.now() + MAX_ENDING_MS; isRunning(pid) && Date.now() < end; ) await sleep(20);
  expect(isRunning(pid)).toBe(false);
});

test('the code of a program is its own, or that of the signal that ended it', async () => {
  expect(await runProgram('sh', ['-c', 'exit 7'])).toBe(7);
  expect(await runProgram('sh', ['-c', 'kill -KILL $$'])).toBe(137);
  await expect(runProgram('/no/such/program', [])).rejects.toMatchObject({ code: 'ENOENT' });
});
