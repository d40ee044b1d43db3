// `npm run cards -- prerender`: many cards at once, drawn before anyone asks for them.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DEVELOPMENT_KEYS } from '../../edge/core/config.ts';
import { INTERRUPTED } from '../prerender/interrupts.ts';
import { createProgress } from '../prerender/progress.ts';
import { formatReport, type Report } from '../prerender/report.ts';
import { runPrerender } from '../prerender/run.ts';
import type { TargetOptions } from '../prerender/target.ts';
import { DEFAULT_DATA } from '../stack/config.ts';
import { UsageError } from './options.ts';

export const PRERENDER_USAGE = `Usage: npm run -s cards -- prerender FILE|- [options]

FILE (or standard input, -) has one card per line: {"template": "score", "params": {"home": 12, "away": 34, "round": 10}}, or its
public path or address, such as /12-34-10.jpg. Empty lines and lines that begin with # are skipped.

  --data DIR             store in the local stack's store there, running or not (${DEFAULT_DATA})
  --bucket NAME          store in a bucket on AWS; draws on this machine   --region REGION
  --image-hosts A,B      hosts from which cards may show images, with --bucket
  --browsers N           at most so many browsers; else as many as draw fastest
  --failed FILE          where the failed lines go, as a list again (FILE.failed)
  --json                 the report as JSON

What is stored already is not drawn again, so after Ctrl-C the same command goes on where it ended. The first Ctrl-C ends with the
cards that are being drawn, the second at once. Exit code 1 when a line failed, ${INTERRUPTED} when it was stopped.`;

const OPTIONS = {
  data: { type: 'string' },
  bucket: { type: 'string' },
  region: { type: 'string' },
  'image-hosts': { type: 'string' },
  browsers: { type: 'string' },
  failed: { type: 'string' },
  json: { type: 'boolean' },
} as const;

const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

/** Gives the report to print, and sets the exit code. */
export async function prerender(args: readonly string[]): Promise<string> {
  const { options, list } = readArguments(args);
  const report = await runPrerender({
    list,
    target: targetOf(options),
    ...(options.browsers === undefined ? {} : { mostBrowsers: browsersOf(options.browsers) }),
    failedFile: failedFileFor(list, options.failed),
    signingKeys: signingKeys(options.bucket === undefined),
    progress: createProgress(process.stderr),
  });
  process.exitCode = exitCodeOf(report);
  return options.json ? JSON.stringify(report, undefined, 2) : formatReport(report);
}

function readArguments(args: readonly string[]) {
  try {
    const { values: options, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    const [list, ...more] = positionals;
    if (list === undefined || more.length > 0)
      throw new UsageError(`Give one FILE, or - for standard input.\n\n${PRERENDER_USAGE}`);
    return { options, list };
  } catch (error) {
    if (error instanceof TypeError && 'code' in error) throw new UsageError(`${error.message}\n\n${PRERENDER_USAGE}`);
    throw error;
  }
}

type Options = ReturnType<typeof readArguments>['options'];

function targetOf({ data, bucket, region, 'image-hosts': imageHosts }: Options): TargetOptions {
  if (bucket === undefined) {
    if (region ?? imageHosts) throw new UsageError('--region and --image-hosts belong to --bucket.');
    return { data: data ?? DEFAULT_DATA };
  }
  if (data !== undefined) throw new UsageError('--data and --bucket are two places; name one.');
  if (!region || !REGION.test(region)) throw new UsageError('--bucket needs --region, an AWS Region such as us-east-1.');
  return { bucket, region, imageHosts: imageHosts ?? '' };
}

function browsersOf(text: string): number {
  if (/^[1-9]\d?$/.test(text)) return Number(text);
  throw new UsageError(`--browsers must be a whole number from 1 to 99; got ${JSON.stringify(text)}.`);
}

function failedFileFor(list: string, given: string | undefined): string {
  const file = given ?? (list === '-' ? 'prerender.failed' : `${list}.failed`);
  // It is written while the list is read.
  if (list !== '-' && resolve(file) === resolve(list)) throw new UsageError('--failed must be another file than the list.');
  return file;
}

/** Of the environment; the development key is for the local stack's store. */
function signingKeys(local: boolean): readonly string[] {
  const key = process.env['EDGECARD_SIGNING_KEY'];
  if (key) return key.split(',');
  return local ? [DEVELOPMENT_KEYS.signing] : [];
}

function exitCodeOf({ interrupted, failed }: Report): number {
  if (interrupted) return INTERRUPTED;
  return failed > 0 ? 1 : 0;
}
