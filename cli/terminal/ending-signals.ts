// The signals that ask a process to end in order.
import { isUnderNohup, readProcess } from './ancestors.ts';

/** With their numbers: a shell says 128 and the number of a command that one of them ended. */
export const ENDING_SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
export type EndingSignal = keyof typeof ENDING_SIGNALS;

/** Gives what takes the listener away. A hang-up is ignored under `nohup`: Node has reset that at its start. */
export function onEndingSignal(listener: (signal: EndingSignal) => void, ignoresHangUp = mayOutliveTerminal()): () => void {
  const taken = (Object.keys(ENDING_SIGNALS) as EndingSignal[]).map((signal) => {
    const own = signal === 'SIGHUP' && ignoresHangUp ? () => {} : () => listener(signal);
    process.on(signal, own);
    return [signal, own] as const;
  });
  return () => {
    for (const [signal, own] of taken) process.off(signal, own);
  };
}

/** Whether `nohup` has started this process, or one that it descends from in its session. */
function mayOutliveTerminal(): boolean {
  try {
    const session = readProcess(process.pid)?.session;
    for (let pid = process.pid; pid > 1; ) {
      const facts = readProcess(pid);
      if (!facts || facts.session !== session) return false;
      if (isUnderNohup(pid)) return true;
      pid = facts.parent;
    }
    return false;
  } catch {
    return false; // not Linux, or the process of somebody else
  }
}
