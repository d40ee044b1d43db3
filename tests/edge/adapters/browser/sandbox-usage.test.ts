import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { expect, test } from '@jest/globals';
import { readSandboxUsage } from '../../../../edge/adapters/browser/sandbox-usage.ts';

test('measures the memory of the function and of the browser’s process, and the space that is left', async () => {
  // A process of a known size stands for the browser.
  const child = spawn(process.execPath, [
    '--eval',
    'const b = Buffer.alloc(200 << 20, 1); console.log(b.length); setInterval(() => b, 1e6)',
  ]);
  try {
    await once(child.stdout, 'data');
    const { memoryMb = 0, browserMemoryMb = 0, scratchFreeMb } = readSandboxUsage(tmpdir(), child.pid);
    expect(memoryMb).toBeGreaterThan(20);
    expect(browserMemoryMb).toBeGreaterThanOrEqual(200);
    expect(browserMemoryMb).toBeLessThan(400);
    expect(scratchFreeMb).toEqual(expect.any(Number));
  } finally {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  // Nobody has this id any more, or somebody who is not asked for.
  expect(Object.keys(readSandboxUsage('/nowhere', child.pid))).toEqual(['memoryMb']);
});

test('leaves out the browser when there is none', () => {
  expect(Object.keys(readSandboxUsage(tmpdir(), undefined))).toEqual(['memoryMb', 'scratchFreeMb']);
});
