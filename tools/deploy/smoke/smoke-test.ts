// Asks the live addresses for what a deployment must be able to do, so that it proves the code just deployed and not a cache: a card
// that nobody has asked for, the same from CloudFront's cache and from the bucket, a signed one, and that the card site is closed.
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { formatCardPath, signCardPath } from '../../../card-schema/card-path.ts';
import { type Card, DEFAULT_CARD, templateNamed } from '../../../card-schema/catalogue.ts';
import { unsignedExample } from '../../../card-schema/example-card.ts';
import { formatPagePath } from '../../../card-schema/page-path.ts';
import { isSigned } from '../../../card-schema/template.ts';
import type { Running } from '../../../edge/core/drawing-record.ts';
import { get, type HttpAnswer, reasonOf } from '../../../local/http/get.ts';
import { projectPath } from '../../../project-path.ts';
import {
  type Complaint,
  closedComplaint,
  defaultCardComplaint,
  newCardComplaint,
  pictureComplaint,
  sameCardComplaint,
} from './answers.ts';
import { randomCard } from './random-card.ts';

export interface SmokeTestOptions {
  /** Origins, without a path. */
  readonly pictures: string;
  readonly cardSite: string;
  /** What has just been deployed, as `server-timing` names it. */
  readonly running: Running;
  /** Undefined where no card can be signed. */
  readonly signingKey: string | undefined;
  /** Design versions that pages may still carry, by template. */
  readonly former: Readonly<Record<string, string>>;
  /** Takes an address out of CloudFront's cache. */
  readonly forget: (path: string) => Promise<void>;
  /**
   * How often an address is asked again: CloudFront runs old functions for a while, and a sandbox that is cold may answer the fallback
   * picture, which is kept for 30 s.
   */
  readonly attempts: number;
  readonly pauseMs: number;
  /** After which an address is asked no more: one that does not answer takes MAX_SMOKE_ANSWER_MS each time. */
  readonly maxMs: number;
  /** A card that nobody has asked for; of a kind that has so few that none is new, undefined. @default randomCard */
  readonly newCard?: typeof randomCard;
  readonly print: (line: string) => void;
}

interface Check {
  readonly name: string;
  /** The address to ask, each time. */
  readonly url: () => Promise<string> | string;
  readonly complaint: (answer: HttpAnswer) => Complaint;
}

interface Result {
  readonly url: string;
  readonly answer: HttpAnswer | undefined;
  readonly complaint: Complaint;
}

/** The most that CloudFront waits for a function, and some. */
const MAX_SMOKE_ANSWER_MS = 40_000;

/** A minute of asking, with the pause of deploy.ts. Each time is one of the 1,000 paths that are free in a month. */
const FORGET_EVERY_ATTEMPTS = 6;

/** Of those addresses that come after one that stayed wrong: CloudFront had its time then, and who waits wants to roll back. */
const MAX_ATTEMPTS_AFTER_A_FAILURE = FORGET_EVERY_ATTEMPTS;

/** Gives what is wrong, one sentence for each address. */
export async function smokeTest(options: SmokeTestOptions): Promise<readonly string[]> {
  const { print } = options;
  const problems: string[] = [];
  const ask = async (check: Check): Promise<Result> => {
    const attempts = problems.length === 0 ? options.attempts : Math.min(options.attempts, MAX_ATTEMPTS_AFTER_A_FAILURE);
    const result = await lastResult(check, { ...options, attempts });
    print(`  ${result.complaint ? 'wrong' : 'right'}  ${check.name}: ${result.url}`);
    if (result.complaint) problems.push(`${check.name}: ${result.url} ${result.complaint}.`);
    return result;
  };
  await askForNewCards(options, ask);
  for (const check of lastingChecks(options)) await ask(check);
  return problems;
}

/** Where no unsigned template has enough cards for one at random, the signed one is asked for in all three ways. */
async function askForNewCards(options: SmokeTestOptions, ask: (check: Check) => Promise<Result>): Promise<void> {
  const { pictures, signingKey, running, forget, newCard = randomCard } = options;
  const kinds = (['unsigned', 'signed'] as const).filter((kind) => newCard(kind) && (kind === 'unsigned' || signingKey));
  if (kinds.length === 0) await askForDefaultCard(options, ask);
  const others: Uint8Array[] = [await readFile(projectPath('edge/fallback.jpg')), ...(await defaultPicture(pictures))];
  for (const [at, kind] of kinds.entries()) {
    const { url, answer, complaint } = await ask({
      name: kind === 'signed' ? 'a new card with a signature' : 'a new card',
      // Another one each time: what was answered once may be cached.
      url: async () => pictures + (await pathOf(newCard(kind) ?? DEFAULT_CARD, signingKey)),
      complaint: (answered) => newCardComplaint(answered, running, others),
    });
    if (answer) others.push(answer.body);
    if (at > 0 || complaint !== undefined || !answer) continue;
    const same = (from: 'cache' | 'bucket') => (answered: HttpAnswer) => sameCardComplaint(answered, from, answer.body);
    await ask({ name: 'the same from CloudFront’s cache', url: () => url, complaint: same('cache') });
    await ask({
      name: 'the same from the bucket',
      url: forgotten(url, () => forget(url.slice(pictures.length))),
      complaint: same('bucket'),
    });
  }
}

/** What is left to prove the code where any card may have been drawn before. */
async function askForDefaultCard(
  { pictures, running, forget, print }: SmokeTestOptions,
  ask: (check: Check) => Promise<Result>,
): Promise<void> {
  print('  No template has so many cards that one at random is new: that cards are drawn is not tried.');
  const path = formatCardPath({ card: DEFAULT_CARD });
  await ask({
    name: 'the default card, by this deployment',
    url: forgotten(pictures + path, () => forget(path)),
    complaint: (answer) => defaultCardComplaint(answer, running),
  });
}

/**
 * The address, out of the cache. Again each minute: an edge location that has forgotten it may get it from Origin Shield, which has not yet,
 * and then keeps it.
 */
function forgotten(url: string, forget: () => Promise<void>): () => Promise<string> {
  let asked = 0;
  return async () => {
    if (asked % FORGET_EVERY_ATTEMPTS === 0) await forget();
    asked += 1;
    return url;
  };
}

/** None where nobody answers: what is wrong then is for the checks to say. */
async function defaultPicture(pictures: string): Promise<readonly Uint8Array[]> {
  const { answer } = await resultOf({
    name: '',
    url: () => pictures + formatCardPath({ card: DEFAULT_CARD }),
    complaint: () => undefined,
  });
  return answer ? [answer.body] : [];
}

function pathOf(card: Card, signingKey: string | undefined): Promise<string> | string {
  return isSigned(templateNamed(card.template)) ? signCardPath(card, signingKey) : formatCardPath({ card });
}

function lastingChecks({ pictures, cardSite, former }: SmokeTestOptions): readonly Check[] {
  const card = unsignedExample();
  const oldCard = card && former[card.template];
  const at = (url: string) => () => url;
  const picture = (statuses: Parameters<typeof pictureComplaint>[1]) => (answer: HttpAnswer) =>
    pictureComplaint(answer, statuses);
  return [
    {
      name: 'the default card',
      url: at(pictures + formatCardPath({ card: DEFAULT_CARD })),
      complaint: picture(['default', 'hit']),
    },
    { name: 'an address that is not a card', url: at(`${pictures}/no-such/card.jpg`), complaint: picture(['default']) },
    // Pages that were written before carry its address.
    ...(card && oldCard
      ? [
          {
            name: 'a card of the design before',
            url: at(pictures + formatCardPath({ card, designVersion: oldCard })),
            complaint: picture(['hit', 'drawn']),
          },
        ]
      : []),
    { name: 'a card page without a token', url: at(cardSite + formatPagePath(card ?? DEFAULT_CARD)), complaint: closedComplaint },
    { name: 'the card site without a token', url: at(`${cardSite}/index.html`), complaint: closedComplaint },
  ];
}

async function lastResult(check: Check, { attempts, pauseMs, maxMs }: SmokeTestOptions): Promise<Result> {
  const end = performance.now() + maxMs;
  for (let attempt = 1; ; attempt += 1) {
    const result = await resultOf(check);
    if (!result.complaint || attempt >= attempts || performance.now() >= end) return result;
    await sleep(pauseMs);
  }
}

async function resultOf({ url: next, complaint }: Check): Promise<Result> {
  const url = await next();
  try {
    const answer = await get(url, MAX_SMOKE_ANSWER_MS);
    return { url, answer, complaint: complaint(answer) };
  } catch (error) {
    return { url, answer: undefined, complaint: `gives no answer (${reasonOf(error)})` };
  }
}
