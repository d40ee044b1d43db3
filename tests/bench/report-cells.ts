// @examples article event quote
// Single figures of the report as text, and the tables that they stand in.
import type { CardUse } from './processor-use.ts';
import type { RendererName } from './renderers/renderer.ts';
import { rounded } from './statistics.ts';
import type { Rate } from './throughput.ts';
import type { CannotDraw, Failures, Outcome } from './warm.ts';

export const RENDERER_TITLES: Readonly<Record<RendererName, string>> = {
  ours: 'ours: the handler’s drawing',
  oursWhole: 'ours: path, token, S3, answer',
  article: 'usual way: new page, network idle',
  satoriResvg: 'satori + resvg, PNG',
  satoriSharp: 'satori + sharp, JPEG',
  takumiPng: 'takumi, PNG',
  takumiJpeg: 'takumi, JPEG',
};

export function formatFailures({ times, reason }: Failures): string {
  return `${times} FAILED, the last because: ${reason}`;
}

export function ratioOf(own: Outcome, peer: Outcome): string {
  return 'cannotDraw' in own || 'cannotDraw' in peer ? 'none' : (own.p50 / peer.p50).toFixed(2);
}

export function timesOf(outcome: Outcome): readonly string[] {
  if ('cannotDraw' in outcome) return ['none', '', ''];
  return [outcome.p50.toFixed(1), outcome.p95.toFixed(1), String(Math.round(outcome.bytes / 1000))];
}

export function stagesOf(outcome: Outcome): string {
  const stages = 'cannotDraw' in outcome ? {} : (outcome.stages ?? {});
  return Object.entries(stages)
    .map(([stage, ms]) => `${stage} ${ms}`)
    .join(', ');
}

export function countOf(outcome: Outcome): string {
  return 'cannotDraw' in outcome ? '0' : String(outcome.n);
}

export function timesFaster(own: Rate | CannotDraw, peer: Rate | CannotDraw): string {
  return 'perSecond' in own && 'perSecond' in peer ? rounded(own.perSecond / peer.perSecond, 2).toFixed(2) : 'none';
}

export function numberOf(rate: Rate | CannotDraw): string {
  return 'perSecond' in rate ? rate.perSecond.toFixed(1) : 'none';
}

/** User and system milliseconds of one card, and faults. */
export function useCells(found: CardUse | CannotDraw, digits = 1): readonly string[] {
  if ('cannotDraw' in found) return ['none', '', ''];
  const { cpu, faults } = found;
  return [cpu.userMs.toFixed(digits), cpu.systemMs.toFixed(digits), faults.toLocaleString('en-US')];
}

/** The first column to the left, figures to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: readonly string[]) =>
    row.map((text, column) => (column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart((widths[column] ?? 0) + 2))).join('');
  return rows.map((row) => line(row).trimEnd()).join('\n');
}
