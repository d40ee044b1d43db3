// A few faults of each seam on the functions' source; `npm run faults` takes all of them, on the zips.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type FaultBench, startFaultBench } from './bench.ts';
import { PROMISES } from './expected.ts';
import { FAULTS } from './list/index.ts';
import { readResults } from './results.ts';
import { runFault } from './run-fault.ts';

const titleOf = ({ seam, name }: { readonly seam: string; readonly name: string }) => `${seam}: ${name}`;

describe('a fault does no harm', () => {
  let bench: FaultBench;
  beforeAll(async () => {
    bench = await startFaultBench('source');
  });
  afterAll(() => bench.close());

  const quick = FAULTS.filter((fault) => fault.quick);
  test.each(quick.map((fault) => [titleOf(fault), fault] as const))('%s', async (_, fault) => {
    expect((await runFault(bench, fault)).violations).toEqual([]);
  });

  test('and the bench sees the harm that one would do', async () => {
    const result = await runFault(bench, {
      seam: 'input',
      name: 'a card that is taken for no card',
      expected: 'default',
    });
    expect(result.violations).toEqual(
      expect.arrayContaining(['shows card', 'x-card-status drawn', 'cache-control public, max-age=31536000', 'S3 has the card']),
    );
  });
});

describe('the last run of all faults: if not so, run npm run package && npm run faults -- --readme', () => {
  const results = readResults();

  test('has a result for each of the list, in its order, and there are at least 40', () => {
    expect(results.map(titleOf)).toEqual(FAULTS.map(titleOf));
    expect(new Set(FAULTS.map(titleOf)).size).toBe(FAULTS.length);
    expect(FAULTS.length).toBeGreaterThanOrEqual(40);
  });

  test('saw what was promised, and nothing else', () => {
    expect(results.flatMap((result) => result.violations.map((violation) => `${titleOf(result)}: ${violation}`))).toEqual([]);
    for (const [at, { expected, shown, keptSeconds, next, ms, budgetMs }] of results.entries()) {
      expect(FAULTS[at]?.expected).toBe(expected);
      expect([shown, keptSeconds]).toEqual([PROMISES[expected].shown, PROMISES[expected].keptSeconds]);
      expect(next).toMatchObject({ shown: 'card', stored: true });
      expect(ms).toBeLessThan(budgetMs + 5000);
    }
  });
});
