// How far a run has come: a bar that is drawn over itself in a terminal, else a line now and then.
import type { WriteStream } from 'node:tty';
import { plural } from './plural.ts';

export interface ProgressState {
  /** Unknown for a list from standard input. */
  readonly total: number | undefined;
  /** Lines that are done with, in whatever way. */
  readonly done: number;
  readonly failed: number;
  readonly incomplete?: number;
  readonly stored?: number;
  readonly perSecond: number;
  /** Such as `3 browsers`. */
  readonly by?: string;
}

export interface Progress {
  update(standing: ProgressState): void;
  /** Writes a line that stays, above the bar. */
  say(line: string): void;
  /** Takes the bar away. */
  end(): void;
}

const BAR_WIDTH = 24;
/** Often enough to look alive, and nothing compared with the drawing. */
const REDRAW_MS = 100;
/** In a log, where every line stays. */
const LINE_EVERY_MS = 10_000;

export function createProgress(
  stream: Pick<WriteStream, 'write' | 'isTTY' | 'columns'>,
  now = () => performance.now(),
): Progress {
  let written = stream.isTTY ? Number.NEGATIVE_INFINITY : now();
  let bar = false;

  function clear(): void {
    if (bar) stream.write('\r\x1b[K'); // to the start of the line, and what is there goes
    bar = false;
  }

  return {
    update(standing) {
      if (now() - written < (stream.isTTY ? REDRAW_MS : LINE_EVERY_MS)) return;
      written = now();
      if (!stream.isTTY) return void stream.write(`${formatProgress(standing)}\n`);
      // A line that wraps cannot be taken away again.
      stream.write(`\r${formatProgress(standing).slice(0, (stream.columns || 80) - 1)}\x1b[K`);
      bar = true;
    },
    say(line) {
      clear();
      stream.write(`${line}\n`);
      if (stream.isTTY) written = Number.NEGATIVE_INFINITY;
    },
    end: clear,
  };
}

/** `[######------] 125/500 25 %  40.1 cards/s  ETA 0:09  3 browsers  2 failed` */
export function formatProgress(standing: ProgressState): string {
  const { total, done, perSecond, failed, incomplete = 0, stored = 0, by } = standing;
  const parts = [
    total === undefined ? plural(done, 'line') : `${barOf(done, total)} ${done}/${total} ${percent(done, total)} %`,
    `${perSecond.toFixed(1)} cards/s`,
    ...(total === undefined || perSecond === 0 ? [] : [`ETA ${formatDuration((total - done) / perSecond)}`]),
    ...(by === undefined ? [] : [by]),
    ...(stored > 0 ? [`${stored} stored already`] : []),
    ...(incomplete > 0 ? [`${incomplete} incomplete`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ];
  return parts.join('  ');
}

/** Hours only where there are any: `0:09`, `12:30`, `2:00:00`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

function barOf(done: number, total: number): string {
  const filled = Math.floor((percent(done, total) / 100) * BAR_WIDTH);
  return `[${'#'.repeat(filled)}${'-'.repeat(BAR_WIDTH - filled)}]`;
}

/** A list may grow while it is read. */
function percent(done: number, total: number): number {
  return total === 0 ? 100 : Math.min(100, Math.floor((done / total) * 100));
}

/** How many a second, over the last seconds: the first cards of a run, which wait for browsers to start, say nothing about its end. */
export function createRate(windowMs = 10_000, now = () => performance.now()): (done: number) => number {
  let samples: { readonly at: number; readonly done: number }[] = [];
  return (done) => {
    const at = now();
    // At most ten a second, or a quick list would fill the memory with them.
    const last = samples.at(-1);
    if (!last || at - last.at >= 100) samples.push({ at, done });
    const recent = samples.filter((sample) => at - sample.at <= windowMs);
    samples = recent.length > 0 ? recent : samples.slice(-1);
    const [first] = samples;
    return first && at > first.at ? ((done - first.done) * 1000) / (at - first.at) : 0;
  };
}
