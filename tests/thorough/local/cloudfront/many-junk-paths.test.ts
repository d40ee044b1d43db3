// @examples article score
// The attack that issue reports of other projects describe: addresses of which no two are alike, and the bill of the answers.
// EDGECARD_JUNK_PATHS=1000000 sends a million, which takes seven minutes.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { FLOODS } from '../../../attacks/flood-paths.ts';
import { flood, openFlooded } from '../../../attacks/flooded-cloudfront.ts';
import type { LocalCloudFront } from '../../../support/local-cloudfront.ts';

const PATHS = Number(process.env['EDGECARD_JUNK_PATHS'] ?? 100_000);
const KINDS = Object.entries(FLOODS);
const EACH = PATHS / KINDS.length;
const MAX_MS = 15 * 60_000;

let cf: LocalCloudFront;
beforeAll(async () => {
  cf = await openFlooded();
});
afterAll(() => cf.close());

let sent = 0;
test.each(KINDS)(
  'distinct addresses of %s cost one run of each function and one read of S3 for each card',
  async (name, kind) => {
    const distinct = new Set<string>();
    const path = (at: number) => {
      const one = kind.path(at);
      distinct.add(one);
      return one;
    };
    const started = performance.now();
    const { runs, s3Reads, answers } = await flood(cf, path, EACH);
    sent += distinct.size;
    console.log(
      `${name}: ${distinct.size} paths in ${Math.round((performance.now() - started) / 1000)} s; runs ${runs}; reads ${s3Reads}`,
    );
    expect(distinct.size).toBe(EACH);
    // The default card is asked for once by the test itself.
    for (const cost of [...runs, s3Reads]) expect(cost).toBeLessThanOrEqual(kind.cards + 1);
    expect(Object.values(answers)).toEqual([EACH]);
  },
  MAX_MS,
);

test('those were all', () => {
  expect(sent).toBe(PATHS);
});
