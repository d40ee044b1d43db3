// A team whose templates have so few cards that one at random may have been drawn before.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { HEALTHY, openLiveSite, RUNNING } from './live-site.ts';
import { trySmokeTest } from './try-smoke-test.ts';

let live: Awaited<ReturnType<typeof openLiveSite>>;
beforeAll(async () => {
  live = await openLiveSite();
});
afterAll(() => live.close());
beforeEach(() => {
  Object.assign(live.state, HEALTHY);
  live.empty();
});

const tried = (forget = (path: string) => live.forget([path])) =>
  trySmokeTest(live, { signingKey: undefined, newCard: () => undefined, forget: async (path) => forget(path) });

test('The default card has to be answered by the code that was just deployed', async () => {
  const { problems, printed } = await tried();
  expect(problems).toEqual([]);
  expect(printed).toContainEqual(expect.stringMatching(/^right {2}the default card, by this deployment: /));
  live.state.running = { ...RUNNING, bundle: '0123456789ab' };
  expect((await tried()).problems).toEqual([
    expect.stringContaining('was answered by the bundle 0123456789ab, not by abcdef012345, which has just been deployed'),
  ]);
});

test('An answer of before that CloudFront keeps is not taken for one of now', async () => {
  live.state.running = { ...RUNNING, bundle: '0123456789ab' };
  await tried();
  live.state.running = RUNNING;
  expect((await tried(() => {})).problems).toHaveLength(1);
  expect((await tried()).problems).toEqual([]);
});
