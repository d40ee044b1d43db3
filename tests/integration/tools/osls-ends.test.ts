// osls is killed with what has started it, by whatever signal: else it goes on writing where the next package is made.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { projectPath } from '../../../project-path.ts';
import { stillRunning } from '../../support/start-command.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** A plugin that says which process it runs in, and never comes to an end. */
const HANGS = `module.exports = class {
  constructor() {
    const hang = () => {
      require('node:fs').writeFileSync('pid', String(process.pid));
      return new Promise(() => setInterval(() => {}, 1000));
    };
    this.hooks = { 'before:package:initialize': hang };
  }
};`;

test('SIGKILL of the script leaves no osls running', async () => {
  await using folder = await temporaryFolder('osls');
  const pidFile = join(folder.path, 'pid');
  await writeFile(
    join(folder.path, 'serverless.yml'),
    "service: hangs\nframeworkVersion: '4'\nprovider: { name: aws, runtime: nodejs24.x }\nplugins: ['./hangs.cjs']\n",
  );
  await writeFile(join(folder.path, 'hangs.cjs'), HANGS);
  const code = `import { runOsls } from ${JSON.stringify(projectPath('tools/osls/run-osls.ts'))};
    await runOsls(['package'], { project: ${JSON.stringify(folder.path)}, verbose: false, endsWithUs: true });`;
  const env = { ...process.env, _: process.execPath }; // not under a nohup around the tests
  const script = spawn(process.execPath, ['--input-type=module', '-e', code], { env, detached: true, stdio: 'ignore' });
  const exited = once(script, 'exit');
  while (script.exitCode === null && !(existsSync(pidFile) && readFileSync(pidFile, 'utf8') !== '')) await sleep(20);
  const pid = Number(readFileSync(pidFile, 'utf8'));
  script.kill('SIGKILL');
  await exited;
  const left = await stillRunning([pid]);
  for (const each of left) process.kill(each, 'SIGKILL');
  expect(left).toEqual([]);
});
