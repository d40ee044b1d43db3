import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { unsignedExample } from '../../../../card-schema/example-card.ts';
import { DRAWING_OFF_WARNING } from '../../../../edge/core/answers.ts';
import { projectPath } from '../../../../project-path.ts';
import { pictureComplaint } from '../../../../tools/deploy/smoke/answers.ts';
import { randomCard } from '../../../../tools/deploy/smoke/random-card.ts';
import type { SmokeTestOptions } from '../../../../tools/deploy/smoke/smoke-test.ts';
import { HEALTHY, openLiveSite, pictureOf, RUNNING, SIGNING_KEY } from './live-site.ts';
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

/** Of whatever templates there are. */
const UNSIGNED = randomCard('unsigned') !== undefined;
const SIGNED = randomCard('signed') !== undefined;
const NEW_CARDS = (UNSIGNED ? 1 : 0) + (SIGNED ? 1 : 0);
/** None, and none skipped, where a team's templates have no such cards. */
const none = Object.assign(() => {}, { each: () => () => {} }) as unknown as typeof test;
const whenCards = NEW_CARDS > 0 ? test : none;

const tried = (given: Partial<SmokeTestOptions> = {}) => trySmokeTest(live, given);

test('is content with new cards, one of them from cache and bucket, the default card and a closed card site', async () => {
  const { problems, printed } = await tried();
  expect(problems).toEqual([]);
  const names = printed.map((line) => /^right {2}([^:]+):/.exec(line)?.[1]);
  expect(names).toEqual([
    ...(UNSIGNED ? ['a new card'] : []),
    ...(!UNSIGNED && SIGNED ? ['a new card with a signature'] : []),
    ...(NEW_CARDS > 0
      ? ['the same from CloudFront’s cache', 'the same from the bucket']
      : [undefined, 'the default card, by this deployment']), // the first says why
    ...(UNSIGNED && SIGNED ? ['a new card with a signature'] : []),
    'the default card',
    'an address that is not a card',
    'a card page without a token',
    'the card site without a token',
  ]);
});

test('asks for other cards each time', async () => {
  const first = await tried();
  const second = await tried();
  const isNew = (line: string) => /new card/.test(line);
  expect(second.problems).toEqual([]);
  expect(second.printed.filter(isNew).some((line) => first.printed.includes(line))).toBe(false);
});

test('asks for a card of the design before, which pages still carry', async () => {
  const card = unsignedExample();
  const { problems, printed } = await tried({ former: card ? { [card.template]: '0123456789ab' } : {} });
  expect(problems).toEqual([]);
  expect(printed.some((line) => line.includes('/~0123456789ab/'))).toBe(card !== undefined);
});

describe('It fails, and says what to look at,', () => {
  test('where drawing was switched off before the deployment', () => {
    const headers = new Headers({
      'content-type': 'image/jpeg',
      'x-card-status': 'fallback',
      'x-card-warning': DRAWING_OFF_WARNING,
    });
    const complaint = pictureComplaint({ status: 200, headers, body: Buffer.alloc(0), sentMs: 0, receivedMs: 0 }, ['drawn']);
    expect(complaint).toMatch(/^has x-card-status fallback, not drawn: drawing is switched off.*cards -- drawing on/);
    expect(complaint).not.toContain('card_failed');
  });

  whenCards('for functions that do not start, or whose drawing fails: the fallback picture', async () => {
    live.state.cardStatus = 'fallback';
    const { problems } = await tried();
    expect(problems[0]).toMatch(
      /^a new card.*has x-card-status fallback, not drawn\. It was not drawn: .*card_failed.*do not start/,
    );
    expect(problems).toHaveLength(NEW_CARDS + 2); // and the default card, and what is no card
  });

  whenCards.each([
    ['the fallback picture', readFileSync(projectPath('edge/fallback.jpg'))],
    ['one picture for everything', pictureOf('the same')],
  ])('for %s with the headers of a card', async (_, picture) => {
    live.state.picture = picture;
    const { problems } = await tried();
    expect(problems).toEqual(Array(NEW_CARDS).fill(expect.stringContaining('is the fallback picture or that of another card')));
  });

  whenCards('for the functions of before that are still live', async () => {
    live.state.running = { ...RUNNING, bundle: '0123456789ab' };
    expect((await tried()).problems).toEqual(
      Array(NEW_CARDS).fill(
        expect.stringContaining('was drawn by the bundle 0123456789ab, not by abcdef012345, which has just been deployed'),
      ),
    );
  });

  whenCards('for the same code of another commit', async () => {
    const { problems } = await tried({ running: { ...RUNNING, commit: 'c0ffee' } });
    expect(problems[0]).toContain('was drawn by the commit unknown, not by c0ffee');
  });

  whenCards('for a bucket that takes no pictures', async () => {
    live.state.stores = false;
    const { problems } = await tried();
    expect(problems[0]).toContain('was drawn and not stored: the log group /edgecard/<stage> says why under store_failed');
  });

  (SIGNED ? test : none)('for signing keys that the functions do not have', async () => {
    live.state.signingKeys = () => ['another-signing-key-altogether'];
    const { problems } = await tried();
    expect(problems).toEqual([
      expect.stringMatching(/^a new card with a signature: .*has x-card-status default, not drawn\. .*other signing keys/),
    ]);
  });

  whenCards('for a cache that keeps nothing', async () => {
    live.state.caches = false;
    const { problems } = await tried();
    expect(problems).toEqual([expect.stringContaining('has x-card-status hit, not drawn')]);
  });

  whenCards('for an answer that no CloudFront gave', async () => {
    const { problems } = await tried({ forget: async () => {} });
    expect(problems).toEqual([expect.stringMatching(/^the same from the bucket: .*x-card-status drawn, not hit/)]);
  });

  test('for a status that is not 200', async () => {
    live.state.status = 502;
    expect((await tried()).problems[0]).toContain('answers 502, not 200');
  });

  test('for a card site that is open', async () => {
    const { problems } = await tried({ cardSite: live.pictures });
    expect(problems).toHaveLength(2);
    expect(problems[0]).toContain('answers 200: the guard must answer 403');
  });

  test('for an address where nobody answers', async () => {
    const { problems } = await tried({ pictures: 'http://127.0.0.1:1' });
    expect(problems).toHaveLength(Math.max(NEW_CARDS, 1) + 2);
    expect(problems[0]).toContain('gives no answer');
  });
});

whenCards('asks CloudFront again to forget a card that it still has a minute later', async () => {
  let asked = 0;
  const forget = async (path: string) => {
    asked += 1;
    // The first time an edge location took it again from Origin Shield.
    if (asked > 1) live.forget([path]);
  };
  expect((await tried({ forget, attempts: 8 })).problems).toEqual([]);
  expect(asked).toBe(2);
});

test('asks no longer than it may, however often that would be', async () => {
  live.state.status = 503;
  const { problems } = await tried({ attempts: Number.POSITIVE_INFINITY, maxMs: 20 });
  expect(problems[0]).toContain('answers 503, not 200');
});

test('asks again before it complains, as CloudFront runs old functions for a while', async () => {
  live.state.running = { ...RUNNING, bundle: 'of-before' };
  setTimeout(() => Object.assign(live.state, HEALTHY), 50);
  expect((await tried({ attempts: 1000, pauseMs: 5 })).problems).toEqual([]);
});

(NEW_CARDS > 1 ? test : none)('is soon at its end once an address has stayed wrong', async () => {
  let answers = 0;
  const signingKeys = () => {
    answers += 1;
    return [SIGNING_KEY];
  };
  Object.assign(live.state, { stores: false, signingKeys });
  expect((await tried({ attempts: 40 })).problems).toHaveLength(NEW_CARDS);
  expect(answers).toBeGreaterThanOrEqual(40);
  expect(answers).toBeLessThan(60);
});
