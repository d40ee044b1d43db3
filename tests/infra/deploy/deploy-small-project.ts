// A process that deploys a small project: `node deploy-small-project.ts PROJECT PACKAGED …options of npm run deploy`. Its own part is
// that the package is made already; where AWS is, the environment says.
import { cp } from 'node:fs/promises';
import { explainError, formatError } from '../../../cli/terminal/explain-error.ts';
import { readLine } from '../../../cli/terminal/read-line.ts';
import { openClients } from '../../../tools/deploy/account/clients.ts';
import { asDeployError } from '../../../tools/deploy/describe-failure.ts';
import { DEPLOY_OPTIONS, deployOptionsOf } from '../../../tools/deploy/options.ts';
import { runDeploy } from '../../../tools/deploy/run-deploy.ts';

const [project = '', packaged = '', ...args] = process.argv.slice(2);

try {
  const { options } = readLine(args, { name: 'npm run deploy', options: DEPLOY_OPTIONS });
  await runDeploy(deployOptionsOf(options), {
    project,
    packageProject: () => cp(packaged, project, { recursive: true }),
    clientsFor: openClients,
    print: console.log,
    pauseMs: 50,
  });
} catch (error) {
  const explained = explainError(asDeployError(error));
  console.error(formatError(explained));
  process.exitCode = explained.exitCode;
}
