// @examples article score
// A surge on a template without signature, with a real browser: what tests/integration/local/cloudfront/surge.test.ts shows with a
// quick fake of it. By the test's own clock, two minutes of a surge take as long as their cards.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { signCardPath } from '../../card-schema/card-path.ts';
import { createCard } from '../../card-schema/catalogue.ts';
import { readDrawingState } from '../../cli/aws/drawing-state.ts';
import { readDesignVersions } from '../../local/stack/sandbox.ts';
import { openTestBrowser, type TestBrowser } from '../support/card-browser.ts';
import { CONFIG_HEADERS } from '../support/events.ts';
import { BUCKET } from '../support/local-cloudfront.ts';
import { decode } from '../support/pictures.ts';
import { openSurge } from '../support/surge.ts';

/** drawBrake, and what is asked for in a second: three times as many. */
const THRESHOLD = 100;
const A_SECOND = 5;
const SECONDS = 180;

let browser: TestBrowser;
let surge: Awaited<ReturnType<typeof openSurge>>;
beforeAll(async () => {
  browser = await openTestBrowser();
  const designVersions = await readDesignVersions();
  const config = { 'x-card-site': browser.site };
  // One sandbox, because there is one browser.
  surge = await openSurge({ draw: browser.browser.draw, designVersions, threshold: THRESHOLD, sandboxes: 1, config });
}, 60_000);
afterAll(async () => {
  await surge.cf.close();
  await browser.close();
});

test('is stopped within two minutes; signed and stored cards go on', async () => {
  const statusOf = async (path: string) => (await surge.cf.ask(path)).headers['x-card-status'];
  const startMs = surge.cf.state.now;
  let asked = 0;
  let lastDrawnMs = 0;
  for (let second = 0; second < SECONDS; second++) {
    for (let at = 0; at < A_SECOND; at++) {
      const status = await statusOf(`/${asked % 1000}-${Math.floor(asked++ / 1000)}-7.jpg`);
      if (status === 'drawn') lastDrawnMs = surge.cf.state.now;
    }
    await surge.passSecond();
  }
  const drawn = surge.lines.filter(({ outcome }) => outcome === 'card_drawn').length;
  const refused = surge.lines.filter(({ outcome }) => outcome === 'drawing_off').length;
  const seconds = (lastDrawnMs - startMs) / 1000;
  expect(seconds).toBeLessThanOrEqual(120);
  expect(drawn + refused).toBe(asked);
  expect(refused).toBeGreaterThanOrEqual((SECONDS - 121) * A_SECOND);
  const bucket = { client: surge.cf.client, bucket: BUCKET, name: BUCKET, isLocal: false, close: async () => {} };
  expect(await readDrawingState(bucket)).toMatchObject({ unsigned: 'off' });

  surge.cf.clearCache();
  const card = createCard('article', { title: 'Signed', author: 'A' });
  const signed = await surge.cf.ask(await signCardPath(card, CONFIG_HEADERS['x-card-signing-keys']));
  expect(signed.headers['x-card-status']).toBe('drawn');
  await decode(signed.body);
  expect(await statusOf('/0-0-7.jpg')).toBe('hit');
  expect(await statusOf('/999-999-99.jpg')).toBe('fallback');
  expect(await statusOf('/nonsense')).toBe('default');
}, 600_000);
