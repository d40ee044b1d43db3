// A function of cloud/ as Lambda runs it: a process of its own, with the environment that it is given and no other.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { projectPath } from '../../project-path.ts';

const cloud = projectPath('cloud');

/** Of each call, as Lambda says it. */
const CONTEXT = '{ getRemainingTimeInMillis: () => 60_000 }';

/** Calls the handler in cloud/<name>.ts with one event after the other. Gives what it wrote to stdout and to stderr. */
export function callDeployed(name: string, events: readonly unknown[], env: NodeJS.ProcessEnv): Promise<[string, string]> {
  const entry = JSON.stringify(join(cloud, `${name}.ts`));
  const script = `const { handler } = await import(${entry}); for (const event of ${JSON.stringify(events)}) await handler(event, ${CONTEXT});`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: { AWS_REGION: 'us-east-1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return Promise.all([text(child.stdout), text(child.stderr)]);
}
