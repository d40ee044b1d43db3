import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { CardError } from '../../../card-schema/errors.ts';
import { createBrakedDraw } from '../../../edge/core/drawing-brake.ts';
import type { DrawJob } from '../../../edge/core/ports.ts';
import { MAX_DRAWING_STATE_AGE_MS, MAX_DRAWING_STATE_READ_MS } from '../../../edge/core/time-limits.ts';
import { recordingLog } from '../../support/log.ts';

const DRAWING = { jpeg: Uint8Array.of(1), quality: 85, missingGlyphs: [], missingImages: [] };
const ON = '{"unsigned": "on"}';
const OFF = '{"unsigned": "off"}';
const job = { config: {} } as DrawJob; // nothing else of it is looked at here

function sandbox(state: string | undefined | Error = ON, draws: () => Promise<typeof DRAWING> = async () => DRAWING) {
  const { log, entries } = recordingLog();
  const seen = { state, reads: 0, drawn: 0, now: 1_000_000 };
  const draw = createBrakedDraw({
    async draw() {
      seen.drawn++;
      return draws();
    },
    async readDrawingState() {
      seen.reads++;
      if (seen.state instanceof Error) throw seen.state;
      return seen.state;
    },
    log,
    now: () => seen.now,
  });
  return { seen, entries, draw: () => draw(job) };
}
const refusal = { code: 'drawing_off' };

describe('While drawing is on', () => {
  test.each([ON, undefined])('cards are drawn (%j), and the state is read once in 15 s', async (state) => {
    const { seen, draw, entries } = sandbox(state);
    for (let at = 0; at < 5; at++) expect(await draw()).toBe(DRAWING);
    expect([seen.reads, seen.drawn]).toEqual([1, 5]);
    seen.now += MAX_DRAWING_STATE_AGE_MS - 1;
    await draw();
    expect(seen.reads).toBe(1);
    seen.now += 1;
    await draw();
    expect([seen.reads, entries]).toEqual([2, []]);
  });

  test('no card waits for the state: it is drawn while the state is read', async () => {
    let read: ((text: string) => void) | undefined;
    let drawing = false;
    const draw = createBrakedDraw({
      async draw() {
        drawing = true;
        return DRAWING;
      },
      readDrawingState: () =>
        new Promise((resolve) => {
          read = resolve;
        }),
      log: () => {},
    });
    const drawn = draw(job);
    expect(drawing).toBe(true);
    read?.(ON);
    expect(await drawn).toBe(DRAWING);
  });

  test('a failure stays what it is', async () => {
    const failure = new CardError('page_failed', 'planted');
    await expect(sandbox(ON, async () => Promise.reject(failure)).draw()).rejects.toBe(failure);
  });
});

describe('While drawing is off', () => {
  test('a sandbox draws one card before it knows, throws it away, and draws none after that', async () => {
    const { seen, draw } = sandbox(OFF);
    for (let at = 0; at < 3; at++) await expect(draw()).rejects.toMatchObject(refusal);
    expect([seen.reads, seen.drawn]).toEqual([1, 1]);
    seen.now += MAX_DRAWING_STATE_AGE_MS;
    await expect(draw()).rejects.toMatchObject(refusal);
    expect([seen.reads, seen.drawn]).toEqual([2, 1]);
  });

  test('a card that cannot be drawn either is no failure of the card', async () => {
    const { draw } = sandbox(OFF, async () => Promise.reject(new Error('planted')));
    await expect(draw()).rejects.toMatchObject(refusal);
  });

  test('it is switched on again within 15 s', async () => {
    const { seen, draw } = sandbox(OFF);
    await expect(draw()).rejects.toMatchObject(refusal);
    seen.state = ON;
    await expect(draw()).rejects.toMatchObject(refusal);
    seen.now += MAX_DRAWING_STATE_AGE_MS;
    expect(await draw()).toBe(DRAWING);
  });
});

describe('A state that cannot be read', () => {
  test.each<[string, string | Error, string]>([
    ['S3 refuses', new CardError('store_failed', 'S3 did not give settings/drawing.json (403).'), 'store_failed'],
    ['somebody has spoilt it', '{"unsigned": "maybe"}', 'bad_config'],
    ['a bug', new Error('planted'), 'unexpected'],
  ])('lets cards be drawn, and says so: %s', async (_, state, code) => {
    const { seen, draw, entries } = sandbox(state);
    expect(await draw()).toBe(DRAWING);
    expect(await draw()).toBe(DRAWING);
    expect(entries).toEqual([expect.objectContaining({ event: 'drawing_state_unread', code })]);
    expect(seen.reads).toBe(1);
  });

  test('does not switch drawing on again: S3 may suffer from the surge', async () => {
    const { seen, draw, entries } = sandbox(OFF);
    await expect(draw()).rejects.toMatchObject(refusal);
    seen.state = new CardError('store_failed', 'S3 did not give settings/drawing.json (503).');
    seen.now += MAX_DRAWING_STATE_AGE_MS;
    await expect(draw()).rejects.toMatchObject(refusal);
    expect([seen.reads, seen.drawn, entries.length]).toEqual([2, 1, 1]);
  });

  test('may be as slow as the drawing: an empty sandbox unpacks the browser next to it', async () => {
    const { log, entries } = recordingLog();
    const draw = createBrakedDraw({
      draw: () => sleep(MAX_DRAWING_STATE_READ_MS + 200, DRAWING),
      readDrawingState: () => sleep(MAX_DRAWING_STATE_READ_MS + 100, OFF),
      log,
    });
    await expect(draw(job)).rejects.toMatchObject(refusal);
    expect(entries).toEqual([]);
  });

  test('is waited for half a second at most after the drawing', async () => {
    const { log, entries } = recordingLog();
    const never = () => new Promise<string>(() => {});
    const draw = createBrakedDraw({ draw: async () => DRAWING, readDrawingState: never, log });
    expect(await draw(job)).toBe(DRAWING);
    expect(entries).toMatchObject([{ event: 'drawing_state_unread', code: 'out_of_time' }]);
    expect(MAX_DRAWING_STATE_READ_MS).toBe(500);
  });
});
