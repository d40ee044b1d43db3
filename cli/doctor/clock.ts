// This machine's clock, and that of the answers.
import { randomBytes } from 'node:crypto';
import { get } from '../../local/http/get.ts';
import { type Check, fault, ok } from './subject.ts';

/** Between two clocks: a token lives for 60 seconds and is taken up to 90 ahead (edge/card-site-guard.js). */
const MAX_SKEW_SECONDS = 30;

export const clock: Check = async ({ pictures }) => {
  // No cache has this address, so the answer is of now.
  const { headers, sentMs, receivedMs } = await get(`${pictures}/clock-${randomBytes(4).toString('hex')}.jpg`);
  const dateMs = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(dateMs)) return [fault('answers carry no date', 'Look at what stands between here and CloudFront.')];
  const early = sentMs - dateMs;
  const late = dateMs - receivedMs;
  const apart = Math.max(early, late, 0) / 1000;
  if (apart <= MAX_SKEW_SECONDS) return [ok(`the clocks agree to ${Math.ceil(apart)} s`)];
  const which = early > late ? 'ahead of' : 'behind';
  return [
    fault(
      `this machine's clock is ${Math.round(apart)} s ${which} that of ${new URL(pictures).host}`,
      'Set the clock (NTP): tokens and signed requests to AWS depend on it.',
    ),
  ];
};
