// @examples article
import { describe, expect, test } from '@jest/globals';
import { createRandom } from '../../tools/profile/gallery/random.ts';
import { FAULTS, planSoak, soakCard } from './soak-cards.ts';

describe('The plan of a complete run', () => {
  const { calm, faults, sampleEvery } = planSoak(5000, createRandom('soak'));

  test('has no fault until a browser has grown old twice', () => {
    expect(calm).toBe(2100);
    expect(Math.min(...faults.keys())).toBeGreaterThan(calm);
    expect(Math.max(...faults.keys())).toBeLessThanOrEqual(5000);
  });

  test('has 1 % of faults, each as often as any other', () => {
    expect(faults.size).toBe(50);
    const counts = FAULTS.map((fault) => [...faults.values()].filter((one) => one === fault).length);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  });

  test('has no fault where the sandbox is looked at, nor in the card after another', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { faults } = planSoak(5000, createRandom(`${seed}`));
      const struck = [...faults.keys()];
      expect(struck.filter((number) => number % sampleEvery === 0 || faults.has(number - 1))).toEqual([]);
    }
  });
});

test('A run that is too short to be judged is refused', () => {
  expect(() => planSoak(599, createRandom('soak'))).toThrow('600 or more');
  expect(() => planSoak(Number.NaN, createRandom('soak'))).toThrow('600 or more');
  expect(planSoak(600, createRandom('soak')).faults.size).toBe(6);
});

test('A card of the soak asks for no image but where it is to be refused', () => {
  for (let number = 1; number <= 200; number++)
    expect(JSON.stringify(soakCard('soak', number, undefined))).not.toContain('https://');
  expect(JSON.stringify(soakCard('soak', 1, 'image refused'))).toContain('https://');
});
