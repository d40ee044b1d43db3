// `npm run deploy -- --stage NAME`: builds, packages, deploys, and looks whether it works. What it does is in run-deploy.ts.
// Credentials are those that the AWS SDK finds. `AWS_ENDPOINT_URL` and the like point it elsewhere.
import { runScript } from '../../cli/terminal/script.ts';
import { projectPath } from '../../project-path.ts';
import { oneAtATime } from '../package/one-at-a-time.ts';
import { readParameters, refuseWrongParameters } from '../package/parameters.ts';
import { runProgram } from '../run-program.ts';
import { openClients } from './account/clients.ts';
import { DeployError } from './deploy-error.ts';
import { asDeployError } from './describe-failure.ts';
import { DEPLOY_OPTIONS, deployOptionsOf, removeOptionsOf } from './options.ts';
import { runRemove } from './remove/run-remove.ts';
import { type DeployParts, runDeploy } from './run-deploy.ts';

const project = projectPath();

await runScript({
  call: 'npm run deploy --',
  description: 'builds, packages and deploys a stage, and looks whether it works; or takes one down',
  options: DEPLOY_OPTIONS,
  examples: ['--stage prod --dry-run', '--stage prod', '--stage prod --param domain=social.app.com', '--stage dev --remove'],
  notes: `Takes the credentials that the AWS SDK finds. What has been done stays done: after a failure, deploy again. It ends with its terminal;
\`setsid npm run deploy -- --stage prod > deploy.log 2>&1 &\` goes on.`,
  async run({ options }, print) {
    const removal = removeOptionsOf(options);
    if (removal) {
      const removing = { project, clientsFor: openClients, print: (line: string) => print.out(line), pauseMs: 10_000 };
      await runRemove(removal, removing).catch((error: unknown) => {
        throw asDeployError(error, { removing: true });
      });
      return;
    }
    const deployment = deployOptionsOf(options);
    refuseWrongParameters(await readParameters(project), { stage: deployment.stage, given: options.param });
    const parts: DeployParts = {
      project,
      packageProject,
      clientsFor: openClients,
      print: (line) => print.out(line),
      pauseMs: 10_000,
    };
    try {
      // Of one package, from its making to its last file.
      await oneAtATime({ work: 'npm run deploy', print: print.err }, () => runDeploy(deployment, parts));
    } catch (error) {
      throw asDeployError(error);
    }
  },
});

async function packageProject(args: readonly string[]): Promise<void> {
  const script = projectPath('tools/package/package.ts');
  const code = await runProgram(process.execPath, [script, ...args]);
  if (code !== 0) throw new DeployError('npm run package failed, for the reason above. The stack has not been changed.');
}
