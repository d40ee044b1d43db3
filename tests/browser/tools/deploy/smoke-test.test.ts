// The smoke test against the real functions, browser, bucket and guard, with CloudFront's emulator in front of them.
import { expect, test } from '@jest/globals';
import { DEVELOPMENT_KEYS } from '../../../../edge/core/config.ts';
import { randomCard } from '../../../../tools/deploy/smoke/random-card.ts';
import { type SmokeTestOptions, smokeTest } from '../../../../tools/deploy/smoke/smoke-test.ts';
import { running, shareStack } from '../../local/stack/running-stack.ts';

shareStack();

/** What the local stack's functions say of themselves. */
const RUNNING = { commit: 'unknown', bundle: 'not-packaged' };
const NEW_CARDS = (['unsigned', 'signed'] as const).filter((kind) => randomCard(kind)).length;

function tried(given: Partial<SmokeTestOptions> = {}): Promise<readonly string[]> {
  const { cdn, cardSite, clearCache } = running.stack;
  return smokeTest({
    pictures: cdn,
    cardSite,
    running: RUNNING,
    signingKey: DEVELOPMENT_KEYS.signing,
    former: {},
    forget: async () => clearCache(),
    attempts: 3,
    pauseMs: 100,
    maxMs: 60_000,
    print: () => {},
    ...given,
  });
}

test('is content with what works, and had new cards drawn for it each time', async () => {
  expect(await tried()).toEqual([]);
  const before = running.drawn();
  expect(await tried()).toEqual([]);
  expect(running.drawn() - before).toBe(NEW_CARDS);
}, 60_000);

test('is not content with code that is not what was deployed, nor with a key that the functions do not have', async () => {
  const other = await tried({ running: { ...RUNNING, bundle: '0123456789ab' }, attempts: 1 });
  expect(other).toHaveLength(NEW_CARDS);
  const stranger = await tried({ signingKey: 'a-key-that-no-function-has', attempts: 1 });
  expect(stranger).toHaveLength(randomCard('signed') ? 1 : 0);
}, 60_000);
