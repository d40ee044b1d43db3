// A process that deploys a small project, or takes it down: `node deploy-small-project.ts PROJECT PACKAGED …options of npm run deploy`. Its
// own part is that the package is made already, unless the deployment gives the functions other names; where AWS is, the environment says.
import { cp } from 'node:fs/promises';
import { explainError, formatError } from '../../../cli/terminal/explain-error.ts';
import { readLine } from '../../../cli/terminal/read-line.ts';
import { openClients } from '../../../tools/deploy/account/clients.ts';
import { asDeployError } from '../../../tools/deploy/describe-failure.ts';
import { DEPLOY_OPTIONS, deployOptionsOf, removeOptionsOf } from '../../../tools/deploy/options.ts';
import { runRemove } from '../../../tools/deploy/remove/run-remove.ts';
import { runDeploy } from '../../../tools/deploy/run-deploy.ts';
import { runOsls } from '../../../tools/osls/run-osls.ts';

const [project = '', packaged = '', ...args] = process.argv.slice(2);

const SHARED = { project, clientsFor: openClients, print: console.log, pauseMs: 50 };

async function packageProject(forPackage: readonly string[]): Promise<void> {
  await cp(packaged, project, { recursive: true });
  if (!forPackage.some((arg) => arg.includes('functionSuffix='))) return;
  const failure = await runOsls(['package', ...forPackage], { project, verbose: false, endsWithUs: true });
  if (failure !== undefined) throw new Error(failure);
}

let removing = false;
try {
  const { options } = readLine(args, { name: 'npm run deploy', options: DEPLOY_OPTIONS });
  const removal = removeOptionsOf(options);
  removing = removal !== undefined;
  if (removal) await runRemove(removal, SHARED);
  else await runDeploy(deployOptionsOf(options), { ...SHARED, packageProject });
} catch (error) {
  const explained = explainError(asDeployError(error, { removing }));
  console.error(formatError(explained));
  process.exitCode = explained.exitCode;
}
