// `npm run check`: format, lint, unused code, types and templates. Every step runs, and what is wrong is printed at the end. Outside
// CI what is not formatted is formatted; in CI nothing is changed.
import type { Printer } from '../../cli/terminal/entry.ts';
import { plural } from '../../cli/terminal/plural.ts';
import { runScript } from '../../cli/terminal/script.ts';
import { checkExamples } from './check-examples.ts';
import { checkTemplates } from './check-templates.ts';
import { checkTypes } from './check-types.ts';
import { checkUnused } from './check-unused.ts';
import { recordExamples } from './example-templates.ts';
import { formatAndLint } from './format-and-lint.ts';
import { leftOutFiles, leftOutSentence } from './left-out-files.ts';
import type { StepResult } from './step.ts';

const STEP_WIDTH = 'templates'.length;

await runScript({
  call: 'npm run check --',
  description: 'formats and names what is not formatted; then lints, and looks for unused code, wrong types and wrong templates',
  options: {
    ci: { type: 'boolean', description: 'changes no file, and fails where one is not formatted' },
    'record-examples': { type: 'boolean', description: 'first records Edgecard’s example templates as they are now' },
  },
  notes: `Every step runs, whatever another finds. Where CI is set in the environment, --ci is on.`,
  run: ({ options }, print) => {
    if (options['record-examples']) recordExamples();
    return check(options.ci !== true && !isCi(), print);
  },
});

/** Gives the exit code. */
async function check(write: boolean, print: Printer): Promise<number> {
  const colors = process.stdout.isTTY === true && !process.env['NO_COLOR'];
  const { files: leftOut } = leftOutFiles();
  const results: StepResult[] = [];
  const note = (found: readonly StepResult[]) => {
    for (const { ok, step, summary } of found) print.out(`  ${ok ? 'ok   ' : 'WRONG'}  ${step.padEnd(STEP_WIDTH)}  ${summary}`);
    results.push(...found);
  };
  // Before the others, which name lines of the files that it writes.
  note(await formatAndLint({ write, colors }));
  if (!write) note(checkExamples());
  const others = [checkUnused({ leftOut, colors }), checkTypes({ leftOut, colors }), checkTemplates()];
  await Promise.all(others.map(async (step) => note(await step)));
  for (const { step, details, remedy } of results.filter(({ details }) => details !== undefined))
    print.out(['', `── ${step}`, details, remedy].filter((part) => part !== undefined).join('\n'));
  const sentence = leftOutSentence();
  if (sentence !== undefined) print.out(`\n${sentence}`);
  const wrong = results.filter(({ ok }) => !ok).map(({ step }) => step);
  if (wrong.length > 0) print.out(`\n${plural(wrong.length, 'step')} of ${results.length} failed: ${wrong.join(', ')}.`);
  return wrong.length > 0 ? 1 : 0;
}

/** As others read it: CI=false is none. */
function isCi(): boolean {
  return !['', '0', 'false'].includes(process.env['CI'] ?? '');
}
