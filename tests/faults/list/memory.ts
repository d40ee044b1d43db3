import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { Bench } from '../fault.ts';

/** Lets the browser have so much more memory than it has, and no more. */
export async function limitMemory({ sandbox }: Bench, moreBytes: number): Promise<void> {
  const pids = sandbox.browserPids();
  if (pids.length === 0) throw new Error('There is no browser whose memory could be limited.');
  for (const pid of pids) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    const kB = /^VmData:\s+(\d+) kB/m.exec(status)?.[1];
    if (kB === undefined) throw new Error(`/proc/${pid}/status does not say its data size.`);
    execFileSync('prlimit', ['--pid', String(pid), `--data=${Number(kB) * 1024 + moreBytes}`]);
  }
}
