import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { unsignedExample } from '../../../card-schema/example-card.ts';
import { smokeTest } from '../../../tools/deploy/smoke-test.ts';
import { openLiveSite } from './live-site.ts';

/** A card, where one needs no signature; the default card; and what is no card. */
const PICTURES = unsignedExample() ? 3 : 2;

let live: Awaited<ReturnType<typeof openLiveSite>>;
const good = { status: 200, cardStatus: undefined };

beforeAll(async () => {
  live = await openLiveSite();
});
afterAll(() => live.close());
beforeEach(() => {
  Object.assign(live.state, good);
});

async function problemsOf(origins: Partial<Record<'pictures' | 'cardSite', string>> = {}) {
  const printed: string[] = [];
  const { pictures, cardSite } = { ...live, ...origins };
  const problems = await smokeTest({ pictures, cardSite, attempts: 2, pauseMs: 1, print: (line) => printed.push(line) });
  return { problems, printed };
}

test('is content with a card, the default card and a closed card site', async () => {
  const { problems, printed } = await problemsOf();
  expect(problems).toEqual([]);
  expect(printed.map((line) => line.trim().split(' ')[0])).toEqual(Array(PICTURES + 2).fill('right'));
});

test('complains of the fallback picture', async () => {
  live.state.cardStatus = 'fallback';
  const { problems } = await problemsOf();
  expect(problems[0]).toMatch(
    PICTURES === 3
      ? /^a card: http:.*\.jpg has x-card-status fallback, not hit or drawn\.$/
      : /^the default card: http:.*\.jpg has x-card-status fallback, not default or hit\.$/,
  );
});

test('complains of a status that is not 200', async () => {
  live.state.status = 502;
  expect((await problemsOf()).problems[0]).toContain('answers 502, not 200');
});

test('complains of a card site that is open', async () => {
  const { problems } = await problemsOf({ cardSite: live.pictures });
  expect(problems).toHaveLength(2);
  expect(problems[0]).toContain('answers 200: the guard must answer 403');
});

test('complains of an address where nobody answers', async () => {
  const { problems } = await problemsOf({ pictures: 'http://127.0.0.1:1' });
  expect(problems).toHaveLength(PICTURES);
  expect(problems[0]).toContain('gives no answer');
});

test('asks again before it complains', async () => {
  live.state.cardStatus = 'fallback';
  setTimeout(() => Object.assign(live.state, good), 50);
  const { pictures, cardSite } = live;
  expect(await smokeTest({ pictures, cardSite, attempts: 1000, pauseMs: 5, print: () => {} })).toEqual([]);
});
