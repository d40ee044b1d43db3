import { V8_FLAGS } from '../../../edge/core/drawing-settings.ts';
import type { Fault } from '../fault.ts';
import { times, where } from '../meddling.ts';
import { drawingBy, isScript } from './drawing.ts';
import { launcherReplaced, once } from './launcher.ts';

const start = { seam: 'browser', from: 'no browser', shipped: true } as const;

/** The browser with so little memory for scripts, in MB, that a page soon has none left. */
const withHeap = (megabytes: number) =>
  `#!/bin/sh\nexec "$0.good" "$@" "--js-flags=${V8_FLAGS} --max-old-space-size=${megabytes}"\n`;

const smallHeap = launcherReplaced(withHeap(32));

export const BROWSER_START_FAULTS: readonly Fault[] = [
  {
    ...start,
    name: 'ends at every start',
    expected: 'fallback',
    ...launcherReplaced('#!/bin/sh\nexit 1\n'),
    logged: /browser_failed/,
  },
  {
    ...start,
    name: 'ends at one start',
    expected: 'card',
    budgetMs: 5000,
    ...launcherReplaced(once('exit 1')),
    logged: /browser_retry/,
  },
  {
    ...start,
    name: 'hangs at every start',
    expected: 'fallback',
    ...launcherReplaced('#!/bin/sh\nkill -STOP $$\n'),
    logged: /browser_failed|out_of_time/,
  },
  {
    ...start,
    name: 'hangs at one start',
    expected: 'card',
    budgetMs: 6000,
    ...launcherReplaced(once('kill -STOP $$')),
    logged: /browser_retry/,
  },
  {
    ...start,
    name: 'crashes with its page, which needs more memory than scripts get',
    expected: 'card',
    budgetMs: 15_000, // the first crash of a sandbox is taken for code that is missing, and completed from S3
    ...smallHeap,
    async switchOn(bench) {
      await smallHeap.switchOn?.(bench);
      const hoarding = drawingBy('() => { const hoard = []; for (;;) hoard.push(new Array(1000).fill(hoard.length)); }');
      bench.site.meddle(where(isScript, times(1, hoarding)));
    },
    meddled: 1,
    logged: /browser_retry/,
  },
];
