// One process at a time, where two would write the same files. Own code, because a lock that is a file with a time limit, as libraries
// have it, makes others wait after a crash: here the dead process itself says that its lock holds no more.
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  hasCode,
  isParents,
  type KeptMark,
  leaveMark,
  MAX_SILENT_MS,
  type ProcessMark,
  readLivingMark,
  readText,
  removeFile,
} from './process-mark.ts';

export interface LockOptions {
  readonly file: string;
  /** What people call the work: `npm run package`. */
  readonly work: string;
  /** Called once, when another process has the lock. */
  readonly onWaiting?: ((holder: ProcessMark) => void) | undefined;
  /** Ends the waiting, and not the action. */
  readonly signal?: AbortSignal | undefined;
}

const LOOK_EVERY_MS = 100;

/** Waits for as long as another process is at it. The lock of the process that started this one is this one's as well. */
export async function withLock<T>(options: LockOptions, action: () => Promise<T>): Promise<T> {
  if (isParents(readLivingMark(options.file))) return action();
  const lock = await take(options);
  const touching = setInterval(lock.touch, MAX_SILENT_MS / 5);
  touching.unref();
  try {
    return await action();
  } finally {
    clearInterval(touching);
    lock.remove();
  }
}

async function take({ file, work, onWaiting, signal }: LockOptions): Promise<KeptMark> {
  mkdirSync(dirname(file), { recursive: true });
  let saysSo = onWaiting;
  for (;;) {
    const lock = tryToTake(file, work);
    if (lock) return lock;
    const holder = readLivingMark(file);
    if (!holder) removeDeadLock(file);
    else {
      saysSo?.(holder);
      saysSo = undefined;
    }
    await sleep(holder ? LOOK_EVERY_MS : 1, undefined, signal && { signal });
  }
}

function tryToTake(file: string, work: string): KeptMark | undefined {
  try {
    return leaveMark(file, work, { exclusive: true });
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return undefined;
    throw error;
  }
}

/**
 * Removes a lock whose process is at work no more. Of several that find it, one removes it: another one could take the fresh lock of the
 * first for the dead one. Who may is decided by a second file, named by what the dead lock holds.
 */
export function removeDeadLock(file: string): void {
  const text = readText(file);
  if (text === undefined || readLivingMark(file)) return;
  const claimFile = `${file}.${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
  const claim = tryToTake(claimFile, 'removing a lock');
  if (!claim) {
    if (!readLivingMark(claimFile)) removeFile(claimFile);
    return;
  }
  if (readText(file) === text && !readLivingMark(file)) removeFile(file);
  claim.remove();
}
