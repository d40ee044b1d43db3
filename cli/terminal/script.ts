// A script of package.json, as data and one function. An entry file is one call:
//
//   await runScript({
//     call: 'npm run build --',
//     description: 'builds the card site',
//     options: { studio: { type: 'boolean', description: 'builds the static studio too' } },
//     run: async ({ options }) => { … },
//   });

import { type Entry, type Printer, runEntry, surroundProcess } from './entry.ts';
import { explainError } from './explain-error.ts';
import { helpJson, helpText } from './help.ts';
import type { Options } from './option.ts';
import { asksForHelp, asksForJson, type Line, readLine, type Words } from './read-line.ts';
import { refuseSwallowedOptions } from './swallowed-options.ts';

export interface Script<O extends Options = Options> {
  /** What its options follow: `npm run build --`. */
  readonly call: string;
  /** A few words, from what it does on. */
  readonly description: string;
  readonly options: O;
  readonly words?: Words;
  /** What follows `call`. */
  readonly examples?: readonly string[];
  /** What else there is to know, for the help. */
  readonly notes?: string;
  /** Prints, and gives its exit code: 0 if it is nothing. Throws UsageError, ExpectedError, CardError, or what the system threw. */
  readonly run: (line: Line<O>, print: Printer) => Promise<number | undefined>;
  readonly harmless?: Entry['harmless'];
}

/** Runs a script with this process's command line. `--help` prints, and nothing else happens. */
export async function runScript<const O extends Options>(script: Script<O>, args = process.argv.slice(2)): Promise<void> {
  const { options, harmless } = script;
  const run = (print: Printer) => runScriptLine(script, args, print);
  await runEntry({ args, options, run, ...(harmless ? { harmless } : {}) });
}

/**
 * The command line of a script that is written from top to bottom, with what `runScript` does around it. It ends the process where
 * help is asked for, and for a mistake. What the script throws later is reported as well.
 */
export function beginScript<const O extends Options>(script: Omit<Script<O>, 'run'>, args = process.argv.slice(2)): Line<O> {
  const { options, harmless } = script;
  const { print, report } = surroundProcess({ args, options, ...(harmless ? { harmless } : {}) });
  try {
    const line = readScriptLine(script, args, print);
    return line ?? process.exit(0);
  } catch (error) {
    process.exit(report(explainError(error)));
  }
}

/** Throws what went wrong. */
async function runScriptLine<const O extends Options>(
  { run, ...script }: Script<O>,
  args: readonly string[],
  print: Printer,
): Promise<number | undefined> {
  const line = readScriptLine(script, args, print);
  return line && (await run(line, print));
}

/** Every script has its help as JSON, but where --json is an option of another meaning. */
const JSON_HELP = { json: { type: 'boolean', description: 'prints JSON, for machines' } } as const satisfies Options;

/** Nothing where help was asked for, and has been printed. Throws UsageError. */
function readScriptLine<const O extends Options>(
  { call, options, words, ...help }: Omit<Script<O>, 'run'>,
  args: readonly string[],
  print: Printer,
): Line<O> | undefined {
  if (asksForHelp(args, options)) {
    const about = { ...help, call, options, ...(words ? { words } : {}) };
    print.out(asksForJson(args, { ...JSON_HELP, ...options }) ? JSON.stringify(helpJson(about), undefined, 2) : helpText(about));
    return undefined;
  }
  refuseSwallowedOptions(call, options, process.env);
  return readLine(args, { name: call.replace(/ --$/, ''), options, words });
}
