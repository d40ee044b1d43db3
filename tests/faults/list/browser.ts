import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench, Fault } from '../fault.ts';
import { pass } from '../fault-proxy.ts';
import { where } from '../meddling.ts';
import { signalTo } from '../signals.ts';
import { drawingBy } from './card-site.ts';
import { launcherReplaced, once } from './launcher.ts';

const browser = { seam: 'browser' } as const;

/** Sends a signal to the browser while it is idle, and gives it the time to end. */
const between = (name: NodeJS.Signals): Pick<Fault, 'switchOn'> => ({
  async switchOn({ sandbox }) {
    signalTo(sandbox.browser(), name);
    await sleep(50);
  },
});

/** Sends a signal to the browser so long after the card was asked for. */
const during = (name: NodeJS.Signals, ms: number): Pick<Fault, 'during'> => ({
  async during({ sandbox }) {
    await sleep(ms);
    signalTo(sandbox.browser(), name);
  },
});

/** Resolves when a browser has been started. */
async function started({ sandbox }: Bench): Promise<void> {
  for (let tries = 0; sandbox.browser().length === 0; tries++) {
    if (tries === 500) throw new Error('No browser was started.');
    await sleep(2);
  }
}

/** Kills the browser the first time that the card site is asked for its page, or S3 to store. */
function killedAt({ sandbox }: Bench) {
  let killed = false;
  return () => {
    if (!killed) signalTo(sandbox.browser(), 'SIGKILL');
    killed = true;
  };
}

/** Lets the browser have so much more memory than it has, and no more. */
async function limitMemory({ sandbox }: Bench, moreBytes: number): Promise<void> {
  for (const pid of sandbox.browser()) {
    const bytes = Number(/^VmData:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
    execFileSync('prlimit', ['--pid', String(pid), `--data=${bytes + moreBytes}`]);
  }
}

export const BROWSER_FAULTS: readonly Fault[] = [
  { ...browser, name: 'is killed between two cards', expected: 'card', ...between('SIGKILL'), quick: true },
  { ...browser, name: 'is killed as the card is asked for', expected: 'card', budgetMs: 5000, ...during('SIGKILL', 5) },
  { ...browser, name: 'is killed 20 ms into a drawing', expected: 'card', budgetMs: 5000, ...during('SIGKILL', 20) },
  { ...browser, name: 'is killed 40 ms into a drawing', expected: 'card', budgetMs: 5000, ...during('SIGKILL', 40) },
  { ...browser, name: 'is killed 60 ms into a drawing', expected: 'card', budgetMs: 5000, ...during('SIGKILL', 60) },
  {
    ...browser,
    name: 'is killed while it starts',
    expected: 'card',
    from: 'no browser',
    budgetMs: 5000,
    async during(bench) {
      await started(bench);
      await sleep(30);
      signalTo(bench.sandbox.browser(), 'SIGKILL');
    },
    logged: /browser_retry/,
  },
  {
    ...browser,
    name: 'is killed while it loads the page',
    expected: 'card',
    from: 'no browser',
    budgetMs: 5000,
    switchOn(bench) {
      const kill = killedAt(bench);
      bench.site.meddle(
        where(
          ({ path }) => path.endsWith('.woff2'),
          (exchange) => {
            kill();
            return pass(exchange);
          },
        ),
      );
    },
    logged: /browser_retry/,
  },
  {
    ...browser,
    name: 'is killed while its card is stored',
    expected: 'card',
    switchOn(bench) {
      const kill = killedAt(bench);
      bench.s3.meddle(
        where(
          ({ method }) => method === 'PUT',
          (exchange) => {
            kill();
            return pass(exchange);
          },
        ),
      );
    },
  },
  { ...browser, name: 'crashes between two cards (SIGSEGV)', expected: 'card', ...between('SIGSEGV') },
  { ...browser, name: 'crashes in a drawing (SIGSEGV)', expected: 'card', budgetMs: 5000, ...during('SIGSEGV', 20) },
  { ...browser, name: 'aborts in a drawing (SIGABRT)', expected: 'card', budgetMs: 5000, ...during('SIGABRT', 20) },
  { ...browser, name: 'ends by itself (SIGTERM)', expected: 'card', budgetMs: 5000, ...between('SIGTERM') },
  {
    ...browser,
    name: 'is stopped between two cards and never goes on',
    expected: 'card',
    budgetMs: 5000,
    ...between('SIGSTOP'),
    quick: true,
  },
  { ...browser, name: 'stops in a drawing and never goes on', expected: 'card', budgetMs: 5000, ...during('SIGSTOP', 20) },
  {
    ...browser,
    name: 'stops while it starts and never goes on',
    expected: 'card',
    from: 'no browser',
    budgetMs: 6000,
    async during(bench) {
      await started(bench);
      await sleep(30);
      signalTo(bench.sandbox.browser(), 'SIGSTOP');
    },
    logged: /browser_retry/,
  },
  {
    ...browser,
    name: 'stops for half a second in a drawing',
    expected: 'card',
    budgetMs: 5000,
    async during({ sandbox }) {
      await sleep(20);
      const pids = sandbox.browser();
      signalTo(pids, 'SIGSTOP');
      await sleep(500);
      signalTo(pids, 'SIGCONT');
    },
  },
  {
    ...browser,
    name: 'gets no more memory',
    expected: 'card',
    from: 'new, warm',
    budgetMs: 15_000, // it may end in a trap, and is completed from S3 then
    switchOn: (bench) => limitMemory(bench, 0),
  },
  {
    ...browser,
    name: 'runs out of memory, at a page that hoards it',
    expected: 'fallback',
    from: 'no browser',
    budgetMs: 8000,
    switchOn(bench) {
      bench.site.meddle(async (exchange) => {
        // Asked for when the page is there and its script runs.
        if (exchange.asked.path.endsWith('.woff2')) await limitMemory(bench, 100_000_000);
        await drawingBy('() => { const hoard = []; for (;;) hoard.push(new Array(1000).fill(hoard.length)); }')(exchange);
      });
    },
  },
  {
    ...browser,
    name: 'ends at every start',
    expected: 'fallback',
    from: 'no browser',
    shipped: true,
    ...launcherReplaced('#!/bin/sh\nexit 1\n'),
  },
  {
    ...browser,
    name: 'ends at one start',
    expected: 'card',
    from: 'no browser',
    budgetMs: 5000,
    shipped: true,
    ...launcherReplaced(once('exit 1')),
    logged: /browser_retry/,
  },
  {
    ...browser,
    name: 'hangs at every start',
    expected: 'fallback',
    from: 'no browser',
    shipped: true,
    ...launcherReplaced('#!/bin/sh\nkill -STOP $$\n'),
  },
  {
    ...browser,
    name: 'hangs at one start',
    expected: 'card',
    from: 'no browser',
    budgetMs: 6000,
    shipped: true,
    ...launcherReplaced(once('kill -STOP $$')),
    logged: /browser_retry/,
  },
];
