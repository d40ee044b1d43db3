import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench, Fault } from '../fault.ts';
import { where } from '../meddling.ts';
import { signalTo } from '../signals.ts';

async function freeze({ sandbox }: Bench, ms: number): Promise<void> {
  const pids = sandbox.processes();
  signalTo(pids, 'SIGSTOP');
  await sleep(ms);
  signalTo(pids, 'SIGCONT');
}

/** Everything in the sandbox at once, as Lambda freezes and ends it. */
const sandbox = { seam: 'sandbox', shipped: true } as const;

export const SANDBOX_FAULTS: readonly Fault[] = [
  { ...sandbox, name: 'is frozen between two cards and thawed', expected: 'card', switchOn: (bench) => freeze(bench, 1500) },
  {
    ...sandbox,
    name: 'is thawed with its browser dead',
    expected: 'card',
    async switchOn(bench) {
      const [browser, all] = [bench.sandbox.browser(), bench.sandbox.processes()];
      signalTo(all, 'SIGSTOP');
      signalTo(browser, 'SIGKILL');
      await sleep(500);
      signalTo(all, 'SIGCONT');
    },
  },
  {
    ...sandbox,
    name: 'is frozen in a drawing for less than the budget',
    expected: 'card',
    budgetMs: 5000,
    frozenMs: 1000,
    async during(bench) {
      await sleep(30);
      await freeze(bench, 1000);
    },
  },
  {
    ...sandbox,
    name: 'is frozen beyond the budget, while its browser starts',
    expected: 'fallback',
    from: 'no browser',
    budgetMs: 2000,
    frozenMs: 3000,
    async during(bench) {
      await sleep(100);
      await freeze(bench, 3000);
    },
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
            signalTo(bench.sandbox.processes(), 'SIGKILL');
            reset();
          },
        ),
      ),
  },
  {
    ...sandbox,
    name: 'is ended while it unpacks the browser',
    expected: 'cloudfront',
    from: 'new',
    async during(bench) {
      await sleep(200);
      signalTo(bench.sandbox.processes(), 'SIGKILL');
    },
  },
];
