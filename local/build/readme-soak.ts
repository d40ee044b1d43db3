// The README's account of long runs, from what the last complete `npm run soak` and `npm run soak:viewers` have seen.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = join(import.meta.dirname, '../../tests/soak/results.json');

/** As tests/soak/results.ts writes them. */
interface Circumstances {
  readonly date: string;
  readonly machine: string;
  readonly node: string;
  readonly chromium: string;
}

interface SandboxResult extends Circumstances {
  readonly cards: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly pictures: number;
  readonly wrong: number;
  readonly packMisses: number;
  readonly peakMB: number;
  readonly processes: number;
  readonly zombies: number;
  readonly figures: Readonly<Record<string, Slope & { readonly first: number; readonly last: number }>>;
  readonly lives: readonly (Slope & { readonly from: number; readonly to: number })[];
}

/** Per 1,000 cards, with its standard error. */
interface Slope {
  readonly slope?: number;
  readonly error?: number;
}

interface ViewersResult extends Circumstances {
  readonly viewers: number;
  readonly seconds: number;
  readonly requests: number;
  readonly cards: number;
  readonly errors: number;
  readonly wrong: number;
  readonly ms: { readonly p50: number; readonly p95: number; readonly p99: number };
}

const FIGURES: Readonly<Record<string, readonly [about: string, unit: string]>> = {
  functionMB: ['memory of the function, after a collection', 'MB'],
  heapMB: ['of which its heap', 'MB'],
  scratchMB: ['scratch', 'MB'],
  processorMs: ['a card’s time on the processor', 'ms'],
  drawMs: ['a card’s time by the clock', 'ms'],
};

export function soakMarkdown(): string {
  const { sandbox, viewers } = (existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : {}) as {
    readonly sandbox?: SandboxResult;
    readonly viewers?: ViewersResult;
  };
  return ['', ...(sandbox ? ofSandbox(sandbox) : []), ...(viewers ? ofViewers(viewers) : [])].join('\n');
}

function ofSandbox(run: SandboxResult): readonly string[] {
  const faults = Object.values(run.faults).reduce((sum, count) => sum + count, 0);
  const rows = Object.entries(FIGURES).flatMap(([name, [about, unit]]) => {
    const figure = run.figures[name];
    return figure ? [`| ${about} | ${figure.first} ${unit} | ${figure.last} ${unit} | ${slopeOf(figure)} ${unit} |`] : [];
  });
  const lives = run.lives.flatMap((life) =>
    life.slope === undefined ? [] : [`${slopeOf(life)} MB in that of cards ${grouped(life.from)} to ${grouped(life.to)}`],
  );
  return [
    `\`npm run soak\`, ${circumstancesOf(run)}: ${grouped(run.cards)} cards in one sandbox, ${faults} of them with a fault; ${run.wrong} wrong answers, with`,
    `${run.pictures} pictures of and after faults and of others held against their cards; ${run.packMisses} pack misses; ${run.processes} processes throughout, ${run.zombies} zombies; at most ${run.peakMB} MB.`,
    '',
    '| Mean of | cards 501 to 1,000 | the last 500 | Rise per 1,000 cards, ± twice its error |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    `A browser is replaced after 1,000 cards. Per 1,000 cards of its life it grew by ${lives.join(' and by ')}.`,
    '',
  ];
}

function ofViewers(run: ViewersResult): readonly string[] {
  const { p50, p95, p99 } = run.ms;
  return [
    `\`npm run soak:viewers\`, ${circumstancesOf(run)}: ${grouped(run.requests)} requests of ${run.viewers} viewers at once in ${run.seconds} s for ${grouped(run.cards)} cards; ${run.errors} errors,`,
    `${run.wrong} wrong pictures; half were answered within ${p50} ms, 95 % within ${p95}, 99 % within ${p99}. Viewers, system and browsers share the machine.`,
    '',
  ];
}

function circumstancesOf({ date, machine, node, chromium }: Circumstances): string {
  return `${date}, ${machine}, Node ${node}, Chromium ${chromium}`;
}

function slopeOf({ slope = 0, error = 0 }: Slope): string {
  return `${slope.toFixed(2)} ± ${(2 * error).toFixed(2)}`;
}

function grouped(count: number): string {
  return count.toLocaleString('en');
}
