// `npm run deploy -- --stage NAME`: builds, packages, deploys, and looks whether it works. What it does is in run-deploy.ts.
// Credentials are those that the AWS SDK finds. `AWS_ENDPOINT_URL` and the like point it elsewhere.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { S3Client } from '@aws-sdk/client-s3';
import { clientSettings } from '../../cli/aws/settings.ts';
import { projectPath } from '../../project-path.ts';
import { oneAtATime } from '../package/one-at-a-time.ts';
import { describeFailure } from './describe-failure.ts';
import { DeployError, readDeployOptions, USAGE } from './options.ts';
import { type DeployParts, runDeploy } from './run-deploy.ts';

const project = projectPath();

async function packageProject(args: readonly string[]): Promise<void> {
  const script = projectPath('tools/package/package.ts');
  const child = spawn(process.execPath, [script, ...args], { cwd: project, stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new DeployError('npm run package failed; its complaint is above. Nothing has been changed on AWS.');
}

try {
  const options = readDeployOptions(process.argv.slice(2));
  if (options === 'help') console.log(USAGE);
  else {
    const deployment: DeployParts = {
      project,
      packageProject,
      clientsFor: (region) => ({
        cloudFormation: new CloudFormationClient(clientSettings(region)),
        // CloudFront is one for the whole world, and answers in this Region.
        cloudFront: new CloudFrontClient(clientSettings('us-east-1')),
        s3: new S3Client(clientSettings(region)),
      }),
      print: console.log,
      pauseMs: 10_000,
    };
    // Of one package, from its making to its last file.
    await oneAtATime({ work: 'npm run deploy', print: console.error }, () => runDeploy(options, deployment));
  }
} catch (error) {
  console.error(`\n${describeFailure(error)}`);
  process.exitCode = 1;
}
