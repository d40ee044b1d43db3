// A script of package.json, as data and one function. An entry file is one call:
//
//   await runScript({
//     call: 'npm run build --',
//     description: 'builds the card site',
//     options: { studio: { type: 'boolean', description: 'builds the static studio too' } },
//     run: async ({ options }) => { … },
//   });

import { type Entry, type Printer, runEntry } from './entry.ts';
import { helpJson, helpText } from './help.ts';
import type { Options } from './option.ts';
import { asksForHelp, type Line, readLine, type Words } from './read-line.ts';
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
  readonly run: (line: Line<O>, print: Printer) => Promise<number | undefined | undefined>;
  readonly harmless?: Entry['harmless'];
}

/** Runs a script with this process's command line. `--help` prints, and nothing else happens. */
export async function runScript<const O extends Options>(script: Script<O>, args = process.argv.slice(2)): Promise<void> {
  const { options, harmless } = script;
  const run = (print: Printer) => runScriptLine(script, args, print);
  await runEntry({ args, options, run, ...(harmless ? { harmless } : {}) });
}

/** Throws what went wrong. */
async function runScriptLine<const O extends Options>(
  { call, options, words, run, ...help }: Script<O>,
  args: readonly string[],
  print: Printer,
): Promise<number | undefined> {
  if (asksForHelp(args, options)) {
    const about = { ...help, call, options, ...(words ? { words } : {}) };
    print.out(args.includes('--json') ? JSON.stringify(helpJson(about), undefined, 2) : helpText(about));
    return 0;
  }
  refuseSwallowedOptions(call, options, process.env);
  const line = readLine(args, { name: call.replace(/ --$/, ''), options, words });
  return (await run(line, print)) ?? undefined;
}
