import type { Fault } from '../fault.ts';
import { later } from '../meddling.ts';
import { launcherReplaced, once } from './launcher.ts';

const time = { seam: 'time' } as const;

export const TIME_FAULTS: readonly Fault[] = [
  {
    ...time,
    name: 'a budget of 1 s, a new sandbox, and a card site that takes longer',
    expected: 'fallback',
    from: 'new',
    budgetMs: 1000,
    switchOn: ({ site }) => site.meddle(later(1500)),
    meddled: 1,
    shipped: true,
  },
  {
    ...time,
    name: 'a budget of 1 s, the browser runs',
    expected: 'card',
    budgetMs: 1000,
    logged: /"outcome":"card_drawn".*"browserStarts":0\b/,
  },
  {
    ...time,
    name: 'a start that hangs, and no time for another',
    expected: 'fallback',
    from: 'no browser',
    budgetMs: 2500,
    shipped: true,
    ...launcherReplaced(once('kill -STOP $$')),
    logged: /browser_failed|out_of_time/,
  },
];
