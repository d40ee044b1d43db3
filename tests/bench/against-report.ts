// @examples article event quote
// What `npm run bench:against` says: by how much one checkout's cards differ from another's.
import { plural } from '../../cli/terminal/plural.ts';
import type { Block, CardName } from './against-side.ts';
import { percentile, rounded } from './statistics.ts';

/** One block of drawings by each side, one right after the other. */
export interface Round {
  readonly card: CardName;
  readonly ours: Block;
  readonly theirs: Block;
}

export interface Compared {
  readonly ours: number;
  readonly theirs: number;
  /** Median of the rounds' ratios, ours divided by theirs: what slows a round down slows both. */
  readonly ratio: number;
}

export interface Comparison {
  readonly rounds: number;
  readonly cards: Readonly<Partial<Record<CardName, { readonly wallMs: Compared; readonly processorMs: Compared }>>>;
  /** Bytes of fonts that a new browser loads for its first Latin card, by template. */
  readonly fontBytes: Readonly<Record<'ours' | 'theirs', Readonly<Record<string, number>>>>;
}

export function comparisonOf(rounds: readonly Round[], fontBytes: Comparison['fontBytes']): Comparison {
  const names = [...new Set(rounds.map(({ card }) => card))];
  const cards = names.map((name) => {
    const own = rounds.filter(({ card }) => card === name);
    const wallMs = compared(own, ({ ms }) => percentile(ms, 0.5));
    return [name, { wallMs, processorMs: compared(own, (block) => block.processorMs) }] as const;
  });
  return { rounds: rounds.length / Math.max(1, names.length), cards: Object.fromEntries(cards), fontBytes };
}

function compared(rounds: readonly Round[], figureOf: (block: Block) => number): Compared {
  const median = (values: readonly number[]) => percentile(values, 0.5);
  return {
    ours: rounded(median(rounds.map(({ ours }) => figureOf(ours)))),
    theirs: rounded(median(rounds.map(({ theirs }) => figureOf(theirs)))),
    ratio: rounded(median(rounds.map(({ ours, theirs }) => figureOf(ours) / figureOf(theirs))), 3),
  };
}

export function formatComparison({ rounds, cards, fontBytes }: Comparison): string {
  const times = Object.entries(cards).flatMap(([card, { wallMs, processorMs }]) => [
    row(`${card}, wall time, ms`, wallMs.ours, wallMs.theirs, wallMs.ratio),
    row(`${card}, processor time, ms`, processorMs.ours, processorMs.theirs, processorMs.ratio),
  ]);
  const fonts = Object.entries(fontBytes.ours).map(([template, bytes]) => {
    const other = fontBytes.theirs[template] ?? 0;
    return row(`fonts of a Latin ${template}, bytes`, bytes, other, other === 0 ? 1 : rounded(bytes / other, 3));
  });
  return [
    `| Medians of ${plural(rounds, 'round')} | ours | theirs | ours / theirs |`,
    '| --- | ---: | ---: | ---: |',
    ...times,
    ...fonts,
  ].join('\n');
}

function row(...cells: readonly (string | number)[]): string {
  return `| ${cells.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en') : cell)).join(' | ')} |`;
}
