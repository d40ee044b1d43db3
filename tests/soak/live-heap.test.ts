import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from '@jest/globals';
import { INSPECTED, inspectorIn, liveHeapBytes } from './live-heap.ts';

const MB = 1024 * 1024;
const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

/** Runs the script in another Node, and waits until it says `ready`. */
async function start(script: string): Promise<{ child: ChildProcess; inspector: string }> {
  const child = spawn(process.execPath, ['-e', script], { env: { ...INSPECTED }, stdio: ['pipe', 'pipe', 'pipe'] });
  running.push(child);
  const log: string[] = [];
  const errors = createInterface({ input: child.stderr }).on('line', (line) => log.push(line));
  await Promise.all([once(createInterface({ input: child.stdout }), 'line'), once(errors, 'line')]);
  return { child, inspector: inspectorIn(log) };
}

test('What is alive is measured without garbage, in two separate processes', async () => {
  // As strings of characters, which lie in the heap itself.
  const many = (keep: number) => `
    const kept = [];
    for (let i = 0; i < 40; i++) { const text = Buffer.alloc(${MB}, 'a').toString('latin1'); if (i < ${keep}) kept.push(text); }
    console.log('ready'); setInterval(() => kept.length, 1000);`;
  const [little, much] = await Promise.all([start(many(0)), start(many(30))]);
  const [a, b] = await Promise.all([liveHeapBytes(little.inspector), liveHeapBytes(much.inspector)]);
  expect(a / MB).toBeLessThan(15);
  expect((b - a) / MB).toBeGreaterThan(29);
  expect((b - a) / MB).toBeLessThan(32);
});

test('A process that does not answer is not waited for', async () => {
  const { inspector } = await start(`console.log('ready'); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);`);
  await expect(liveHeapBytes(inspector, 300)).rejects.toThrow('does not answer within 300 ms');
});

test('A process that stands still does not even let in', async () => {
  const { child, inspector } = await start(`console.log('ready'); setInterval(() => {}, 1000);`);
  child.kill('SIGSTOP');
  await expect(liveHeapBytes(inspector, 300)).rejects.toThrow('does not answer within 300 ms');
});

test('A process that ends while it is asked fails the measurement at once', async () => {
  const { child, inspector } = await start(`console.log('ready'); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);`);
  setTimeout(() => child.kill('SIGKILL'), 300);
  await expect(liveHeapBytes(inspector, 20_000)).rejects.toThrow('connection to the inspector broke');
});

test('A log without the inspector’s address is an error', () => {
  expect(() => inspectorIn(['START', 'Debugger attached.'])).toThrow('where its inspector listens');
});
