// @examples article event quote
import { expect, test } from '@jest/globals';
import { takesPart } from './warm.ts';

const roundsOf = (rounds: number, some: number) =>
  Array.from({ length: rounds }, (_, round) => round).filter((round) => takesPart(round, rounds, some));

test('a slow renderer takes part in as many rounds as it may, spread over all of them', () => {
  expect(roundsOf(100, 30)).toHaveLength(30);
  expect(roundsOf(31, 30)).toHaveLength(30);
  const gaps = roundsOf(100, 30).map((round, at, all) => round - (all[at - 1] ?? -1));
  expect(Math.max(...gaps)).toBeLessThanOrEqual(4);
});

test('where there are no more rounds than that, it takes part in all', () => {
  expect(roundsOf(30, 30)).toHaveLength(30);
  expect(roundsOf(4, 30)).toHaveLength(4);
});
