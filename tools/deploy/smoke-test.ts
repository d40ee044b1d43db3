// Asks the live addresses for what a deployment must be able to do: a card, the default card, and a card site that is closed.
import { setTimeout as sleep } from 'node:timers/promises';
import { formatCardPath } from '../../card-schema/card-path.ts';
import { DEFAULT_CARD } from '../../card-schema/catalogue.ts';
import { unsignedExample } from '../../card-schema/example-card.ts';
import { formatPagePath } from '../../card-schema/page-path.ts';
import { PICTURE_SIZE } from '../../card-schema/picture-size.ts';
import { get, type HttpAnswer, reasonOf } from '../../local/http/get.ts';
import { sizeOfImage } from '../../local/http/size-of-image.ts';

export interface SmokeTestOptions {
  /** Origins, without a path. */
  readonly pictures: string;
  readonly cardSite: string;
  /** How often an address is asked again, as a sandbox that is cold may answer the fallback picture, which is kept for 30 s. */
  readonly attempts: number;
  readonly pauseMs: number;
  readonly print: (line: string) => void;
}

interface Check {
  readonly name: string;
  readonly url: string;
  /** What is wrong with the answer, if anything is. */
  readonly complaint: (answer: HttpAnswer) => string | undefined;
}

/** The most that CloudFront waits for a function, and some. */
const MAX_SMOKE_ANSWER_MS = 40_000;

/** Gives what is wrong, one sentence for each address. */
export async function smokeTest(options: SmokeTestOptions): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const check of checksOf(options)) {
    const complaint = await lastComplaint(check, options);
    options.print(`  ${complaint ? 'wrong' : 'right'}  ${check.name}: ${check.url}`);
    if (complaint) problems.push(`${check.name}: ${check.url} ${complaint}.`);
  }
  return problems;
}

function checksOf({ pictures, cardSite }: SmokeTestOptions): readonly Check[] {
  // It needs no signature, so no key has to be known here. Where every template needs one, the default card alone is asked for.
  const card = unsignedExample();
  return [
    ...(card
      ? [{ name: 'a card', url: pictures + formatCardPath({ card }), complaint: pictureComplaint(['hit', 'drawn']) }]
      : []),
    {
      name: 'the default card',
      url: pictures + formatCardPath({ card: DEFAULT_CARD }),
      complaint: pictureComplaint(['default', 'hit']),
    },
    { name: 'an address that is not a card', url: `${pictures}/no-such/card.jpg`, complaint: pictureComplaint(['default']) },
    { name: 'a card page without a token', url: cardSite + formatPagePath(card ?? DEFAULT_CARD), complaint: closedComplaint },
    { name: 'the card site without a token', url: `${cardSite}/index.html`, complaint: closedComplaint },
  ];
}

async function lastComplaint(check: Check, { attempts, pauseMs }: SmokeTestOptions): Promise<string | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const complaint = await complaintOf(check);
    if (!complaint || attempt >= attempts) return complaint;
    await sleep(pauseMs);
  }
}

async function complaintOf({ url, complaint }: Check): Promise<string | undefined> {
  try {
    return complaint(await get(url, MAX_SMOKE_ANSWER_MS));
  } catch (error) {
    return `gives no answer (${reasonOf(error)})`;
  }
}

function pictureComplaint(statuses: readonly string[]) {
  return ({ status, headers, body }: HttpAnswer): string | undefined => {
    const cardStatus = headers.get('x-card-status');
    if (status !== 200) return `answers ${status}, not 200`;
    if (headers.get('content-type') !== 'image/jpeg') return `is ${headers.get('content-type')}, not image/jpeg`;
    if (!statuses.includes(cardStatus ?? '')) return `has x-card-status ${cardStatus}, not ${statuses.join(' or ')}`;
    const { width, height } = sizeOfImage(body);
    if (width !== PICTURE_SIZE.width || height !== PICTURE_SIZE.height)
      return `has ${width} × ${height} pixels, not ${PICTURE_SIZE.width} × ${PICTURE_SIZE.height}`;
    return undefined;
  };
}

function closedComplaint({ status }: HttpAnswer): string | undefined {
  return status === 403 ? undefined : `answers ${status}: the guard must answer 403`;
}
