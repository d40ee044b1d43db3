import { setTimeout as sleep } from 'node:timers/promises';
import { stateOf } from '../bench/process-tree.ts';
import type { Sandbox } from './sandbox.ts';

/** Sends a signal to processes, of which some may have ended. Throws where there is none to send it to. */
export function signalTo(pids: readonly number[], name: NodeJS.Signals): void {
  if (pids.length === 0) throw new Error(`There is no process that ${name} could be sent to.`);
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // It has ended already.
    }
  }
}

/** Kills the browser, and waits until it is gone with all that it held. */
export async function endBrowser(sandbox: Sandbox): Promise<void> {
  signalTo(sandbox.browserPids(), 'SIGKILL');
  for (let tries = 0; sandbox.browserPids().length > 0; tries++) {
    if (tries === 500) throw new Error('The browser does not end.');
    await sleep(10);
  }
}

/** Resolves when a browser has been started. */
export async function browserStarted(sandbox: Sandbox): Promise<void> {
  for (let tries = 0; sandbox.browserPids().length === 0; tries++) {
    if (tries === 500) throw new Error('No browser was started.');
    await sleep(2);
  }
}

/** Stops processes, and resolves when they stand still. Throws where one ends instead. */
export async function stop(pids: readonly number[]): Promise<void> {
  signalTo(pids, 'SIGSTOP');
  for (let tries = 0; pids.some((pid) => stateOf(pid) !== 'T'); tries++) {
    if (tries === 500) throw new Error('The processes do not stand still.');
    await sleep(2);
  }
}
