// What the sandbox has used and has left. Read for every request, so by calls that take microseconds.
import { readFileSync, statfsSync } from 'node:fs';
import type { SandboxUsage } from '../../core/request-line.ts';

const MB = 1_048_576;

/** Never fails: what cannot be read is left out. */
export function readSandboxUsage(scratch: string, browserPid: number | undefined): SandboxUsage {
  return {
    ...read('memoryMb', () => process.memoryUsage.rss()),
    ...(browserPid === undefined ? {} : read('browserMemoryMb', () => residentBytes(browserPid))),
    ...read('scratchFreeMb', () => freeBytes(scratch)),
  };
}

function read(name: keyof SandboxUsage, bytes: () => number): SandboxUsage {
  try {
    return { [name]: Math.round(bytes() / MB) };
  } catch {
    return {};
  }
}

/** VmRSS of proc(5), in units of 1,024 bytes whatever the size of a page. The browser is a single process. */
function residentBytes(pid: number): number {
  const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  if (kibibytes === undefined) throw new Error('A process that has ended has no VmRSS.');
  return Number(kibibytes) * 1024;
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
