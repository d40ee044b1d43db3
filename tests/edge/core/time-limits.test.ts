import { describe, expect, test } from '@jest/globals';
import * as limits from '../../../edge/core/time-limits.ts';

describe('the limits of time', () => {
  test('leave a second attempt where the first hangs, also in the default budget', () => {
    const { DEFAULT_BUDGET_MS, MAX_FIRST_ATTEMPT_SHARE, MIN_RETRY_MS, STORE_RESERVE_MS } = limits;
    expect((DEFAULT_BUDGET_MS - STORE_RESERVE_MS) * (1 - MAX_FIRST_ATTEMPT_SHARE)).toBeGreaterThan(MIN_RETRY_MS);
  });

  test('leave the drawing something of the smallest budget after the store’s share', () => {
    expect(limits.MIN_BUDGET_MS).toBeGreaterThan(limits.STORE_RESERVE_MS);
  });

  test('give up an image before the fetcher’s own limit is overrun, and both before the budget', () => {
    expect(limits.MAX_IMAGE_FETCH_MS).toBeLessThan(limits.MAX_IMAGES_MS);
    expect(limits.MAX_IMAGES_MS).toBeLessThanOrEqual(limits.DEFAULT_BUDGET_MS * limits.MAX_IMAGES_SHARE);
  });

  test('let no command to the browser end before the longest budget', () => {
    expect(limits.MAX_COMMAND_MS).toBeGreaterThan(limits.MAX_BUDGET_MS);
  });

  test('leave the queue’s worker the time of a slow store after a card', () => {
    expect(limits.AFTER_DRAWING_MS).toBeGreaterThan(limits.MAX_QUEUE_STORE_MS);
  });

  test('let a token live as long as any drawing', () => {
    expect(limits.TOKEN_LIFE_SECONDS * 1000).toBeGreaterThan(limits.MAX_BUDGET_MS);
  });
});
