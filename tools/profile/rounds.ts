import { V8_FLAGS } from '../../edge/core/drawing-settings.ts';
import { CPU_KINDS, type CpuKindName } from './cpu-kinds.ts';
import type { RoundOptions } from './round-options.ts';

export const CPUS = Object.keys(CPU_KINDS) as readonly CpuKindName[];

/** Longer than a browser lives at the edge: what happens late in its life, and when another one takes its place, is touched too. */
const CARDS_OF_A_ROUND = 1100;
/** Enough to touch all that depends on the CPU; the rest is known from the other rounds. */
const CARDS_FOR_A_CPU = 100;

/** V8 collects garbage and compiles when it happens to: with these it does both far more often and at other times. */
const RESTLESS = [
  '--stress-compaction --stress-incremental-marking --stress-flush-code',
  '--gc-interval=3000 --stress-marking=20 --stress-scavenge=20 --min-semi-space-size=1 --max-semi-space-size=1',
  '--always-sparkplug --gc-memory-reducer-start-delay-ms=100 --efficiency-mode --no-lazy-feedback-allocation',
];
const RESTLESS_CARDS = 100;

/** Rounds with so many cards of the gallery on this machine's own CPU, and some in every other way there is. */
export function roundsOf(cards: number): readonly RoundOptions[] {
  const plain = { way: 'frames', ownCards: 100, withEpisodes: false, pauseSeconds: 0 } as const;
  const first: RoundOptions = { ...plain, from: 0, cards: Math.min(cards, 100), withEpisodes: true };
  // Five minutes: timers of a browser that nobody asks for anything.
  const slow: RoundOptions = { ...plain, from: 900, cards: Math.min(cards, 40), ownCards: 0, pauseSeconds: 5 };
  const screenshots: RoundOptions = { ...plain, way: 'screenshots', from: 100, cards: Math.min(cards, 100), ownCards: 0 };
  const long = Array.from({ length: Math.ceil(cards / CARDS_OF_A_ROUND) }, (_, at): RoundOptions => {
    const count = Math.min(CARDS_OF_A_ROUND, cards - at * CARDS_OF_A_ROUND);
    const from = 1000 + at * CARDS_OF_A_ROUND;
    return { ...plain, from, cards: count, ownCards: 2 * count };
  });
  const pretended = CPUS.map((cpu, at): RoundOptions => {
    return { ...plain, cpu, from: 200 + at * CARDS_FOR_A_CPU, cards: Math.min(cards, CARDS_FOR_A_CPU) };
  });
  const restless = RESTLESS.map((flags, at): RoundOptions => {
    return {
      ...plain,
      more: [`--js-flags=${V8_FLAGS} ${flags}`], // the last of several counts
      from: 400_000 + at * RESTLESS_CARDS,
      cards: Math.min(cards, RESTLESS_CARDS),
    };
  });
  return [slow, first, screenshots, ...restless, ...long, ...pretended];
}
