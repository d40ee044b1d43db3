// What requests cost, by the formula of `cards cost`: what was counted takes the place of its assumptions.
import { ASSUMED, costKinds } from '../cost/model.ts';
import { PRICES } from '../cost/prices.ts';
import type { Tally } from './tally.ts';

const MILLION = 1e6;
const BYTES_PER_KB = 1000;
/** The formula's unit; a HEAD has no picture. */
const MIN_PICTURE_KB = 0.001;

/** USD. Cards whose drawing is not in the log count as stored, so it is the least. */
export function costOfTraffic(tally: Tally): number {
  const { requests, bytes, cached, shield, refreshed, missed, drawn } = tally;
  if (requests === 0) return 0;
  const kb = Math.max(bytes / requests / BYTES_PER_KB, MIN_PICTURE_KB);
  const { drawn: drawing, stored, cached: fromCache } = costKinds({ ...ASSUMED, 'picture-kb': kb });
  const others = requests - cached - shield - refreshed - missed;
  const perRequest = [
    [cached + others, fromCache.total],
    [shield, fromCache.total + MILLION * PRICES.shield],
    [refreshed + missed - drawn, stored.total],
    [drawn, drawing.total],
  ] as const;
  return perRequest.reduce((usd, [count, perMillion]) => usd + (count * perMillion) / MILLION, 0);
}
