// In a process of its own: Vite does not run among jest's globals.
import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import { madePath } from '../../../../card-site/bundle/made-path.ts';
import { projectPath } from '../../../../project-path.ts';

const PROBE = projectPath('tests/integration/local/studio/vite-end-probe.ts');

/** What is left then. */
async function end(how: 'close' | 'exit'): Promise<readonly string[]> {
  const child = spawn(process.execPath, [PROBE, how], { stdio: ['ignore', 'pipe', 'inherit'] });
  const compiled = Number(await text(child.stdout));
  const left = (await readdir(madePath('vite'))).filter((name) => name.startsWith(`${child.pid}-`));
  expect(compiled).toBeGreaterThan(0); // what was begun is done, so that nothing of it comes later
  return left;
}

test('a server that is closed at once writes nothing afterwards', async () => {
  expect(await end('close')).toEqual([]);
});

test('a process that ends with an open server takes its folder along', async () => {
  expect(await end('exit')).toEqual([]);
});
