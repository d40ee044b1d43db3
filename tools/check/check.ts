// `npm run check`: format, lint, unused code, types and templates. Every step runs, and what is wrong is printed at the end. Outside
// CI what is not formatted is formatted; in CI nothing is changed.
import { parseArgs } from 'node:util';
import { plural } from '../../cli/terminal/plural.ts';
import { formatAndLint } from './format-and-lint.ts';
import { leftOutFiles, leftOutSentence } from './left-out-files.ts';
import type { StepResult } from './step.ts';
import { checkTemplates } from './templates.ts';
import { checkTypes } from './types.ts';
import { checkUnused } from './unused.ts';

const USAGE = `Usage: npm run check [-- --ci]

Formats what is not formatted and names it; then lints, and looks for code that nothing uses, for wrong types and for templates whose
cards have no address. Every step runs. Exit code 0 if all is right, 1 if something is not, 2 for a wrong command line.

  --ci    changes no file, and fails where one is not formatted; so it is as well where CI is set in the environment
  --help  prints this help`;

/** In lines of their own, as each step ends. */
function printLine({ step, ok, summary }: StepResult): void {
  console.log(`  ${ok ? 'ok   ' : 'WRONG'}  ${step.padEnd(STEP_WIDTH)}  ${summary}`);
}

const STEP_WIDTH = 'templates'.length;

async function main(write: boolean): Promise<number> {
  const colors = process.stdout.isTTY === true && !process.env['NO_COLOR'];
  const leftOut = leftOutFiles();
  const results: StepResult[] = [];
  const note = (found: readonly StepResult[]) => {
    for (const result of found) printLine(result);
    results.push(...found);
  };
  // Before the others, which name lines of the files that it writes.
  note(await formatAndLint({ write, colors }));
  const others = [
    checkUnused({ leftOut: leftOut.files, colors }),
    checkTypes({ leftOut: leftOut.files, colors }),
    checkTemplates(),
  ];
  await Promise.all(others.map(async (step) => note(await step)));
  const wrong = results.filter(({ ok }) => !ok);
  for (const { step, details, remedy } of results.filter(({ ok, details }) => !ok || details !== undefined))
    console.log(['', `── ${step}`, details, remedy].filter((part) => part !== undefined).join('\n'));
  const sentence = leftOutSentence(leftOut);
  if (sentence !== undefined) console.log(`\n${sentence}`);
  if (wrong.length > 0)
    console.log(`\n${plural(wrong.length, 'step')} of ${results.length} failed: ${wrong.map(({ step }) => step).join(', ')}.`);
  return wrong.length > 0 ? 1 : 0;
}

/** As the packages of the field read it: CI=false is none. */
function isCi(): boolean {
  return !['', '0', 'false'].includes(process.env['CI'] ?? '');
}

try {
  const { values } = parseArgs({ options: { ci: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } });
  if (values.help) console.log(USAGE);
  else process.exitCode = await main(!values.ci && !isCi());
} catch (error) {
  if (!(error instanceof TypeError && 'code' in error)) throw error;
  console.error(`${error.message}\n\n${USAGE}`);
  process.exitCode = 2;
}
