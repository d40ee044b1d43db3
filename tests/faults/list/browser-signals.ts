// How a browser is hit: by a signal, at its start or in mid-drawing.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench, FaultParts, SwitchedOn } from '../fault.ts';
import type { Asked } from '../fault-proxy.ts';
import { doing, times, where } from '../meddling.ts';
import { browserStarted, signalTo } from '../signals.ts';

/** Of a sandbox whose browser was running: it had to be started again. */
export const startedAgain = /"outcome":"card_drawn".*"browserStarts":1\b/;

/** Sends a signal to the browser while it is idle, and gives it the time to end. */
export const between = (name: NodeJS.Signals): SwitchedOn<'logged'> => ({
  logged: startedAgain,
  async switchOn({ sandbox }) {
    signalTo(sandbox.browserPids(), name);
    await sleep(50);
  },
});

export const signalling =
  (name: NodeJS.Signals) =>
  ({ sandbox }: Bench): void =>
    signalTo(sandbox.browserPids(), name);

/** Sends a signal to the browser shortly after it has been started. */
export const starting = (name: NodeJS.Signals): Pick<FaultParts, 'from' | 'during'> => ({
  from: 'no browser',
  async during({ sandbox }) {
    await browserStarted(sandbox);
    await sleep(30);
    signalTo(sandbox.browserPids(), name);
  },
});

/** Kills the browser the first time that S3 is asked for it. */
export const killedAt = (asked: (asked: Asked) => boolean): SwitchedOn<'meddled'> => ({
  meddled: 1,
  switchOn: (bench) =>
    bench.s3.meddle(
      where(
        asked,
        times(
          1,
          doing(() => signalling('SIGKILL')(bench)),
        ),
      ),
    ),
});
