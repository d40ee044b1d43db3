// `npm run package`: everything that a deployment takes, made and checked without AWS.
import { runScript } from '../../cli/terminal/script.ts';
import { projectPath } from '../../project-path.ts';
import { makePackage } from './make-package.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { oslsArguments, PACKAGE_OPTIONS } from './options.ts';
import { readParameters, refuseWrongParameters } from './parameters.ts';

await runScript({
  call: 'npm run package --',
  description: 'makes everything that a deployment takes, and checks it, without AWS',
  options: PACKAGE_OPTIONS,
  examples: ['--stage prod', '--stage prod --param domain=social.app.com', '--stage prod --pack complete'],
  notes: `Leaves the zips and the template in .serverless/, what belongs into the two buckets in dist/upload/, and the bill of materials in
dist/sbom.cdx.json. A former package is removed once the command line and the parameters are right. If anything fails, nothing of these is left; a template
with problems is kept as dist/faulty-template.json.`,
  async run({ options }, print) {
    const { stage, param: given, pack: form, studio, verbose } = options;
    refuseWrongParameters(await readParameters(projectPath()), { stage, given });
    const problems = await oneAtATime({ work: 'npm run package', print: print.err }, () =>
      makePackage({ form, studio, verbose, given, forOsls: oslsArguments(options) }, print),
    );
    for (const problem of problems) print.err(`- ${problem}`);
    return problems.length > 0 ? 1 : 0;
  },
});
