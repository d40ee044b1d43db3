import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { type ProcessorUse, useBetween, useOf, usePerCard } from './processor-use.ts';

/** Works until it has used so much of the processor, says so, and does as it is asked: it lives on or ends. */
const BUSY_MS = 60;
const FAULTS = 1000;
const BUSY = `
const memory = Buffer.alloc(${FAULTS} * 4096, 1);
while (process.cpuUsage().user + process.cpuUsage().system < ${BUSY_MS * 1000});
process.stdout.write(String(memory.length));
process.stdin.resume().on('end', () => process.exit());
`;

async function startBusy(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['-e', BUSY], { stdio: ['pipe', 'pipe', 'inherit'] });
  if (child.stdout) await once(child.stdout, 'data');
  return child;
}

test('what a child has used counts, while it lives and after its end', async () => {
  const before = useOf(process.pid, 'last');
  const child = await startBusy();
  const living = useBetween(before, useOf(process.pid));
  child.stdin?.end();
  await once(child, 'exit');
  const ended = useBetween(before, useOf(process.pid));
  for (const use of [living, ended]) {
    expect(use.totalMs).toBeGreaterThan(BUSY_MS - 20); // of an ended child the kernel counts in steps of 10 ms, user and system apart
    expect(use.faults).toBeGreaterThan(FAULTS);
  }
});

test('a process that is gone has used nothing', () => {
  const beyondAnyPid = 2 ** 22 + 1;
  expect(useOf(beyondAnyPid)).toEqual({ totalMs: 0, userMs: 0, systemMs: 0, faults: 0 });
});

test('the exact total is split by the samples of all cards together', () => {
  const uses: ProcessorUse[] = [
    { totalMs: 12, userMs: 10, systemMs: 0, faults: 100 },
    { totalMs: 12, userMs: 20, systemMs: 10, faults: 201 },
  ];
  expect(usePerCard(uses)).toEqual({ cpu: { userMs: 9, systemMs: 3 }, faults: 151 });
  expect(usePerCard(uses, 4)).toEqual({ cpu: { userMs: 4.5, systemMs: 1.5 }, faults: 75 });
});

test('cards too short for any sample are the user’s', () => {
  expect(usePerCard([{ totalMs: 3, userMs: 0, systemMs: 0, faults: 0 }])).toEqual({ cpu: { userMs: 3, systemMs: 0 }, faults: 0 });
});
