// @examples article score
// The function in front of the cache, in the emulator, with the very functions behind it. Nothing is drawn: S3 has the pictures.

import { Agent } from 'node:http';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { signCardPath } from '../../../../card-schema/card-path.ts';
import { createCard } from '../../../../card-schema/catalogue.ts';
import { createRandom } from '../../../../tools/profile/gallery/random.ts';
import { FLOODS, forgedPath } from '../../../attacks/flood-paths.ts';
import { DEFAULT_KEY, flood, openFlooded } from '../../../attacks/flooded-cloudfront.ts';
import { DESIGN_VERSIONS } from '../../../support/design-versions.ts';
import type { LocalCloudFront } from '../../../support/local-cloudfront.ts';

let cf: LocalCloudFront;
beforeEach(async () => {
  cf = await openFlooded();
});
afterEach(() => cf.close());

/** Function runs since the beginning. */
const runs = () => [cf.events.requests.length, cf.events.responses.length];

test('ten thousand junk paths cost one run of each function, the default card’s', async () => {
  const random = createRandom('junk paths');
  const words = [
    'wp-admin',
    '.env',
    'article',
    'score',
    '~0123456789ab',
    '12-34-100',
    'index.php',
    '%2e%2e',
    'WyJhIl0',
    'x'.repeat(300),
    '__proto__',
  ];
  const junk = (_: unknown, at: number) => {
    const parts = Array.from({ length: random.integer(0, 3) }, () => random.pick([...words, String(random.integer(0, 1e9))]));
    parts.splice(random.integer(0, parts.length), 0, `n${at}`);
    return `/${parts.join(random.pick(['/', '//', '-', '.']))}${random.pick(['', '.jpg', '.png', '.php?x=1', '.JPG', '/'])}`;
  };
  const paths = Array.from({ length: 10_000 }, junk);
  expect(new Set(paths).size).toBe(10_000);
  const statuses = await askAll(paths);
  expect(statuses).toEqual(new Map([['200 default', 10_000]]));
  expect(runs()).toEqual([1, 1]);
  expect(cf.asked()).toEqual([`GET ${DEFAULT_KEY} 200`]);
}, 60_000);

test.each(Object.entries(FLOODS))(
  'a flood of %s costs one run of each function and one read of S3 for each card',
  async (_, kind) => {
    const count = 2000;
    expect(new Set(Array.from({ length: count }, (_, at) => kind.path(at))).size).toBe(count);
    const { runs, s3Reads, answers } = await flood(cf, kind.path, count);
    // The default card is asked for once by the test itself.
    for (const cost of [...runs, s3Reads]) expect(cost).toBeLessThanOrEqual(kind.cards + 1);
    expect(Object.keys(answers)).toEqual([kind.path(0).includes('12-34-10') ? '200 hit' : '200 default']);
    expect(Object.values(answers)).toEqual([count]);
  },
);

test('forged signatures are keys of their own: each costs a run of both functions and a read of the default card, and draws nothing', async () => {
  const { runs, s3Reads, answers } = await flood(cf, forgedPath, 500);
  expect([runs, s3Reads]).toEqual([[501, 501], 501]);
  expect(answers).toEqual({ '200 default': 500 });
});

test('all addresses of one card are one key in the cache', async () => {
  const spellings = [
    '/12-34-10.jpg',
    '/12%2D34%2D10.jpg',
    '//12-34-10.jpg',
    '/12-34-10.jpg?x=1',
    '/%7Effffffffffff/12-34-10.jpg',
    `/~${DESIGN_VERSIONS.score}/12-34-10.jpg`,
    '/./12-34-10.jpg',
  ];
  const caches: unknown[] = [];
  for (const path of spellings) {
    const { status, headers } = await cf.ask(path);
    caches.push([status, headers['x-cache'], headers['x-card-status']]);
  }
  expect(caches).toEqual([
    [200, 'Miss from cloudfront', 'hit'],
    ...Array(spellings.length - 1).fill([200, 'Hit from cloudfront', 'hit']),
  ]);
  expect(runs()).toEqual([1, 1]);
  cf.removeFromCache(`/~${DESIGN_VERSIONS.score}/12-34-10.jpg`);
  expect((await cf.ask('/12-34-10.jpg')).headers['x-cache']).toBe('Miss from cloudfront');
});

test('a query is for nobody behind the cache, and a viewer’s own payload neither', async () => {
  await cf.ask('/12-34-10.jpg?utm_source=x', { headers: { 'x-card-payload': 'WyJzdG9sZW4iXQ' } });
  const seen = [...cf.events.requests, ...cf.events.responses].map(({ Records: [record] }) => record?.cf.request);
  expect(seen.map((one) => [one?.querystring, one?.headers['x-card-payload']])).toEqual([
    ['', undefined],
    ['', undefined],
  ]);
});

test('a forged signature is for the judge behind the function, and gets the default card', async () => {
  const path = await signCardPath(createCard('article', { title: 'T', author: 'A' }), 'someone else’s signing key');
  expect((await cf.ask(path)).headers['x-card-status']).toBe('default');
  expect(runs()).toEqual([1, 1]);
});

/** How often each status and card status was answered. */
async function askAll(paths: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const counts = new Map<string, number>();
  const rest = [...paths];
  // The first one fills the cache: a HEAD is answered from a GET.
  await cf.ask('/default.jpg');
  const lane = async () => {
    for (let path = rest.pop(); path !== undefined; path = rest.pop()) {
      const { status, headers } = await cf.ask(path, { method: 'HEAD', agent });
      const outcome = `${status} ${headers['x-card-status']}`;
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  agent.destroy();
  return counts;
}
