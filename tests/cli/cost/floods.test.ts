import { describe, expect, test } from '@jest/globals';
import { allPicturesCost, FLOOD, floodHours } from '../../../cli/cost/floods.ts';
import { ASSUMED, costKinds } from '../../../cli/cost/model.ts';

const WARM = { ...ASSUMED, 'cold-share': 0 };
const { drawn, stored, cached } = costKinds(WARM);
const REQUESTS = 36; // millions in an hour

/** The hours of a flood of this many cards, by place. */
function hoursOf(cards: bigint) {
  const [junk, unguarded, forged, drawing, braked] = floodHours(cards);
  if (!junk || !unguarded || !forged || !drawing || !braked) throw new Error('There are fewer floods.');
  return { junk, unguarded, forged, drawing, braked };
}

describe('an hour of a flood', () => {
  test('of junk costs requests and bodies, and no work of ours', () => {
    const { junk, unguarded } = hoursOf(1n);
    expect(junk.work).toBe(0);
    expect(junk.total).toBeCloseTo(REQUESTS * cached.total, 1);
    // 0.10 USD per million less, because the function in front of the cache did not run.
    expect(unguarded.total).toBeCloseTo(REQUESTS * (stored.total - 0.1), 1);
    expect(unguarded.work + unguarded.requests).toBeGreaterThan(3 * (junk.work + junk.requests));
    expect(unguarded.transfer).toBe(junk.transfer);
  });

  test('of forged signatures costs what stored cards cost', () => {
    expect(hoursOf(1n).forged.total).toBeCloseTo(REQUESTS * stored.total, 1);
  });

  test('of cards draws each once, however long it lasts', () => {
    const { drawing } = hoursOf(1_000_000n);
    const cold = costKinds({ ...ASSUMED, 'cold-share': 100 }).drawn;
    // 1,000 sandboxes are empty at first.
    const expected = 0.999 * drawn.total + 0.001 * cold.total + (REQUESTS - 1) * cached.total;
    expect(drawing.total).toBeCloseTo(expected, 1);
  });

  test('draws no more than the account’s functions can', () => {
    const { drawing } = hoursOf(10n ** 30n);
    const able = (FLOOD.concurrency / (ASSUMED['warm-ms'] / 1000)) * 3600;
    expect(able).toBeLessThan(REQUESTS * 1e6);
    expect(drawing.work).toBeCloseTo((able / 1e6) * (drawn.edge + drawn.s3 + drawn.logs), -1);
  });

  test('is braked to two minutes of drawing, and to answers that are kept for five minutes', () => {
    const { drawing, braked } = hoursOf(100_000_000n);
    const perSecond = FLOOD.concurrency / (ASSUMED['warm-ms'] / 1000);
    const drawnBefore = (perSecond * 120) / 1e6;
    const work = ({ edge, s3, logs }: typeof drawn) => edge + s3 + logs;
    expect(braked.work).toBeCloseTo(drawnBefore * work(drawn) + ((3600 - 120) / 100) * work(stored), -1);
    expect(braked.work).toBeLessThan(drawing.work / 4);
    // Of few cards an address is asked for again before its answer is too old.
    expect(hoursOf(1000n).braked.work).toBeLessThan(2);
  });

  test('that the firewall blocks costs what WAF takes, and nothing else', () => {
    const blocked = floodHours(100_000_000n).at(-1);
    expect(blocked).toMatchObject({ work: 0, transfer: 0 });
    expect(blocked?.total).toBeCloseTo(REQUESTS * 0.6, 5);
  });

  test('asks for as many bodies, whatever it asks for', () => {
    for (const { transfer, total, work, requests } of floodHours(100_000_000n).slice(0, -1)) {
      expect(transfer).toBeCloseTo(306, 5);
      expect(work + requests + transfer).toBeCloseTo(total, 5);
    }
  });
});

describe('all pictures of a template', () => {
  test('cost a new card each, and as many starts as the account has sandboxes', () => {
    expect(allPicturesCost(0n)).toBe(0);
    expect(allPicturesCost(100_000_000n)).toBeCloseTo(100 * drawn.total, -1);
    expect(allPicturesCost(2_000_000n) - allPicturesCost(1_000_000n)).toBeCloseTo(drawn.total, 1);
  });

  test('that nobody can count cost more than anybody can pay', () => {
    expect(allPicturesCost(10n ** 400n)).toBe(Number.POSITIVE_INFINITY);
  });
});
