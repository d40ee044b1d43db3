import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox } from './sandbox.ts';

/** Sends a signal to processes, of which some may have ended. */
export function signalTo(pids: readonly number[], name: NodeJS.Signals): void {
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
  signalTo(sandbox.browser(), 'SIGKILL');
  for (let tries = 0; sandbox.browser().length > 0; tries++) {
    if (tries === 500) throw new Error('The browser does not end.');
    await sleep(10);
  }
}
