import { readdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench, Fault } from '../fault.ts';
import { where } from '../meddling.ts';
import type { Sandbox } from '../sandbox.ts';
import { browserStarted, signalTo, stop } from '../signals.ts';
import { inDrawing } from './drawing.ts';

/** Stops everything in the sandbox at once, as Lambda freezes it; resolves when it stands still, with what thaws it. */
async function freeze({ sandbox }: Bench): Promise<() => void> {
  const pids = sandbox.pids();
  await stop(pids);
  return () => signalTo(pids, 'SIGCONT');
}

async function freezeFor(bench: Bench, ms: number): Promise<void> {
  const thaw = await freeze(bench);
  await sleep(ms);
  thaw();
}

async function unpackingBegun(sandbox: Sandbox): Promise<void> {
  for (let tries = 0; tries < 5000; tries++) {
    const names = await readdir(sandbox.scratch()).catch(() => []);
    if (names.some((name) => name.startsWith('edgecard-browser-partial-'))) return;
    await sleep(1);
  }
  throw new Error('Nothing was unpacked.');
}

const sandbox = { seam: 'sandbox', shipped: true } as const;

export const SANDBOX_FAULTS: readonly Fault[] = [
  {
    ...sandbox,
    name: 'is frozen between two cards and thawed',
    expected: 'card',
    switchOn: (bench) => freezeFor(bench, 1500),
    checked: true,
  },
  {
    ...sandbox,
    name: 'is thawed with its browser dead',
    expected: 'card',
    async switchOn(bench) {
      const browser = bench.sandbox.browserPids();
      const thaw = await freeze(bench);
      signalTo(browser, 'SIGKILL');
      await sleep(500);
      thaw();
    },
    logged: /"outcome":"card_drawn".*"browserStarts":1\b/,
  },
  {
    ...sandbox,
    name: 'is frozen in a drawing for less than the budget',
    expected: 'card',
    budgetMs: 5000,
    besidesMs: 1000,
    ...inDrawing(async (bench) => {
      const thaw = await freeze(bench);
      // The page has its answer at once, and cannot go on before the sandbox does.
      setTimeout(thaw, 1000);
    }),
    atLeastMs: 1000,
  },
  {
    ...sandbox,
    name: 'is frozen beyond the budget, while its browser starts',
    expected: 'fallback',
    from: 'no browser',
    budgetMs: 2000,
    besidesMs: 3000,
    async during(bench) {
      await browserStarted(bench.sandbox);
      await freezeFor(bench, 3000);
    },
    atLeastMs: 3000,
    logged: /out_of_time/,
  },
  {
    ...sandbox,
    name: 'is ended before its card is stored, as when it has no memory left',
    expected: 'cloudfront',
    switchOn: (bench) =>
      bench.s3.meddle(
        where(
          ({ method }) => method === 'PUT',
          ({ reset }) => {
            signalTo(bench.sandbox.pids(), 'SIGKILL');
            reset();
          },
        ),
      ),
    meddled: 1,
  },
  {
    ...sandbox,
    name: 'is ended while it unpacks the browser',
    expected: 'cloudfront',
    from: 'new',
    async during(bench) {
      await unpackingBegun(bench.sandbox);
      signalTo(bench.sandbox.pids(), 'SIGKILL');
    },
    checked: true,
  },
];
