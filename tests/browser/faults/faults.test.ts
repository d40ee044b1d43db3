// @examples article quote score
// Faults of most seams on the functions' source; what needs the zips (sandbox, disk, pack) has `npm run faults`, which takes all.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFaultRun } from '../../../tools/docs/fault-results.ts';
import { type FaultBench, startFaultBench } from '../../faults/bench.ts';
import { PROMISES } from '../../faults/expected.ts';
import { judgeKept } from '../../faults/judge-fault.ts';
import { FAULTS } from '../../faults/list/all-faults.ts';
import { runFault } from '../../faults/run-fault.ts';

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

  test('and the bench sees the harm that one would do, and where one is not met', async () => {
    const result = await runFault(bench, {
      seam: 'input',
      name: 'a card that is taken for no card',
      expected: 'fallback',
      meddled: 1,
      logged: /out_of_time/,
      atLeastMs: 60_000,
    });
    expect(result.violations).toEqual([
      'shows card',
      'x-card-status drawn',
      'cache-control public, max-age=31536000',
      'S3 has what was asked for',
      'does not log /out_of_time/',
      'meddled with 0 requests of 1',
      expect.stringMatching(/^takes \d+ ms, and must take 60000$/),
      'CloudFront keeps it for more than 30 s',
      'the next request has x-card-status drawn', // as CloudFront has kept it
    ]);
  });
});

describe('the last run of all faults: if not so, run npm run package && npm run faults -- --docs', () => {
  const { date, cores, cpu, node, chromium, results } = readFaultRun();

  test('has a result for each of the list, in its order, and there are at least 40', () => {
    expect(results.map(titleOf)).toEqual(FAULTS.map(titleOf));
    expect(new Set(FAULTS.map(titleOf)).size).toBe(FAULTS.length);
    expect(FAULTS.length).toBeGreaterThanOrEqual(40);
  });

  test('says when and on what it ran', () => {
    expect(date).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(cores).toBeGreaterThan(0);
    expect([cpu, node, chromium]).toEqual([
      expect.stringMatching(/./),
      expect.stringMatching(/^\d+\./),
      expect.stringMatching(/^\d+\./),
    ]);
  });

  test('saw what was promised, and nothing else', () => {
    expect(results.flatMap((result) => result.violations.map((violation) => `${titleOf(result)}: ${violation}`))).toEqual([]);
    for (const [at, fault] of FAULTS.entries()) {
      const { shown, kept = {}, next, ms } = results[at] ?? {};
      expect([shown, judgeKept(fault, kept)]).toEqual([PROMISES[fault.expected].shown, []]);
      expect(next).toMatchObject({ shown: 'card', stored: true });
      expect(ms).toBeGreaterThanOrEqual(fault.atLeastMs ?? 0);
    }
  });
});
