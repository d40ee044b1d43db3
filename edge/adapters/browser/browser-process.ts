// Starts a browser, and ends it in any state.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
// By their own files: the package's front door brings 950 kB along, and 60 ms of every cold start.
import { Connection } from 'puppeteer-core/internal/cdp/Connection.js';
import { PipeTransport } from 'puppeteer-core/internal/node/PipeTransport.js';
import { CardError } from '../../../card-schema/errors.ts';
import { BROWSER_FLAGS, PICTURE_SIZE } from '../../core/drawing-settings.ts';
import { MAX_COMMAND_MS, MAX_REAP_MS } from '../../core/time-limits.ts';
import type { BrowserFiles } from './browser-files.ts';
import { removeFrom } from './scratch.ts';

export type { Connection };

export interface BrowserProcess {
  /** Speaks the DevTools protocol. A command to a browser that has ended fails at once. */
  readonly connection: Connection;
  readonly pid: number;
  hasExited(): boolean;
  /** What ended it; null when it ended by itself, undefined while it runs. */
  exitSignal(): NodeJS.Signals | null | undefined;
  /** SIGKILL to the whole process group, reaped, what it left in scratch removed. Never fails, never waits for long. */
  kill(): Promise<void>;
}

export interface StartBrowserOptions {
  /** Where a core file would be written; 512 MB in all on Lambda. The browser itself keeps its profile in memory. */
  readonly scratch: string;
}

/**
 * One core fills half of Lambda's 512 MB. Core dumps are off, but the limit has been ignored before. Files of shared memory lose
 * their names as soon as they are open, unless the browser is killed in that very moment.
 */
const isLeftover = (name: string) => /^(core(\.|$)|\.org\.chromium\.)/.test(name);

/** Starts a browser that has no network. It may still hang or die before its first answer. Throws CardError `browser_failed`. */
export async function startBrowser(files: BrowserFiles, { scratch }: StartBrowserOptions): Promise<BrowserProcess> {
  await removeFrom(scratch, isLeftover).catch(() => {});
  const { width, height } = PICTURE_SIZE;
  // No --user-data-dir: the profile is in memory, which leaves nothing behind and starts faster.
  const flags = [`--window-size=${width},${height}`, '--remote-debugging-pipe', 'about:blank'];
  const child = spawn(files.executable, [...BROWSER_FLAGS, ...flags], {
    env: { ...files.env },
    detached: true, // the leader of a process group of its own, which kill() ends as a whole
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], // no port on loopback that anything else could open
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  try {
    await once(child, 'spawn');
  } catch (cause) {
    throw new CardError('browser_failed', 'The browser did not start.', { cause });
  }
  return browserProcess(child, ended, scratch);
}

function browserProcess(child: ChildProcess, ended: Promise<void>, scratch: string): BrowserProcess {
  // As spawn was asked to make them.
  const [, , , commands, answers] = child.stdio as [null, null, null, NodeJS.WritableStream, NodeJS.ReadableStream];
  // A browser that dies while it is written to fails the command that waits for its answer. No one else must know.
  for (const pipe of [commands, answers]) pipe.on('error', () => {});
  const noLog = () => undefined;
  const transport = new PipeTransport(commands, answers, noLog);
  const connection = new Connection('', transport, 0, MAX_COMMAND_MS, false, undefined, noLog);
  const pid = child.pid as number; // it has been spawned
  const hasExited = () => child.exitCode !== null || child.signalCode !== null;
  runningPids.add(pid);
  void ended.then(() => runningPids.delete(pid));

  return {
    connection,
    pid,
    hasExited,
    exitSignal: () => (hasExited() ? child.signalCode : undefined),
    async kill() {
      killGroup(pid);
      await Promise.race([ended, sleep(MAX_REAP_MS, undefined, { ref: false })]);
      connection.dispose();
      await removeFrom(scratch, isLeftover).catch(() => {});
    },
  };
}

/** A process that ends leaves no browser behind. On Lambda the sandbox goes with it. */
const runningPids = new Set<number>();
process.once('exit', () => runningPids.forEach(killGroup));

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}
