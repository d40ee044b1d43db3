// Faults of the photo way, some of each seam; `npm run faults -- --photos` takes all.
import { describe, expect, test } from '@jest/globals';
import { readPhotoFaultRun } from '../../../tools/docs/fault-results.ts';
import { PHOTO_FAULTS } from '../../faults/photos/list/all-photo-faults.ts';
import type { PhotoFault } from '../../faults/photos/photo-fault.ts';
import { runPhotoFaults } from '../../faults/photos/photo-faults.ts';

const titleOf = ({ seam, name }: { readonly seam: string; readonly name: string }) => `${seam}: ${name}`;
/** A fault that is none, of which nothing that is promised is so. */
const MADE_UP: PhotoFault = {
  seam: 'inbox',
  name: 'a fault that is not there',
  story: 'hiding',
  ends: 'failed',
  receives: 2,
  later: 'waiting',
  meddled: 1,
  logged: /photo_failed/,
  after: () => ['what else is promised'],
};

describe('a fault of the photo way does no harm', () => {
  const quick = PHOTO_FAULTS.filter((fault) => fault.quick);
  let results: Awaited<ReturnType<typeof runPhotoFaults>>;
  const errors: unknown[] = [];

  test('the bench itself runs all of them to their end, and sees where nothing is as promised', async () => {
    results = await runPhotoFaults([MADE_UP, ...quick], (fault, error) => void errors.push([titleOf(fault), error]));
    expect(errors).toEqual([]);
    expect(results[0]?.violations).toEqual([
      'ends as ready',
      'takes 1 deliveries',
      'does not log /photo_failed/',
      'meddled with 0 requests of 1',
      'is ready afterwards',
      'what else is promised',
    ]);
  }, 120_000);

  test.each(quick.map((fault) => [titleOf(fault)]))('%s', (title) => {
    expect(results.find((result) => titleOf(result) === title)?.violations).toEqual([]);
  });
});

describe('the last run of all faults of the photo way: if not so, run npm run faults -- --photos --docs', () => {
  const { results } = readPhotoFaultRun();

  test('has a result for each of the list, in its order, and there are more than 40', () => {
    expect(results.map(titleOf)).toEqual(PHOTO_FAULTS.map(titleOf));
    expect(new Set(results.map(titleOf)).size).toBe(PHOTO_FAULTS.length);
    expect(PHOTO_FAULTS.length).toBeGreaterThan(40);
  });

  test('saw what was promised, and nothing else', () => {
    expect(results.flatMap((result) => result.violations.map((violation) => `${titleOf(result)}: ${violation}`))).toEqual([]);
    for (const [at, { ends }] of PHOTO_FAULTS.entries()) expect(results[at]?.ends).toBe(ends);
  });
});
