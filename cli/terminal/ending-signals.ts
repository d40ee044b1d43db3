// The signals that ask a process to end in order.
import { readFileSync } from 'node:fs';
import { readProcess } from './ancestors.ts';

/** With their numbers: a shell says 128 and the number of a command that one of them ended. */
export const ENDING_SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
export type EndingSignal = keyof typeof ENDING_SIGNALS;

/** Gives what takes the listener away. A hang-up is ignored under `nohup`: Node has reset that at its start. */
export function onEndingSignal(listener: (signal: EndingSignal) => void, ignoresHangUp = isUnderNohup()): () => void {
  const taken = (Object.keys(ENDING_SIGNALS) as EndingSignal[]).map((signal) => {
    const own = signal === 'SIGHUP' && ignoresHangUp ? () => {} : () => listener(signal);
    process.on(signal, own);
    return [signal, own] as const;
  });
  return () => {
    for (const [signal, own] of taken) process.off(signal, own);
  };
}

/** bash, zsh and ksh name what they start in `_`, and what that starts inherits the ignored signal within its session. */
function isUnderNohup(): boolean {
  try {
    const session = readProcess(process.pid)?.session;
    for (let pid = process.pid; pid > 1; ) {
      const facts = readProcess(pid);
      if (!facts || facts.session !== session) return false;
      if (readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').some(namesNohup)) return true;
      pid = facts.parent;
    }
    return false;
  } catch {
    return namesNohup(`_=${process.env['_']}`); // not Linux, or somebody else's process
  }
}

function namesNohup(entry: string): boolean {
  return /^_=(.*\/)?nohup$/.test(entry);
}
