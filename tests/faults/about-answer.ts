// @examples article score
// What an answer of CloudFront shows, and what S3 has to it.
import type { Shown } from '../../tools/docs/fault-results.ts';
import { CARD_LOOKS, DEFAULT_LOOKS, type FaultBench } from './bench.ts';
import type { Mended } from './judge-fault.ts';
import type { Looks } from './looks.ts';

export interface Answer {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly body: Buffer;
  readonly ms: number;
}

/** The same address when the fault is over, and what S3 has under it. */
export async function aboutMended(bench: FaultBench, { header, body }: Answer, before: Buffer, key: string): Promise<Mended> {
  const stored = (await bench.stored()).includes(key) && body.equals(await bench.get(key));
  return { cardStatus: header('x-card-status'), changed: !body.equals(before), stored };
}

export async function aboutAnswer({ looks }: FaultBench, { status, header, body, ms }: Answer, card = CARD_LOOKS) {
  const [cardStatus, cacheControl] = [header('x-card-status'), header('cache-control')];
  return { shown: await shownBy(looks, body, status, cardStatus, card), status, cardStatus, cacheControl, ms: Math.round(ms) };
}

async function shownBy(looks: Looks, body: Buffer, status: number, cardStatus: string | undefined, card: string): Promise<Shown> {
  if (status !== 200 || body.length === 0) return 'nothing';
  const found = await looks.of(body);
  if ((found ?? '') === card && cardStatus === 'incomplete') return 'card without it';
  if ((found ?? '') === card && cardStatus !== 'fallback') return 'card';
  // The fallback picture is the default card, drawn when the function was built.
  if (looks.isFallback(body) && cardStatus === 'fallback') return 'fallback picture';
  return found === DEFAULT_LOOKS && cardStatus === 'default' ? 'default card' : 'something else';
}

/** For a file: what is not there is left out. */
export function headersOf({
  cardStatus,
  cacheControl,
}: {
  readonly cardStatus?: string | undefined;
  readonly cacheControl?: string | undefined;
}) {
  return { ...(cardStatus === undefined ? {} : { cardStatus }), ...(cacheControl === undefined ? {} : { cacheControl }) };
}
