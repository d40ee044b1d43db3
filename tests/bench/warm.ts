// @examples article event quote
// From a card's parameters to a picture's bytes in a process that has drawn before, every renderer in turn.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom } from '../../tools/profile/gallery/random.ts';
import { CARD_NAMES, type CardName } from './cards/samples.ts';
import { oddOnesOut } from './likeness.ts';
import { type CardUse, usePerCard } from './processor-use.ts';
import { hostAll } from './renderers/hosting.ts';
import type { Drawn } from './renderers/messages.ts';
import { RENDERER_NAMES, type RendererName, type Surroundings } from './renderers/renderer.ts';
import { meanOf, mediansOf, type Summary, summarize } from './statistics.ts';

export interface Measured extends Summary, CardUse {
  /** Size of a picture, on average. */
  readonly bytes: number;
  /** Ours alone keeps account of its stages: medians in milliseconds. */
  readonly stages?: Readonly<Record<string, number>>;
  /** Drawings that failed in between, and why the last one did. They have no time. */
  readonly failed?: Failures;
}

export interface Failures {
  readonly times: number;
  readonly reason: string;
}

/** A renderer that throws, crashes or leaves out what is on the card has no time for it. */
export interface CannotDraw {
  readonly cannotDraw: string;
}

export type Outcome = Measured | CannotDraw;
export type Warm = Readonly<Record<CardName, Readonly<Record<RendererName, Outcome>>>>;

export interface WarmOptions {
  readonly surroundings: Omit<Surroundings, 'scratch'>;
  readonly scratch: string;
  readonly rounds: number;
  /** Where one picture of each is left. */
  readonly pictures?: string | undefined;
  readonly progress: (line: string) => void;
}

/** A new page and its wait take a second, so it sits out some of the rounds where there are more than these. */
const ARTICLE_ROUNDS = 30;
const WARM_UP_ROUNDS = 8;
const ARTICLE_WARM_UP_ROUNDS = 2;
/** A renderer that fails more often than this cannot draw the card. */
const MAX_FAILURES = 5;
/** Any fixed one: each run has the same order. */
const SEED = 'warm';

interface Pair {
  readonly renderer: RendererName;
  readonly card: CardName;
}

const PAIRS = RENDERER_NAMES.flatMap((renderer) => CARD_NAMES.map((card): Pair => ({ renderer, card })));
const nameOf = ({ renderer, card }: Pair) => `${card} ${renderer}`;

export async function measureWarm({ surroundings, scratch, rounds, pictures, progress }: WarmOptions): Promise<Warm> {
  const hosts = await hostAll(surroundings, scratch);
  const random = createRandom(SEED);
  const results = createResults();
  let count = 0;

  async function attempt(pair: Pair, keep: boolean): Promise<Drawn | undefined> {
    if (results.isRefused(pair)) return undefined;
    count += 1;
    try {
      return await hosts.of(pair.renderer).draw(pair.renderer, pair.card, count, keep);
    } catch (error) {
      results.fail(pair, error instanceof Error ? error.message : String(error), keep);
      return undefined;
    }
  }

  /** What each renderer makes of each card, before any clock runs. */
  async function look(): Promise<void> {
    for (const card of CARD_NAMES) {
      const made = new Map<RendererName, Uint8Array>();
      for (const renderer of RENDERER_NAMES) {
        const picture = (await attempt({ renderer, card }, true))?.picture;
        if (picture) made.set(renderer, picture);
      }
      for (const [renderer, reason] of await oddOnesOut(made)) results.refuse({ renderer, card }, reason);
      if (pictures !== undefined) await keepPictures(pictures, card, made);
    }
  }

  try {
    await look();
    progress('warm: first pictures are drawn');
    for (let round = 0; round < WARM_UP_ROUNDS; round++)
      for (const pair of random.some(PAIRS, PAIRS.length))
        if (pair.renderer !== 'article' || round < ARTICLE_WARM_UP_ROUNDS) await attempt(pair, false);
    for (let round = 0; round < rounds; round++) {
      for (const pair of random.some(PAIRS, PAIRS.length)) {
        if (pair.renderer === 'article' && !takesPart(round, rounds, ARTICLE_ROUNDS)) continue;
        const one = await attempt(pair, false);
        if (one) results.add(pair, one);
      }
      if ((round + 1) % 10 === 0) progress(`warm: ${round + 1} of ${rounds} rounds`);
    }
  } finally {
    await hosts.close();
  }
  const rowOf = (card: CardName) => RENDERER_NAMES.map((renderer) => [renderer, results.outcomeOf({ renderer, card })] as const);
  return Object.fromEntries(CARD_NAMES.map((card) => [card, Object.fromEntries(rowOf(card))])) as Warm; // one entry per name
}

/** What each renderer has drawn of each card, and what failed. */
function createResults() {
  const drawn = new Map<string, Drawn[]>(PAIRS.map((pair) => [nameOf(pair), []]));
  const refused = new Map<string, string>();
  const failed = new Map<string, Failures>();
  const refuse = (pair: Pair, reason: string) => void refused.set(nameOf(pair), reason);
  return {
    refuse,
    isRefused: (pair: Pair) => refused.has(nameOf(pair)),
    add: (pair: Pair, one: Drawn) => void drawn.get(nameOf(pair))?.push(one),
    /** The first picture of a pair must not fail. */
    fail(pair: Pair, reason: string, isFirst: boolean): void {
      const times = (failed.get(nameOf(pair))?.times ?? 0) + 1;
      failed.set(nameOf(pair), { times, reason });
      if (isFirst || times > MAX_FAILURES) refuse(pair, reason);
    },
    outcomeOf(pair: Pair): Outcome {
      const all = drawn.get(nameOf(pair)) ?? [];
      const cannotDraw = refused.get(nameOf(pair));
      if (cannotDraw !== undefined) return { cannotDraw };
      const failures = failed.get(nameOf(pair));
      const accounts = all.flatMap((one) => (one.stages ? [one.stages] : []));
      const stages = accounts.length > 0 ? { stages: mediansOf(accounts) } : {};
      const bytes = Math.round(meanOf(all.map((one) => one.bytes)));
      const use = usePerCard(all.map((one) => one.use));
      return { ...summarize(all.map(({ ms }) => ms)), ...use, bytes, ...stages, ...(failures ? { failed: failures } : {}) };
    },
  };
}

/** Spreads some of the rounds evenly over all of them. */
export function takesPart(round: number, rounds: number, some: number): boolean {
  return rounds <= some || Math.floor(((round + 1) * some) / rounds) > Math.floor((round * some) / rounds);
}

async function keepPictures(folder: string, card: CardName, made: ReadonlyMap<RendererName, Uint8Array>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [renderer, picture] of made) {
    const extension = picture[0] === 0x89 ? 'png' : 'jpg';
    await writeFile(join(folder, `${card}-${renderer}.${extension}`), picture);
  }
}
