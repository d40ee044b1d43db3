// @examples score
import { describe, expect, test } from '@jest/globals';
import type { Group } from '../../../cli/traffic/group.ts';
import { createTotals } from '../../../cli/traffic/totals.ts';

const group = (card: string, requests = 1): Group => ({
  card,
  template: 'score',
  network: 'X',
  how: 'cache',
  status: 'drawn',
  requests,
  bytes: 10,
});

describe('Cards', () => {
  test('without end take no more memory: the most asked for stay, and how sure their figures are is said', () => {
    const counting = createTotals(100);
    for (let round = 0; round < 50; round++) {
      counting.add(group('score/1-1-1', 20));
      for (let rare = 0; rare < 200; rare++) counting.add(group(`score/${round}-${rare}-2`));
    }
    const { all, cards, differentCards, uncertainty, templates } = counting.totals();
    expect(cards.size).toBeLessThanOrEqual(100);
    expect([...cards].sort(([, a], [, b]) => b.requests - a.requests)[0]).toMatchObject(['score/1-1-1', { requests: 1000 }]);
    expect(differentCards).toBeUndefined();
    expect(uncertainty).toBeGreaterThan(0);
    expect(all.requests).toBe(50 * 220);
    expect(templates.get('score')?.requests).toBe(50 * 220);
  });

  test('that fit are all exact', () => {
    const counting = createTotals(100);
    for (let card = 0; card < 100; card++) counting.add(group(`score/${card}-1-1`, card + 1));
    const { differentCards, uncertainty, cards } = counting.totals();
    expect([differentCards, uncertainty, cards.get('score/41-1-1')?.requests]).toEqual([100, 0, 42]);
  });
});
