// `nohup npm run deploy &` in a terminal that is closed: its process group gets SIGHUP, of which npm dies, and the command goes on.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { readProcess } from '../../../../cli/terminal/ancestors.ts';
import { descendants } from '../../../support/start-command.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const SCRIPT = join(import.meta.dirname, 'entry-script.ts');

test('a command that nohup and npm have started goes on when its terminal hangs up', async () => {
  await using folder = await temporaryFolder('nohup');
  const it = `'${process.execPath}' '${SCRIPT}' waits`;
  await writeFile(join(folder.path, 'package.json'), JSON.stringify({ name: 'it', scripts: { it } }));
  const command = 'nohup npm run -s it > log 2>&1 & wait';
  const shell = spawn('bash', ['-c', command], { cwd: folder.path, detached: true, stdio: 'ignore' });
  const group = shell.pid ?? 0;
  const started = async () => {
    const pids = await descendants(group);
    return { npm: pids[0] ?? 0, command: pids.at(-1) ?? 0 };
  };
  while (!(existsSync(join(folder.path, 'log')) && (await readFile(join(folder.path, 'log'), 'utf8')).includes('waiting')))
    await sleep(50);
  const { npm, command: pid } = await started();
  try {
    process.kill(-group, 'SIGHUP');
    await once(shell, 'exit');
    for (let tries = 0; tries < 100 && readProcess(npm)?.runs; tries++) await sleep(20);
    await sleep(1200); // the watch looks twice a second
    expect([readProcess(npm)?.runs ?? false, readProcess(pid)?.runs]).toEqual([false, true]);
  } finally {
    process.kill(pid, 'SIGKILL');
  }
});
