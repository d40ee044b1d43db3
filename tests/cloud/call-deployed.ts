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
  return run(script, env);
}

function run(script: string, env: NodeJS.ProcessEnv): Promise<[string, string]> {
  const child = spawn(process.execPath, ['--input-type=module', '-'], {
    env: { AWS_REGION: 'us-east-1', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(script); // a picture in an event is too long for an argument
  return Promise.all([text(child.stdout), text(child.stderr)]);
}

/** What the handler in cloud/<name>.ts gives back for each of the events. */
export async function answersOfDeployed(
  name: string,
  events: readonly unknown[],
  env: NodeJS.ProcessEnv,
): Promise<readonly unknown[]> {
  const entry = JSON.stringify(join(cloud, `${name}.ts`));
  const script = `const { handler } = await import(${entry}); const answers = []; for (const event of ${JSON.stringify(events)}) answers.push(await handler(event, ${CONTEXT})); console.error(JSON.stringify(answers));`;
  const [, answers] = await run(script, env);
  return JSON.parse(answers) as readonly unknown[];
}
