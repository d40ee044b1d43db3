// `npm run mutation`: changes one thing at a time in the rules, and asks the tests whether they notice. See stryker.config.mjs here.
import { runEntry } from '../../cli/terminal/entry.ts';
import { helpText } from '../../cli/terminal/help.ts';
import { asksForHelp } from '../../cli/terminal/read-line.ts';
import { projectPath } from '../../project-path.ts';
import { installPackages } from '../../tools/install-packages.ts';
import { runProgram } from '../../tools/run-program.ts';

const FOLDER = 'tests/mutation';
const args = process.argv.slice(2);

await runEntry({
  args,
  options: {},
  run: async (print) => {
    if (asksForHelp(args, {})) {
      print.out(
        helpText({
          call: 'npm run mutation --',
          description: 'changes one thing at a time in edge/core and card-schema, and asks the tests whether they notice',
          options: {},
          usage: '[options of Stryker]',
          examples: ['--mutate edge/core/deadline.ts'],
          notes: 'All options but --help go to `stryker run`; https://stryker-mutator.io has them. It takes an hour.',
        }),
      );
      return 0;
    }
    await installPackages(FOLDER);
    const stryker = projectPath(FOLDER, 'node_modules/@stryker-mutator/core/bin/stryker.js');
    return runProgram(process.execPath, [stryker, 'run', `${FOLDER}/stryker.config.mjs`, ...args]);
  },
});
