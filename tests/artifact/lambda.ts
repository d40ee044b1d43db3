// Runs a packaged function as Lambda does: its own root, its own processes, Lambda's environment variables and no others.
import { type ChildProcess, spawn } from 'node:child_process';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { hasEnded } from '../support/processes.ts';
import type { MinimalRoot } from './minimal-root.ts';

export interface LambdaOptions {
  readonly root: MinimalRoot;
  /** Where the zip was installed in the root, such as /var/task. */
  readonly task: string;
  /** As in serverless.yml, such as edge/origin-response.handler. */
  readonly handler: string;
  readonly s3: { readonly endpoint: string; readonly accessKeyId: string; readonly secretAccessKey: string };
  /** What a function that is not at the edge has in its own environment. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Mount options, such as `size=512m`: the sandbox gets a scratch of its own, which ends with it. Else it is the root's folder. */
  readonly scratch?: string;
  /** A folder of which such a scratch has a copy from the beginning. */
  readonly leftovers?: string;
}

export interface Lambda {
  /** Of the sandbox, seen from outside: the function and its browser descend from it. */
  readonly pid: number;
  invoke<T>(event: unknown): Promise<T>;
  /** What the function printed. */
  readonly log: readonly string[];
  /** SIGKILL to everything in the sandbox; scratch stays as it is. */
  kill(): Promise<void>;
}

const RESULT = 'edgecard-result ';

export async function startLambda(options: LambdaOptions): Promise<Lambda> {
  const { root, task, handler, s3, variables = {} } = options;
  await copyFile(join(import.meta.dirname, 'runtime.mjs'), join(root.folder, 'runtime.mjs'));
  const env = { ...environment(task, handler, s3), ...variables };
  const child = spawn('unshare', sandboxArguments(options, env), { stdio: ['pipe', 'pipe', 'pipe'] });
  const log: string[] = [];
  const waiting: { resolve: (value: never) => void; reject: (error: Error) => void }[] = [];

  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!line.startsWith(RESULT)) return void log.push(line);
    const { result, error } = JSON.parse(line.slice(RESULT.length)) as { result?: never; error?: string };
    const next = waiting.shift();
    if (error === undefined) next?.resolve(result as never);
    else next?.reject(new Error(error));
  });
  createInterface({ input: child.stderr }).on('line', (line) => log.push(line));
  const ended = () => new Error(`The sandbox ended (${child.exitCode ?? child.signalCode}): ${log.join('\n').slice(-2000)}`);
  child.once('exit', () => {
    for (const { reject } of waiting.splice(0)) reject(ended());
  });

  return {
    pid: child.pid ?? 0, // without one it ends at once, and every invocation says so
    log,
    invoke: (event) =>
      new Promise((resolve, reject) => {
        if (hasEnded(child)) return reject(ended());
        waiting.push({ resolve, reject });
        child.stdin.write(`${JSON.stringify(event)}\n`);
      }),
    kill: () => end(child),
  };
}

function sandboxArguments({ root, scratch, leftovers }: LambdaOptions, env: Readonly<Record<string, string>>): string[] {
  // Own mounts and processes, so that nothing of the sandbox outlives the test. Root is not needed where user namespaces are allowed.
  const own = ['--mount', '--pid', '--fork', '--kill-child', ...(process.getuid?.() === 0 ? [] : ['--map-root-user'])];
  const mountScratch = scratch === undefined ? '' : `mount -t tmpfs -o ${scratch} tmpfs "$0/tmp" && `;
  const fillScratch = leftovers === undefined ? '' : `cp -R '${leftovers}/.' "$0/tmp" && `;
  const enter = `mount --rbind /dev "$0/dev" && mount -t proc proc "$0/proc" && ${mountScratch}${fillScratch}cd / && exec env -i "$@"`;
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  return [...own, 'sh', '-c', enter, root.folder, ...variables, 'chroot', root.folder, '/usr/bin/node', '/runtime.mjs'];
}

function environment(task: string, handler: string, s3: LambdaOptions['s3']): Readonly<Record<string, string>> {
  return {
    _HANDLER: handler,
    AWS_ACCESS_KEY_ID: s3.accessKeyId,
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ENDPOINT_URL_S3: s3.endpoint, // the only one that Lambda would not set
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '2048',
    AWS_LAMBDA_FUNCTION_NAME: 'us-east-1.edgecard-test',
    AWS_LAMBDA_FUNCTION_VERSION: '1',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/us-east-1.edgecard-test',
    AWS_LAMBDA_LOG_STREAM_NAME: '2026/11/21/[1]0123456789abcdef',
    AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9001',
    AWS_REGION: 'us-east-1',
    AWS_SECRET_ACCESS_KEY: s3.secretAccessKey,
    AWS_SESSION_TOKEN: 'a-session-token',
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    LAMBDA_TASK_ROOT: task,
    LANG: 'en_US.UTF-8',
    LD_LIBRARY_PATH: '/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/var/task:/var/task/lib:/opt/lib',
    NODE_PATH: '/opt/nodejs/node_modules:/var/runtime/node_modules',
    PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin:/usr/sbin',
    TZ: ':UTC',
  };
}

function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}
