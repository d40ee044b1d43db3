import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { projectPath } from '../project-path.ts';

export interface ProgramOptions {
  /** In the project. */
  readonly folder?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs a program that says for itself what it does; its exit code, or that of the signal that ended it. A signal to this process
 * goes to the program, and this ends after it.
 */
export async function runProgram(program: string, args: readonly string[], options: ProgramOptions = {}): Promise<number> {
  const { folder = '', env = {} } = options;
  const child = spawn(program, args, { cwd: projectPath(folder), env: { ...process.env, ...env }, stdio: 'inherit' });
  const passOn = (signal: NodeJS.Signals) => child.kill(signal);
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, passOn);
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return code ?? 128 + (signal ? constants.signals[signal] : 0);
  } finally {
    for (const signal of signals) process.off(signal, passOn);
  }
}
