// The account of long runs, from what the last complete `npm run soak`, `soak:viewers` and `soak:traps` saw.
import { formatRunEnvironment, type RunEnvironment } from './run-environment.ts';
import {
  readSoakResults,
  type SandboxFigures,
  type Slope,
  type StableFigure,
  type TrapsFigures,
  type ViewersFigures,
} from './soak-results.ts';

const FIGURES: Readonly<Record<StableFigure, readonly [about: string, unit: string]>> = {
  functionMB: ['memory of the function, after a collection', 'MB'],
  heapMB: ['of which its heap', 'MB'],
  scratchMB: ['scratch', 'MB'],
  processorMs: ['a card’s time on the processor', 'ms'],
  drawMs: ['a card’s time by the clock', 'ms'],
};

export function soakAccount(): string {
  const { sandbox, viewers, traps } = readSoakResults();
  return ['', ...ofSandbox(sandbox), ...ofViewers(viewers), ...(traps ? ofTraps(traps) : [])].join('\n');
}

function ofSandbox(run: SandboxFigures & RunEnvironment): readonly string[] {
  const faults = Object.values(run.faults).reduce((sum, count) => sum + count, 0);
  const rows = Object.entries(FIGURES).map(([name, [about, unit]]) => {
    const figure = run.figures[name as StableFigure];
    return `| ${about} | ${figure.first} ${unit} | ${figure.last} ${unit} | ${slopeOf(figure)} ${unit} |`;
  });
  const growths = run.browserLifetimes.flatMap((life) =>
    life.slope === undefined ? [] : [`${slopeOf(life)} MB in that of cards ${grouped(life.from)} to ${grouped(life.to)}`],
  );
  return [
    `\`npm run soak\`, ${formatRunEnvironment(run)}: ${grouped(run.cards)} cards in one sandbox, ${faults} of them with a fault; ${run.wrong} wrong answers, with`,
    `${run.pictures} pictures of and after faults and of others held against their cards; ${run.packMisses} pack misses; ${run.processes} processes throughout, ${run.zombies} zombies; at most ${run.peakMB} MB.`,
    '',
    '| Mean of | cards 501 to 1,000 | the last 500 | Rise per 1,000 cards, ± twice its error |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    'The faults are in the second half and end most browsers early; a young one takes more of the processor. Left alone, one is replaced after',
    `1,000 cards. Per 1,000 cards of its life its memory grew by ${growths.join(' and by ')}.`,
    '',
  ];
}

function ofViewers(run: ViewersFigures & RunEnvironment): readonly string[] {
  const { p50, p95, p99 } = run.ms;
  return [
    `\`npm run soak:viewers\`, ${formatRunEnvironment(run)}: ${grouped(run.requests)} requests of ${run.viewers} viewers at once in ${run.seconds} s for ${grouped(run.cards)} cards; ${run.errors} errors,`,
    `${run.wrong} wrong pictures; half were answered within ${timeOf(p50)}, 95 % within ${timeOf(p95)}, 99 % within ${timeOf(p99)}. Viewers, system and browsers share the machine.`,
    '',
  ];
}

function ofTraps(run: TrapsFigures & RunEnvironment): readonly string[] {
  return [
    `\`npm run soak:traps\`, ${formatRunEnvironment(run)}: ${grouped(run.cards)} random cards in ${run.scripts} scripts, with marks, emoji and symbols`,
    `mixed in: ${grouped(run.drawn)} drawn, of which ${grouped(run.incomplete)} incomplete and not kept; ${run.storedWithLoss} kept though a character was lost; ${run.tooLarge} over 300 KB;`,
    `${run.refused} refused by their page, whose text lost half of its letters or does not fit; ${run.packMisses} pack misses, ${run.lost} lost. ${grouped(run.galleryDrawn)} of ${grouped(run.galleryCards)} cards of any markup were drawn.`,
    '',
  ];
}

function timeOf(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`;
}

function slopeOf({ slope = 0, error = 0 }: Slope): string {
  return `${slope.toFixed(2)} ± ${(2 * error).toFixed(2)}`;
}

function grouped(count: number): string {
  return count.toLocaleString('en');
}
