// The deployment of the stack itself, which osls does in a process of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { DeployError } from './options.ts';

/** Where osls is, whatever folder it works in. */
const OSLS = createRequire(import.meta.url).resolve('serverless/bin/serverless.js');

/**
 * Deploys what lies in .serverless/. osls skips that when template and zips are those that are deployed; but it takes a function
 * that a condition leaves out for one that is missing, and then never skips it.
 */
export async function deployPackage(project: string, args: readonly string[]): Promise<void> {
  const env = { ...process.env, SLS_TELEMETRY_DISABLED: '1', SLS_NOTIFICATIONS_MODE: 'off' };
  const command = [OSLS, 'deploy', '--package', '.serverless', ...args];
  const osls = spawn(process.execPath, command, { cwd: project, env, stdio: 'inherit' });
  const [code, signal] = await once(osls, 'exit');
  if (code !== 0) {
    throw new DeployError(
      `serverless deploy ended with ${signal ?? `exit code ${code}`}; its complaint is above. CloudFormation undoes an update that failed, so what was deployed before is still there. Put it right and deploy again.`,
    );
  }
}
