import type { ChildProcess } from 'node:child_process';

/** Whether a process is there. One that ended and was not reaped counts as there. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Whether a child has ended by itself or by a signal: no `exit` event is to come any more. */
export function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
