// A file that a process leaves for others to see that it is at work. It holds for as long as the process lives, and no longer, even if it is killed.
import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync, statSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';

export interface ProcessMark {
  /** In words for people: `npm run package`. */
  readonly work: string;
  readonly pid: number;
  /** As Linux counts it; a later process with the same number has another. */
  readonly startedAt: string;
  /** A process number means something in one container only. */
  readonly machine: string;
  readonly sinceMs: number;
}

export interface KeptMark {
  /** Says to other containers that this process is at work still. */
  touch(): void;
  remove(): void;
}

/** For readLivingMark(): what another container has marked and not touched for so long holds no more. */
export const MAX_SILENT_MS = 5 * 60_000;

/** Throws the system's error: where the mark is another's and must be `exclusive`, EEXIST. */
export function leaveMark(file: string, work: string, { exclusive }: { readonly exclusive: boolean }): KeptMark {
  const text = JSON.stringify(ownMark(work));
  writeFileSync(file, text, { flag: exclusive ? 'wx' : 'w' });
  const remove = () => {
    process.off('exit', remove);
    // After a machine's sleep, another container may have taken this process for dead, and the file for its own.
    if (readText(file) === text) removeFile(file);
  };
  process.once('exit', remove);
  return {
    touch() {
      try {
        utimesSync(file, new Date(), new Date());
      } catch {
        // Somebody has removed it, with all of dist/: nothing to be kept is left.
      }
    },
    remove,
  };
}

/** What lies in the file, if its process is at work still. One that is just being written counts. */
export function readLivingMark(file: string, maxSilentMs = MAX_SILENT_MS, startOfProcess = startOf): ProcessMark | undefined {
  const text = readText(file);
  if (text === undefined) return undefined;
  const isFresh = Math.abs(Date.now() - touchedMs(file)) < maxSilentMs;
  const mark = parse(text);
  if (!mark) return isFresh ? { work: 'another command', pid: 0, startedAt: '', machine: '', sinceMs: 0 } : undefined;
  if (mark.machine !== machine()) return isFresh ? mark : undefined;
  if (!isRunning(mark.pid) || startOfProcess(mark.pid) !== mark.startedAt) return undefined;
  // Where the system does not say when a process started, a later one may have the number of one that was killed.
  return mark.startedAt !== '' || isFresh ? mark : undefined;
}

/** Whether it is the mark of the process that started this one. */
export function isParents(mark: ProcessMark | undefined): boolean {
  return mark?.pid === process.ppid && mark.machine === machine();
}

/** For the name of a file: no other living process has the same, whatever container it runs in. */
export function ownName(): string {
  return `${process.pid}-${createHash('sha256').update(machine()).digest('hex').slice(0, 8)}`;
}

/** Of an error of the system. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && codes.includes(String(error.code));
}

export function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

export function removeFile(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // Gone already, or in a folder that nobody may write any more: a mark without its process holds nothing.
  }
}

function ownMark(work: string): ProcessMark {
  return { work, pid: process.pid, startedAt: startOf(process.pid), machine: machine(), sinceMs: Date.now() };
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM'); // it is another user's
  }
}

/** Field 22 of proc_pid_stat(5); empty on other systems than Linux. */
function startOf(pid: number): string {
  const stat = readText(`/proc/${pid}/stat`) ?? '';
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function machine(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

function touchedMs(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function parse(text: string): ProcessMark | undefined {
  try {
    return JSON.parse(text) as ProcessMark; // as leaveMark() writes it
  } catch {
    return undefined;
  }
}
