// @examples article event quote
// `npm run bench`: installs the peers, checks their types, measures and prints. See README.md here.
import { writeFile } from 'node:fs/promises';
import { ExpectedError } from '../../cli/terminal/errors.ts';
import { runScript } from '../../cli/terminal/script.ts';
import { step } from '../../cli/terminal/steps.ts';
import { projectPath } from '../../project-path.ts';
import { installPackages } from '../../tools/install-packages.ts';
import { runProgram } from '../../tools/run-program.ts';
import { benchOptions, OPTIONS, refuseUnwritable } from './options.ts';

await runScript({
  call: 'npm run bench --',
  description: 'measures how fast, how large and how dear a card is, compared with what others do',
  options: OPTIONS,
  run: async ({ options }, print) => {
    await refuseUnwritable(options.json);
    await installPackages('tests/bench');
    const tsc = projectPath('node_modules/.bin/tsc');
    const types = await step('Checking the types of the bench', () => runProgram(tsc, ['-p', projectPath('tests/bench')]));
    if (types !== 0) throw new ExpectedError('wrong_types', 'The types of tests/bench do not fit; see above.');
    const { runBench } = await import('./measure.ts'); // what it imports has been installed just now
    const { formatFigures } = await import('./report.ts');
    const { figures, seconds } = await runBench(benchOptions(options));
    if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify({ ...figures, seconds }, undefined, 2)}\n`);
    print.out(`\n${formatFigures(figures)}\n\nIn ${seconds} s.`);
  },
});
