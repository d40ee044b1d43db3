// Programs that a script runs as processes of their own. None of them, and nothing that they have started, outlives the script.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { onEndingSignal } from '../cli/terminal/ending-signals.ts';
import { projectPath } from '../project-path.ts';
import { type ProcessTree, processTree, signalTree } from './process-tree.ts';

export interface ProgramOptions {
  /** In the project. */
  readonly folder?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What it prints on standard output; shown if left out. */
  readonly stdout?: 'inherit' | 'ignore';
}

/**
 * Runs a program that says for itself what it does; its exit code, or that of the signal that ended it. A signal to this process
 * goes to the program, and this ends after it.
 */
export async function runProgram(program: string, args: readonly string[], options: ProgramOptions = {}): Promise<number> {
  const { folder = '', env = {}, stdout = 'inherit' } = options;
  const stdio = ['inherit', stdout, 'inherit'] as const;
  const child = killedAtExit(
    spawn(program, args, { cwd: projectPath(folder), env: { ...process.env, ...env }, stdio: [...stdio] }),
  );
  const release = onEndingSignal((signal) => {
    const tree = treeOf(child);
    signalTree(tree, signal);
    // What of it does not end so has lost its parent then.
    process.prependOnceListener('exit', () => signalTree(tree, 'SIGKILL'));
  });
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return code ?? 128 + (signal ? constants.signals[signal] : 0);
  } finally {
    release();
  }
}

/** The process is killed when this one exits, with all that it has started. */
export function killedAtExit<T extends ChildProcess>(child: T): T {
  const kill = () => signalTree(treeOf(child), 'SIGKILL');
  // Before what else is done at the exit, or it would go on writing what is removed there.
  process.prependOnceListener('exit', kill);
  const release = () => process.off('exit', kill);
  child.once('exit', release);
  child.once('error', release);
  return child;
}

function treeOf({ pid, exitCode, signalCode }: ChildProcess): ProcessTree {
  return pid === undefined || exitCode !== null || signalCode !== null ? [] : processTree(pid);
}
