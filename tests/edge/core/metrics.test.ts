import { expect, test } from '@jest/globals';
import { createDrawingRecord } from '../../../edge/core/drawing-record.ts';
import { metricsOf } from '../../../edge/core/metrics.ts';
import type { RequestLine } from '../../../edge/core/request-line.ts';

const line = {
  stage: 'prod',
  function: 'origin-response',
  requestId: 'r',
  method: 'GET',
  outcome: 'card_found',
  cold: false,
} as const;

test.each<[string, Partial<RequestLine>, ReturnType<typeof metricsOf>]>([
  ['a card that S3 has', { status: 'hit', ms: { total: 0.1 } }, undefined],
  ['the first request of a sandbox', { cold: true }, { ColdStarts: 1 }],
  [
    'a drawn card',
    { outcome: 'card_drawn', status: 'drawn', tries: 1, packMisses: 0, ms: { total: 20.5 } },
    { CardsDrawn: 1, DrawMs: 20.5 },
  ],
  [
    'a card that lacks something',
    { outcome: 'card_drawn', status: 'incomplete', tries: 1, ms: { total: 20.5 } },
    { CardsDrawn: 1, CardsIncomplete: 1, DrawMs: 20.5 },
  ],
  [
    'the default card, drawn',
    { outcome: 'card_drawn', status: 'default', tries: 1, ms: { total: 9 } },
    { CardsDrawn: 1, DrawMs: 9 },
  ],
  [
    'a card at the second try, with the browser completed',
    { outcome: 'card_drawn', status: 'drawn', tries: 2, packMisses: 1, ms: { total: 900 } },
    { CardsDrawn: 1, DrawMs: 900, BrowserRetries: 1, PackMisses: 1 },
  ],
  [
    'a card that failed twice',
    { outcome: 'card_failed', status: 'fallback', tries: 2, ms: { total: 8000 } },
    { CardsFailed: 1, FallbackPictures: 1, BrowserRetries: 1 },
  ],
  [
    'a card that the brake refused',
    { outcome: 'drawing_off', status: 'fallback', tries: 1, ms: { total: 9 } },
    { DrawingsRefused: 1, UnsignedDrawings: 0 },
  ],
  ['a refusal of S3', { outcome: 'origin_refused', status: 'fallback' }, { FallbackPictures: 1 }],
  ['a HEAD on a card that nobody has drawn', { outcome: 'head_miss', status: 'undrawn', method: 'HEAD' }, undefined],
])('%s counts for what happened and no more', (_, more, metrics) => {
  expect(metricsOf({ ...line, ...more }, createDrawingRecord())).toEqual(metrics);
});

test('what strangers can cause is counted by itself', () => {
  const record = createDrawingRecord();
  record.count('unsigned drawing');
  const counted = (more: Partial<RequestLine>) => metricsOf({ ...line, ...more }, record)?.UnsignedDrawings;
  for (const outcome of ['card_drawn', 'card_failed'] as const) expect(counted({ outcome, ms: { total: 1 } })).toBe(1);
  for (const outcome of ['card_found', 'head_miss', 'origin_refused'] as const) expect(counted({ outcome })).toBeUndefined();
  // So that the alarm is over while the surge goes on, and rings again when drawing is switched on.
  expect(counted({ outcome: 'drawing_off' })).toBe(0);
});
