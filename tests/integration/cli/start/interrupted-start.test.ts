import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { childrenOf } from '../../../../cli/terminal/ancestors.ts';
import { STACK_PORTS } from '../../../../local/stack/ports.ts';
import { freePorts } from '../../../support/free-ports.ts';
import { startStackCommand, stillRunning } from '../../../support/start-command.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

test('Ctrl-C while npm start is starting ends it as later on: with 0, without a complaint and without a leftover', async () => {
  await using folder = await temporaryFolder('interrupted');
  const port = String(await freePorts(STACK_PORTS));
  const { child, exit, output } = startStackCommand(['--port', port, '--data', join(folder.path, 'data')], { detached: true });
  let started: readonly number[] = [];
  while (started.length === 0 && child.exitCode === null) {
    await sleep(5);
    started = childrenOf(child.pid ?? 0); // at once: a look at all processes takes as long as the start
  }
  child.kill('SIGINT'); // the stack's own process still reads its modules
  expect([await exit, output()]).toEqual([0, '']);
  expect(await stillRunning(started)).toEqual([]);
});
