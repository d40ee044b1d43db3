import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Lock, lockData } from '../../../../cli/start/lock-data.ts';
import { STACK_PORTS } from '../../../../local/stack/ports.ts';
import { projectPath } from '../../../../project-path.ts';
import { freePorts } from '../../../support/free-ports.ts';
import { startStackCommand } from '../../../support/start-command.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts';

let folder: TemporaryFolder;
const locks: Lock[] = [];
beforeEach(async () => {
  folder = await temporaryFolder('lock');
});
afterEach(async () => {
  for (const lock of locks.splice(0)) await lock.close();
  await folder.remove();
});

const lock = async (data: string, port = 8080) => {
  const held = await lockData(data, port);
  locks.push(held);
  return held;
};

/** A process that holds the folder until it is killed. */
async function otherProcess(data: string) {
  const module = pathToFileURL(projectPath('cli/start/lock-data.ts')).href;
  const script = `const { lockData } = await import('${module}'); await lockData(${JSON.stringify(data)}, 9000); console.log('has it'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

test('a second stack on one folder is refused, by whatever path, with the process that has it', async () => {
  await lock(folder.path);
  await symlink(folder.path, join(folder.path, 'link'));
  for (const data of [folder.path, join(folder.path, 'link'), join(folder.path, '.')])
    await expect(lockData(data, 8090)).rejects.toMatchObject({
      code: 'data_in_use',
      message: `--data ${data} is in use by another npm start (process ${process.pid}, port 8080): end that one, or name another folder with --data.`,
    });
});

test('another folder, and the same after its stack has ended, are free', async () => {
  const first = await lock(folder.path);
  await using other = await temporaryFolder('lock');
  await (await lockData(other.path, 8090)).close();
  await first.close();
  await lock(folder.path);
});

test('a stack that was killed leaves no obstacle', async () => {
  const child = await otherProcess(folder.path);
  await expect(lockData(folder.path, 8080)).rejects.toThrow(`(process ${child.pid}, port 9000)`);
  child.kill('SIGKILL');
  await once(child, 'exit');
  await lock(folder.path);
});

test('npm start says so in one sentence, before it builds anything', async () => {
  await lock(folder.path);
  const { exit, output } = startStackCommand(['--port', String(await freePorts(STACK_PORTS)), '--data', folder.path]);
  expect(await exit).toBe(1);
  expect(output()).toMatch(/^--data .* is in use by another npm start \(process \d+, port 8080\): end that one.*\n$/);
});
