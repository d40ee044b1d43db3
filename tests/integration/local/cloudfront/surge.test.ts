// @examples article score
// The brake, from the first request of a surge to drawing that is switched on again. tests/thorough/surge.test.ts does it with a browser.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { signCardPath } from '../../../../card-schema/card-path.ts';
import { createCard } from '../../../../card-schema/catalogue.ts';
import { readDrawingState, writeDrawingState } from '../../../../cli/aws/drawing-state.ts';
import { formatCardKey } from '../../../../edge/core/card-key.ts';
import { DRAWING_STATE_KEY } from '../../../../edge/core/drawing-state.ts';
import { DESIGN_VERSIONS } from '../../../support/design-versions.ts';
import { CONFIG_HEADERS } from '../../../support/events.ts';
import { BUCKET } from '../../../support/local-cloudfront.ts';
import { openSurge } from '../../../support/surge.ts';

const THRESHOLD = 60;
const A_SECOND = 2;
const JPEG = Uint8Array.of(0xff, 0xd8, 1, 2, 3, 0xff, 0xd9);

let surge: Awaited<ReturnType<typeof openSurge>>;
let startMs: number;
beforeAll(async () => {
  const draw = async () => ({ jpeg: JPEG, quality: 85, missingGlyphs: [], missingImages: [] });
  surge = await openSurge({ draw, designVersions: DESIGN_VERSIONS, threshold: THRESHOLD, sandboxes: 4 });
  startMs = surge.cf.state.now;
});
afterAll(() => surge.cf.close());

const ask = (path: string, request = {}) => surge.cf.ask(path, request);
const statusOf = async (path: string) => (await ask(path)).headers['x-card-status'];
const scorePath = (at: number) => `/${at % 1000}-${Math.floor(at / 1000)}-7.jpg`;
const signed = (title: string) =>
  signCardPath(createCard('article', { title, author: 'A' }), CONFIG_HEADERS['x-card-signing-keys']);
const bucket = () => ({ client: surge.cf.client, bucket: BUCKET, name: BUCKET, isLocal: false, close: async () => {} });
let asked = 0;

describe('A surge on a template without signature', () => {
  let lastDrawnMs = 0;

  test('is over within two minutes, while it goes on', async () => {
    for (let second = 0; second < 180; second++) {
      const statuses = await Promise.all(Array.from({ length: A_SECOND }, () => statusOf(scorePath(asked++))));
      if (statuses.includes('drawn')) lastDrawnMs = surge.cf.state.now;
      await surge.passSecond();
    }
    expect((lastDrawnMs - startMs) / 1000).toBeGreaterThan(60);
    expect((lastDrawnMs - startMs) / 1000).toBeLessThanOrEqual(120);
    expect(await readDrawingState(bucket())).toMatchObject({
      unsigned: 'off',
      by: 'the alarm edgecard-test-draw-brake',
      why: `${60 * A_SECOND} in a minute`,
    });
  }, 60_000);

  test('leaves the fallback picture, kept for five minutes and never stored, with the reason', async () => {
    const { status, headers, body } = await ask('/999-999-99.jpg');
    expect([status, headers['x-card-status'], headers['cache-control'], headers['content-type']]).toEqual([
      200,
      'fallback',
      'public, max-age=300',
      'image/jpeg',
    ]);
    expect(headers['x-card-warning']).toBe('drawing is switched off for addresses without a signature');
    expect(body.length).toBeGreaterThan(1000);
    const key = formatCardKey(createCard('score', { home: 999, away: 999, round: 99 }), DESIGN_VERSIONS);
    expect(surge.cf.asked()).not.toContain(`PUT ${key} 200`);
    surge.cf.clearCache();
    expect(await statusOf('/999-999-99.jpg')).toBe('fallback');
  });

  test('is no failure: neither a failed card nor a fallback picture is counted, which other alarms look at', () => {
    expect(surge.lines.filter(({ FallbackPictures }) => FallbackPictures)).toEqual([]);
    expect(surge.lines.filter(({ outcome }) => outcome === 'card_failed')).toEqual([]);
    const refused = surge.lines.filter(({ outcome }) => outcome === 'drawing_off');
    expect(refused.length).toBeGreaterThan(50);
    expect(refused.every(({ DrawingsRefused, template }) => DrawingsRefused === 1 && template === 'score')).toBe(true);
  });

  test('does not touch signed cards, stored cards and the default card', async () => {
    surge.cf.clearCache();
    expect(await statusOf(await signed('while drawing is off'))).toBe('drawn');
    expect(await statusOf(scorePath(0))).toBe('hit');
    expect(await statusOf('/nonsense')).toBe('default');
    expect((await ask('/998-998-98.jpg', { method: 'HEAD' })).headers['x-card-status']).toBe('undrawn');
  });

  test('asks for the state once in 15 s and sandbox, and for nothing where nothing is to be drawn', async () => {
    const reads = () => surge.cf.asked().filter((one) => one.includes(DRAWING_STATE_KEY)).length;
    const seconds = (surge.cf.state.now - startMs) / 1000;
    expect(reads()).toBeLessThanOrEqual(4 * Math.ceil(seconds / 15 + 1));
    const before = reads();
    surge.cf.state.now += 60_000;
    surge.cf.clearCache();
    await Promise.all([statusOf(scorePath(0)), statusOf('/default.jpg'), signed('another').then(statusOf)]);
    expect(reads()).toBe(before);
  });

  test('is forgotten as soon as a person switches drawing on: cards are drawn within 15 s', async () => {
    await writeDrawingState(bucket(), { unsigned: 'on', since: '2026-11-30T03:00:00.000Z', by: 'ada', why: 'it is over' });
    surge.cf.clearCache(); // as the command has CloudFront do
    surge.cf.state.now += 15_000;
    expect(await statusOf('/999-999-99.jpg')).toBe('drawn');
    for (let at = 0; at < 8; at++) expect(await statusOf(scorePath(asked++))).toBe('drawn');
  });

  test('comes again: the brake works a second time', async () => {
    const again = surge.cf.state.now;
    for (let second = 0; second < 130; second++) {
      await Promise.all(Array.from({ length: A_SECOND }, () => statusOf(scorePath(asked++))));
      await surge.passSecond();
    }
    expect((surge.cf.state.now - again) / 1000).toBe(130);
    expect(await statusOf('/997-997-97.jpg')).toBe('fallback');
  }, 60_000);
});
