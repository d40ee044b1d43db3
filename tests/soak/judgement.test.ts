import { describe, expect, test } from '@jest/globals';
import { judge, type Run, type Sample } from './judgement.ts';

/** As `npm run soak` sees it where all is well. */
const CALM_SAMPLE: Omit<Sample, 'cards'> = {
  peakMB: 360,
  functionMB: 100,
  heapMB: 16,
  browserMB: 250,
  scratchMB: 208,
  processes: 3,
  zombies: 0,
  drawMs: 40,
  processorMs: 36,
};

interface Change {
  readonly sample?: (cards: number) => Partial<Sample>;
  readonly browser?: (card: number) => number;
  readonly cards?: number;
}

function runOf({ sample = () => ({}), browser = (card) => Math.floor((card - 1) / 1000), cards = 5000 }: Change = {}): Run {
  return {
    cards,
    calm: Math.min(2100, cards * 0.42),
    // A little noise, since measurements have it.
    samples: Array.from({ length: cards / 50 }, (_, at) => {
      const base = { ...CALM_SAMPLE, cards: (at + 1) * 50, browserMB: 250 + (at % 3), functionMB: 100 + (at % 2) };
      return { ...base, ...sample(base.cards) };
    }),
    browsers: Array.from({ length: cards }, (_, at) => browser(at + 1)),
  };
}

const problemsOf = (change: Change) => judge(runOf(change)).problems;

describe('A run', () => {
  test('in which all is flat has no problem, and gives slopes with their errors', () => {
    const { trends, browserLifetimes, problems } = judge(runOf());
    expect(problems).toEqual([]);
    expect(trends.functionMB?.slope).toBeCloseTo(0, 1);
    expect(trends.functionMB?.error).toBeGreaterThan(0);
    expect(browserLifetimes.map(({ from, to }) => [from, to])).toEqual([
      [1, 1000],
      [1001, 2000],
      [2001, 2100],
    ]);
    expect(browserLifetimes.map(({ trend }) => trend !== undefined)).toEqual([true, true, false]);
  });

  test('may be short', () => {
    expect(problemsOf({ cards: 600 })).toEqual([]);
  });

  test.each([
    ['functionMB', 3],
    ['heapMB', 0.6],
    ['scratchMB', 0.6],
    ['drawMs', 10],
    ['processorMs', 4],
  ] as const)('in which %s rises by %d per 1,000 cards has a problem', (name, slope) => {
    const rising = (cards: number) => ({ [name]: CALM_SAMPLE[name] + (slope * cards) / 1000 });
    expect(problemsOf({ sample: rising })).toEqual([expect.stringContaining(`${name} rises: ${slope.toFixed(2)} ± 0.00`)]);
  });

  test('in which the heap was never measured is not proof', () => {
    expect(problemsOf({ sample: () => ({ heapMB: Number.NaN }) })).toEqual([expect.stringContaining('heapMB cannot be judged')]);
    const oneOnly = (cards: number) => (cards === 2000 ? { heapMB: Number.NaN } : {});
    expect(problemsOf({ sample: oneOnly })).toEqual([expect.stringContaining('90 samples, 89 of them numbers')]);
  });

  test('with too few samples is not proof', () => {
    const { problems } = judge({ ...runOf(), samples: runOf().samples.slice(0, 12) });
    expect(problems).toContain('heapMB cannot be judged: 2 samples, 2 of them numbers.');
  });
});

describe('A browser', () => {
  test.each([
    ['is kept for ever', () => 1, '1, not with 1, 1001, 2001'],
    ['is replaced a card too late', (card: number) => Math.floor((card - 1) / 1001), '1, 1002, 2003, not with'],
    ['is replaced a card too early', (card: number) => Math.floor((card - 1) / 999), '1, 1000, 1999, not with'],
    ['dies in between', (card: number) => Math.floor((card - 1) / 1000) + (card > 500 ? 9 : 0), '1, 501, 1001, 2001, not with'],
    ['is gone after a card', (card: number) => (card === 700 ? 0 : 7 + Math.floor((card - 1) / 1000)), '1, 700, 701, 1001'],
  ])('that %s is seen', (_, browser, growth) => {
    expect(problemsOf({ browser })).toEqual([expect.stringContaining(`browsers began with the cards ${growth}`)]);
  });

  test('that grows too fast within its life is seen, though its replacements are as small as ever', () => {
    const growing = (cards: number) => ({ browserMB: 200 + (cards % 1000 || 1000) * 0.2 });
    expect(problemsOf({ sample: growing })).toEqual([
      'The browser of cards 1 to 1000 grows too fast: 200.00 ± 0.00 per 1,000 cards.',
      'The browser of cards 1001 to 2000 grows too fast: 200.00 ± 0.00 per 1,000 cards.',
    ]);
  });

  test('that holds more after faults than before is seen', () => {
    expect(problemsOf({ sample: (cards) => (cards === 4000 ? { browserMB: 300 } : {}) })).toEqual([
      'Browsers held 300 MB after faults, before them 252 MB.',
    ]);
  });
});

describe('Processes', () => {
  test('that are left over are seen', () => {
    expect(problemsOf({ sample: (cards) => ({ processes: cards < 4000 ? 3 : 4 }) })).toEqual([
      'There were now 3, now 4 processes.',
    ]);
  });

  test('that nobody reaps are seen', () => {
    expect(problemsOf({ sample: (cards) => ({ zombies: cards === 3000 ? 2 : 0 }) })).toEqual(['There were 2 zombies.']);
  });
});
