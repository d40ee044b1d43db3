// Scratch folders of browsers, as /tmp is on Lambda. What a process leaves that was killed, the next one removes.
import { readlinkSync, rmSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning } from '../../card-site/bundle/process-mark.ts';

export interface Scratch {
  readonly path: string;
  remove(): Promise<void>;
}

const PREFIX = 'edgecard-scratch-';

/** Containers that share a temporary folder have process ids of their own: only those of the same space can be asked about. */
const pidSpace = readPidSpace();
const ownPrefix = `${PREFIX}${pidSpace}-`;
const NAME = new RegExp(`^${ownPrefix}(\\d+)-`);

const open = new Set<string>();
process.once('exit', () => {
  for (const path of open) rmSync(path, { recursive: true, force: true });
});

export async function openScratch(folder = tmpdir()): Promise<Scratch> {
  await removeAbandoned(folder);
  const path = await mkdtemp(join(folder, `${ownPrefix}${process.pid}-`));
  open.add(path);
  return {
    path,
    async remove() {
      await rm(path, { recursive: true, force: true });
      open.delete(path);
    },
  };
}

/** Those of processes that have ended; somebody else's stay. */
async function removeAbandoned(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const abandoned = names.filter((name) => {
    const pid = Number(NAME.exec(name)?.[1]);
    return pid > 0 && !isRunning(pid);
  });
  await Promise.all(abandoned.map((name) => rm(join(folder, name), { recursive: true, force: true }).catch(() => {})));
}

/** The number of the process id namespace on Linux; nothing elsewhere. */
function readPidSpace(): string {
  try {
    return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '0';
  } catch {
    return '0';
  }
}
