import type { Fault } from '../fault.ts';
import { doing, scenery, times, where } from '../meddling.ts';
import { signalTo, stop } from '../signals.ts';
import { between, killedAt, signalling, startedAgain, starting } from './browser-signals.ts';
import { isFont } from './card-site.ts';
import { drawingBy, inDrawing } from './drawing.ts';
import { limitMemory } from './memory.ts';

const browser = { seam: 'browser' } as const;
const retried = /browser_retry/;

export const BROWSER_FAULTS: readonly Fault[] = [
  { ...browser, name: 'is killed between two cards', expected: 'card', ...between('SIGKILL'), quick: true },
  {
    ...browser,
    name: 'is killed as the card is asked for',
    expected: 'card',
    budgetMs: 5000,
    ...killedAt(({ method, path }) => method === 'GET' && path.endsWith('.jpg')),
    logged: startedAgain,
  },
  {
    ...browser,
    name: 'is killed as a drawing begins',
    expected: 'card',
    budgetMs: 5000,
    ...inDrawing(signalling('SIGKILL')),
    logged: retried,
    quick: true,
  },
  {
    ...browser,
    name: 'is killed when the card is laid out',
    expected: 'card',
    budgetMs: 5000,
    ...inDrawing(signalling('SIGKILL'), { at: 'laid out' }),
    logged: retried,
  },
  {
    ...browser,
    name: 'is killed in the frame of the picture',
    expected: 'card',
    budgetMs: 5000,
    ...inDrawing(signalling('SIGKILL'), { at: 'in its frame' }),
    logged: retried,
  },
  {
    ...browser,
    name: 'is killed in both drawings of a card',
    expected: 'fallback',
    budgetMs: 5000,
    ...inDrawing(signalling('SIGKILL'), { drawings: 2 }),
    logged: retried,
  },
  { ...browser, name: 'is killed while it starts', expected: 'card', budgetMs: 5000, ...starting('SIGKILL'), logged: retried },
  {
    ...browser,
    name: 'is killed while it loads the page',
    expected: 'card',
    from: 'no browser',
    budgetMs: 5000,
    switchOn: (bench) =>
      bench.site.meddle(
        where(
          isFont,
          times(
            1,
            doing(() => signalling('SIGKILL')(bench)),
          ),
        ),
      ),
    logged: retried,
  },
  {
    ...browser,
    name: 'is killed while its card is stored',
    expected: 'card',
    ...killedAt(({ method }) => method === 'PUT'),
  },
  { ...browser, name: 'crashes between two cards (SIGSEGV)', expected: 'card', ...between('SIGSEGV') },
  {
    ...browser,
    name: 'crashes in a drawing (SIGSEGV)',
    expected: 'card',
    budgetMs: 5000,
    ...inDrawing(signalling('SIGSEGV')),
    logged: retried,
  },
  {
    ...browser,
    name: 'aborts in a drawing (SIGABRT)',
    expected: 'card',
    budgetMs: 5000,
    ...inDrawing(signalling('SIGABRT')),
    logged: retried,
  },
  { ...browser, name: 'ends by itself (SIGTERM)', expected: 'card', budgetMs: 5000, ...between('SIGTERM') },
  {
    ...browser,
    name: 'is stopped between two cards and never goes on',
    expected: 'card',
    budgetMs: 5000,
    ...between('SIGSTOP'),
    quick: true,
  },
  {
    ...browser,
    name: 'stops in a drawing and never goes on',
    expected: 'card',
    budgetMs: 5000,
    ...inDrawing(signalling('SIGSTOP')),
    logged: retried,
  },
  {
    ...browser,
    name: 'stops while it starts and never goes on',
    expected: 'card',
    budgetMs: 6000,
    ...starting('SIGSTOP'),
    logged: retried,
  },
  {
    ...browser,
    name: 'stops for half a second in a drawing',
    expected: 'card',
    budgetMs: 5000,
    ...inDrawing(async ({ sandbox }) => {
      const pids = sandbox.browserPids();
      await stop(pids);
      // The page has its answer at once, and cannot go on before the browser does.
      setTimeout(() => signalTo(pids, 'SIGCONT'), 500);
    }),
    atLeastMs: 500,
  },
  {
    ...browser,
    name: 'gets no more memory',
    expected: 'card',
    from: 'new, warm',
    budgetMs: 15_000, // it may end in a trap, and is completed from S3 then
    switchOn: (bench) => limitMemory(bench, 0),
    checked: true,
  },
  {
    ...browser,
    name: 'runs out of memory, at a page that hoards it',
    expected: 'fallback',
    from: 'no browser',
    budgetMs: 8000,
    switchOn(bench) {
      const hoarding = scenery(drawingBy('() => { const hoard = []; for (;;) hoard.push(new Array(1000).fill(hoard.length)); }'));
      // Asked for when the page is there and its script runs.
      const limiting = doing(() => limitMemory(bench, 100_000_000));
      bench.site.meddle((exchange) => (isFont(exchange.asked) ? limiting(exchange) : hoarding(exchange)));
    },
    meddled: 1,
    logged: retried,
  },
];
