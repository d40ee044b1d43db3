import type { CpuKindName } from './cpu-kinds.ts';

/** What to trace; the tracer's first argument names a JSON file with it, the others are the browser's own. */
export interface TracerSettings {
  /** What to start, and which file it becomes: a launcher may stand in between. */
  readonly executable: string;
  readonly binary: string;
  /** Arguments that are not passed on, and some that are added. */
  readonly without: readonly string[];
  readonly more: readonly string[];
  /** .text in memory: its address and the number of whole pages. */
  readonly address: number;
  readonly pages: number;
  /** Where code of the tracer's own fits, behind the last instruction of the browser's last executable page. */
  readonly spareAddress: number;
  /** Pages that need not fault any more, as [first, behind the last]. */
  readonly known: readonly (readonly [number, number])[];
  /** The record: page numbers of 32 bits, appended as they are found, because the tracer may be killed with the browser. */
  readonly record: string;
  /** The kind of CPU to pretend, and where the browser asks for it. */
  readonly cpu?: CpuKindName;
  readonly cpuidAddresses: readonly number[];
  readonly xgetbvAddresses: readonly number[];
}
