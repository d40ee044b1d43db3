// What a process and all that it has started hold of the machine. Linux only.
import { readdirSync, readFileSync } from 'node:fs';

/** The process itself and its descendants, those that are alive. */
export function processTree(root: number): readonly number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = Number(stat(Number(name))[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

/** Those that have ended and that nobody has asked for their exit code. */
export function zombiesAmong(tree: readonly number[]): readonly number[] {
  return tree.filter((pid) => stateOf(pid) === 'Z');
}

/** One letter: R runs, S sleeps, T is stopped, Z has ended. Undefined for a process that is gone. */
export function stateOf(pid: number): string | undefined {
  return stat(pid)[0];
}

/** Proportional set size: memory that several processes share is counted once between them. */
export function pssBytes(pid: number): number {
  return Number(/^Pss:\s+(\d+) kB/m.exec(readIfAny(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) * 1024;
}

/** What a process has used so far; times in steps of 10 ms. All zero for a process that is gone. */
export interface ProcessTimes {
  readonly userMs: number;
  readonly systemMs: number;
  /** Of children that have ended and been waited for. */
  readonly endedUserMs: number;
  readonly endedSystemMs: number;
  /** Minor page faults, of ended children too. */
  readonly faults: number;
}

export function timesOf(pid: number): ProcessTimes {
  const fields = stat(pid);
  const ms = (at: number) => Number(fields[at] ?? 0) * 10;
  const faults = Number(fields[7] ?? 0) + Number(fields[8] ?? 0);
  return { userMs: ms(11), systemMs: ms(12), endedUserMs: ms(13), endedSystemMs: ms(14), faults };
}

/** What it has taken of the processor so far, with its children that have ended. In steps of 10 ms. */
export function processorMs(pid: number): number {
  const { userMs, systemMs, endedUserMs, endedSystemMs } = timesOf(pid);
  return userMs + systemMs + endedUserMs + endedSystemMs;
}

/** The name of its program, such as `node`. */
export function programOf(pid: number): string {
  return readIfAny(`/proc/${pid}/comm`).trim();
}

/** What /proc/<pid>/stat says after the command's name in brackets, which may hold anything: state, then the parent. */
function stat(pid: number): readonly string[] {
  const rest = readIfAny(`/proc/${pid}/stat`).split(') ').at(-1);
  return rest ? rest.split(' ') : [];
}

/** Empty for a process that has just ended. */
function readIfAny(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
