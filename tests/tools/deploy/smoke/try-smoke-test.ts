import { type SmokeTestOptions, smokeTest } from '../../../../tools/deploy/smoke/smoke-test.ts';
import { type openLiveSite, RUNNING, SIGNING_KEY } from './live-site.ts';

/** A smoke test of the double, which asks each address twice at most. Gives its problems, and what it has printed line by line. */
export async function trySmokeTest(live: Awaited<ReturnType<typeof openLiveSite>>, given: Partial<SmokeTestOptions> = {}) {
  const printed: string[] = [];
  const problems = await smokeTest({
    pictures: live.pictures,
    cardSite: live.cardSite,
    running: RUNNING,
    signingKey: SIGNING_KEY,
    former: {},
    forget: async (path) => live.forget([path]),
    attempts: 2,
    pauseMs: 1,
    maxMs: 60_000,
    print: (line) => void printed.push(line.trim()),
    ...given,
  });
  return { problems, printed };
}
