import { describe, expect, test } from '@jest/globals';
import type { Network } from '../../card-site/networks/network.ts';
import { NETWORKS } from '../../card-site/networks/networks.ts';
import { safeArea, shownArea } from '../../card-site/studio/networks/safe-area.ts';
import { textWarnings } from '../../card-site/studio/networks/warnings.ts';

const CARD = { left: 0, top: 0, right: 1200, bottom: 630 };

/** A network that shows the whole card, but for what the test says. */
function network(given: Partial<Network>): Network {
  const plain = {
    id: 'n',
    name: 'N',
    form: 'large',
    aspect: 1200 / 630,
    corner: 0,
    order: ['picture'],
    title: { lines: 1 },
  } as const;
  return { ...plain, facts: [], ...given };
}

describe('what is shown of a card', () => {
  test.each([
    [1200 / 630, CARD],
    [2, { left: 0, top: 15, right: 1200, bottom: 615 }],
    [1, { left: 285, top: 0, right: 915, bottom: 630 }],
  ])('of a shape of %p : 1', (aspect, shown) => {
    expect(shownArea({ aspect })).toEqual(shown);
  });

  test('the safe area is what all of them show', () => {
    expect(safeArea([])).toEqual(CARD);
    expect(safeArea([network({ aspect: 2 }), network({ aspect: 1 })])).toEqual({ left: 285, top: 15, right: 915, bottom: 615 });
  });

  test('what is laid over the picture leaves the larger side of it', () => {
    const over = { what: 'the title', rect: { left: 20, top: 500, right: 1000, bottom: 560 } };
    expect(safeArea([network({ over })])).toEqual({ ...CARD, bottom: 500 });
    const badge = { what: 'a badge', rect: { left: 0, top: 0, right: 100, bottom: 630 } };
    expect(safeArea([network({ over: badge })])).toEqual({ ...CARD, left: 100 });
  });

  test('the corners of the safe area lie within round corners', () => {
    const { left, top, right, bottom } = safeArea([network({ corner: 100 })]);
    expect(Math.hypot(100 - left, 100 - top)).toBeCloseTo(100);
    expect([right, bottom]).toEqual([1200 - left, 630 - top]);
    expect(safeArea([network({ corner: 100, corners: 'top' })]).bottom).toBe(630);
  });

  test('no large preview cuts, rounds or covers a text inside the safe area, and some do where it ends', () => {
    const large = NETWORKS.filter(({ form }) => form === 'large');
    const safe = safeArea(large);
    expect(textWarnings([{ text: 'Safe', rect: safe }], large)).toEqual([]);
    const edges = [
      { ...safe, top: safe.top - 16, left: 0 },
      { ...safe, bottom: safe.bottom + 2 },
    ];
    for (const rect of edges) expect(textWarnings([{ text: 'Unsafe', rect }], large)).not.toEqual([]);
  });
});

describe('what a network does to a text', () => {
  const at = (left: number, top: number, right: number, bottom: number) => [
    { text: 'Ada Okafor', rect: { left, top, right, bottom } },
  ];
  const over = { what: 'the title', rect: { left: 28, top: 530, right: 1172, bottom: 587 } };

  test.each([
    ['cuts it off', network({ aspect: 2 }), at(60, 5, 300, 40), 'cuts “Ada Okafor” off at the top'],
    ['cuts it off on two sides', network({ aspect: 1 }), at(200, 100, 1000, 140), 'cuts “Ada Okafor” off at the left and right'],
    ['leaves it out', network({ aspect: 1 }), at(10, 100, 200, 140), 'leaves “Ada Okafor” out'],
    ['covers it', network({ over }), at(60, 540, 300, 570), 'lays the title over “Ada Okafor”'],
    ['rounds it off', network({ corner: 60 }), at(4, 4, 200, 40), 'rounds a corner off “Ada Okafor”'],
  ])('%s', (_, one, texts, says) => {
    expect(textWarnings(texts, [one])).toEqual([{ network: 'N', kind: 'warning', says, rect: texts[0]?.rect }]);
  });

  test('says nothing of a text that only comes near', () => {
    expect(textWarnings(at(60, 480, 300, 530), [network({ aspect: 2, over, corner: 38 })])).toEqual([]);
  });

  test('on a thumbnail it is a note: nobody reads it', () => {
    expect(textWarnings(at(10, 100, 200, 140), [network({ aspect: 1, form: 'small' })])).toMatchObject([{ kind: 'note' }]);
  });
});
