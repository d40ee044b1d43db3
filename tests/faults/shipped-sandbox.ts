// The functions as they are shipped: the zips, in a root that holds nothing but Node, with Lambda's 512 MB of scratch.
import { execFile } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { PackManifest } from '../../edge/adapters/pack/pack-manifest.ts';
import { LOCAL_CREDENTIALS } from '../../local/stack/config.ts';
import { projectPath } from '../../project-path.ts';
import { type LambdaOptions, startLambda } from '../artifact/lambda.ts';
import { makeMinimalRoot } from '../artifact/minimal-root.ts';
import { processTree } from '../bench/process-tree.ts';
import type { Sandbox } from './sandbox.ts';

const run = promisify(execFile);
/** Lambda@Edge gives no more. */
const SCRATCH = 'size=512m';

export async function openShippedSandbox(endpoint: string): Promise<Sandbox> {
  const root = await makeMinimalRoot();
  await root.install(projectPath('.serverless/originRequest.zip'), '/var/origin-request');
  await root.install(projectPath('.serverless/originResponse.zip'), '/var/task');
  const scratch = join(root.folder, 'tmp');
  const leftovers = join(root.folder, 'leftovers');
  const packFolder = join(root.folder, 'var/task/dist/pack');
  const { id } = JSON.parse(await readFile(join(packFolder, 'manifest.json'), 'utf8')) as PackManifest; // tools/pack/pack.ts wrote it
  const start: StartFunction = (name, task, more) =>
    startLambda({ root, task, handler: `edge/${name}.handler`, s3: { endpoint, ...LOCAL_CREDENTIALS }, ...more });
  const functions = await startFunctions(start);
  const { renew } = functions;

  return {
    handlers: functions.handlers,
    // Seen from outside its mounts, through the process that holds them.
    scratch: () => `/proc/${functions.pid()}/root${scratch}`,
    browserFolder: `edgecard-browser-${id}`,
    browserPids: () => functions.pids().slice(1),
    pids: functions.pids,
    readLog: functions.readLog,
    renew: () => renew(),
    shipped: {
      packFolder,
      renewWithScratch: renew,
      async renewWithLeftovers(leave) {
        await rm(leftovers, { recursive: true, force: true });
        await mkdir(leftovers);
        await leave(leftovers);
        await renew(SCRATCH, leftovers);
      },
      remountScratch: (options) => remount(functions.pid(), scratch, options),
    },
    async close() {
      await functions.kill();
      await root.remove();
    },
  };
}

type StartFunction = (
  name: 'origin-request' | 'origin-response',
  task: string,
  more: Pick<LambdaOptions, 'scratch' | 'leftovers'>,
) => ReturnType<typeof startLambda>;

/** Both functions; the sandbox of origin-response can be replaced. */
async function startFunctions(start: StartFunction) {
  const request = await start('origin-request', '/var/origin-request', {});
  let response = await start('origin-response', '/var/task', { scratch: SCRATCH });
  let ended = false;
  /** Of a sandbox that has been replaced, what nobody has read yet. */
  let rest: readonly string[] = [];
  const read = { request: 0, response: 0 };
  const readLog = () => {
    const lines = [...rest, ...request.log.slice(read.request), ...response.log.slice(read.response)];
    rest = [];
    [read.request, read.response] = [request.log.length, response.log.length];
    return lines;
  };
  const renew = async (options = SCRATCH, left?: string) => {
    await response.kill();
    rest = readLog();
    response = await start('origin-response', '/var/task', { scratch: options, ...(left ? { leftovers: left } : {}) });
    read.response = 0;
    ended = false;
  };
  /** The function's first, which nobody in the sandbox has started. */
  const pids = () => processTree(response.pid).slice(1);
  const handlers: Sandbox['handlers'] = {
    originRequest: (event) => request.invoke(event),
    async originResponse(event) {
      // As Lambda does: a sandbox that has ended is replaced when the next request comes.
      if (ended) await renew();
      try {
        return await response.invoke(event);
      } catch (error) {
        ended = pids().length === 0;
        throw error;
      }
    },
  };
  const kill = async () => {
    await response.kill();
    await request.kill();
  };
  return { handlers, pid: () => response.pid, pids, readLog, renew, kill };
}

/** Mounts a folder in the mounts of a process again, with other options. */
async function remount(pid: number, folder: string, options: string): Promise<void> {
  const user = process.getuid?.() === 0 ? [] : ['--user', '--preserve-credentials'];
  const mount = ['mount', '-o', `remount,${options}`, folder];
  const again = () => run('nsenter', ['--target', String(pid), '--mount', ...user, ...mount]);
  // It is busy while a process that was killed gives back what it had open.
  await again().catch(() => sleep(500).then(again));
}
