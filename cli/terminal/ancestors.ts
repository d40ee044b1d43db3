// The processes that started this one, as Linux shows them in /proc.
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { types } from 'node:util';

export interface ProcessFacts {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  /** In clock ticks since boot: with the pid, a name that no later process has. */
  readonly started: string;
  /** False for one that has ended and that nobody has asked about yet. */
  readonly runs: boolean;
}

/** Undefined: there is no such process. Throws when the system does not say, as without file descriptors. */
export type ReadProcess = (pid: number) => ProcessFacts | undefined;

/** Of proc(5): pid (name) state ppid pgrp session …, with the start as field 22. The name may hold anything. */
export const readProcess: ReadProcess = (pid) => {
  const stat = readOrGone(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  const [state = '', parent, group, session, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return {
    pid,
    parent: Number(parent),
    group: Number(group),
    session: Number(session),
    started: rest[15] ?? '',
    runs: !['Z', 'X', 'x'].includes(state),
  };
};

/** What people know it by: `npm`, `bash`. */
export function nameOf(pid: number): string {
  const [program = '', script = ''] = commandOf(pid);
  const name = packageManagerIn([program, script]) ?? basename(program).replace(/^-/, '');
  return name === '' ? `process ${pid}` : name;
}

export function isPackageManager(pid: number): boolean {
  return packageManagerIn(commandOf(pid)) !== undefined;
}

const SHELL = /^(sh|bash|dash|ash|zsh|ksh|mksh|fish|busybox)$/;

export function isShell(pid: number): boolean {
  return SHELL.test(nameOf(pid));
}

/** `nohup npm start`: bash, zsh and ksh name what they start in `_`. (The ignored signal itself is gone: Node resets it at its start.) */
export function isUnderNohup(pid: number): boolean {
  const environment = readOrGone(`/proc/${pid}/environ`)?.split('\0') ?? [];
  return environment.some((entry) => /^_=(.*\/)?nohup$/.test(entry));
}

/** The processes that this one has started and not yet seen the end of. */
export function childrenOf(pid: number): readonly number[] {
  const known = readOrGone(`/proc/${pid}/task/${pid}/children`);
  if (known !== undefined) return known.split(' ').filter(Boolean).map(Number);
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return all.map(Number).filter((one) => readProcess(one)?.parent === pid); // a kernel without that file
}

const PACKAGE_MANAGER = /^(npm|npx|pnpm|pnpx|yarn|yarnpkg|corepack|bun)(-cli)?(\.c?js)?$/;

/** npm calls itself `npm start`; others are `node /usr/lib/…/pnpm.cjs`. */
function packageManagerIn(command: readonly string[]): string | undefined {
  const words = command.slice(0, 2).map((word) => basename(word.split(' ')[0] ?? ''));
  return words.map((word) => PACKAGE_MANAGER.exec(word)?.[1]).find((name) => name !== undefined);
}

function commandOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return []; // gone, or somebody else's
  }
}

function readOrGone(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (types.isNativeError(error) && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return undefined;
    throw error;
  }
}
