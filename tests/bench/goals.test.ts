// @examples article event quote
import { expect, test } from '@jest/globals';
import type { Figures } from './figures.ts';
import { type Goal, reachedGoals } from './goals.ts';

const environment = { cpus: 2, node: 'v24', versions: {} };
const run = (memory: Partial<NonNullable<Figures['memory']>>, zipBytes?: number): Figures => ({
  environment,
  memory: { oursPssMB: 0, functionPssMB: 0, settledPssMB: 0, scratchMB: 0, cards: 300, ...memory },
  ...(zipBytes === undefined ? {} : { zipBytes }),
});

test('a part that was not measured has no goals', () => {
  expect(reachedGoals({ environment })).toEqual([]);
});

test('a goal is reached at its bound', () => {
  const most: Goal = { what: 'memory', max: 300, measured: ({ memory }) => memory?.oursPssMB };
  const least: Goal = { what: 'cards', min: 300, measured: ({ memory }) => memory?.cards };
  const reached = (figures: Figures) => reachedGoals(figures, [most, least]).map(({ isReached }) => isReached);
  expect(reached(run({ oursPssMB: 300, cards: 300 }))).toEqual([true, true]);
  expect(reached(run({ oursPssMB: 300.1, cards: 299 }))).toEqual([false, false]);
});

test('sizes are printed with their goal', () => {
  const [zip] = reachedGoals(run({}, 48_000_001)).filter(({ what }) => what.startsWith('zip'));
  expect(zip).toEqual({ what: 'zip, bytes', goal: '≤ 48,000,000', measured: 48_000_001, isReached: false });
});
