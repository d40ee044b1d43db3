// @examples article score
import { expect, test } from '@jest/globals';
import { diagnose } from '../../../cli/doctor/diagnose.ts';
import type { DoctorSubject } from '../../../cli/doctor/subject.ts';
import { LOCAL_BUCKET } from '../../../local/stack/config.ts';
import { startFaultyProxy } from '../../browser/cli/faulty-proxy.ts';
import { faultsIn, healthy, shareHealthyStack, stack, standBefore } from '../../browser/cli/healthy-stack.ts';
import { FAULTS } from '../../browser/cli/planted-faults.ts';

shareHealthyStack();

test.each(Object.keys(FAULTS))('%s is reported, and nothing else is', async (name) => {
  const planted = await FAULTS[name]?.();
  if (!planted) throw new Error('there is no such fault');
  const { part, plant, complains, complaint } = planted;
  const origin = await standBefore({ pictures: stack.cdn, cardSite: stack.cardSite, s3: stack.s3 }[part], plant);
  const ill: DoctorSubject = {
    ...healthy,
    ...(part === 's3' ? { bucketAddresses: [`${origin}/${LOCAL_BUCKET}`] } : { [part]: origin }),
  };
  const faults = faultsIn(await diagnose(ill));
  expect(faults.map(({ check }) => check)).toEqual(complains);
  expect(faults.map(({ found }) => found).join('\n')).toMatch(complaint);
  for (const { advice } of faults) expect(advice).toMatch(/\w/);
});

test('design versions of another build are reported, of the functions and of the card site', async () => {
  const build = { ...healthy.build, score: '0123456789ab' };
  const faults = faultsIn(await diagnose({ ...healthy, build }));
  expect(faults.map(({ check, found }) => `${check}: ${found}`)).toEqual([
    `design versions: the functions draw score ${healthy.build.score}; this build has 0123456789ab`,
    'site versions: the card site does not draw score 0123456789ab, the design version of this build',
  ]);
});

test('an address that does not answer is reported once', async () => {
  const closed = await startFaultyProxy(stack.cdn, (answered) => answered);
  await closed.close();
  const found = await diagnose({ ...healthy, pictures: closed.origin });
  expect(faultsIn(found)).toMatchObject([{ check: 'address', found: `nothing answers at ${closed.origin} (ECONNREFUSED)` }]);
  expect(found.filter(({ state }) => state === 'ok')).toEqual([]);
});
