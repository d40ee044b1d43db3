// osls does its work in a process of its own. What it says is shown if it fails, under a sentence of ours that says what it means.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { killedAtExit } from '../run-program.ts';
import { explainOsls } from './explain-osls.ts';

/** Where osls is, whatever folder it works in. */
const OSLS = createRequire(import.meta.url).resolve('serverless/bin/serverless.js');

const WATCH = new URL('./end-with-package.ts', import.meta.url).href;

/** Of its output, the last part: an error is at the end, and a build may say a lot. */
const MAX_KEPT_CHARACTERS = 100_000;

export interface OslsOptions {
  /** The folder that holds serverless.yml. */
  readonly project: string;
  /** Whether all that osls says is printed as it comes. */
  readonly verbose: boolean;
  /** Whether osls ends with this process, whatever ends it. */
  readonly endsWithUs: boolean;
}

/** Undefined when it is done, else what went wrong. */
export async function runOsls(
  args: readonly string[],
  { project, verbose, endsWithUs }: OslsOptions,
): Promise<string | undefined> {
  const { FORCE_COLOR: _, ...inherited } = process.env;
  const env = { ...inherited, NO_COLOR: '1', SLS_TELEMETRY_DISABLED: '1', SLS_NOTIFICATIONS_MODE: 'off' };
  const watch = endsWithUs ? ['--import', WATCH] : [];
  const osls = spawn(process.execPath, [...watch, OSLS, ...args], { cwd: project, env, stdio: ['ignore', 'pipe', 'pipe'] });
  if (endsWithUs) killedAtExit(osls);
  let said = '';
  for (const stream of [osls.stdout, osls.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      if (verbose) process.stderr.write(text);
      said = (said + text).slice(-MAX_KEPT_CHARACTERS);
    });
  }
  const [code, signal] = (await once(osls, 'close')) as [number | null, NodeJS.Signals | null]; // as Node documents it
  if (code === 0) return undefined;
  return explainOsls(said, { command: args[0] ?? '', ended: signal ?? `exit code ${code}`, verbose });
}
