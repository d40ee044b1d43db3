// The functions as they are shipped: the zips, in a root that holds nothing but Node, with Lambda's 512 MB of scratch.
import { execFile } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { LOCAL_CREDENTIALS } from '../../local/stack/config.ts';
import { type Lambda, startLambda } from '../artifact/lambda.ts';
import { makeMinimalRoot } from '../artifact/minimal-root.ts';
import { processTree, programOf } from '../bench/process-tree.ts';
import type { Sandbox } from './sandbox.ts';

const run = promisify(execFile);
const project = join(import.meta.dirname, '../..');
/** Lambda@Edge gives no more. */
const SCRATCH = 'size=512m';

export async function openShippedSandbox(endpoint: string): Promise<Sandbox> {
  const root = await makeMinimalRoot();
  await root.install(join(project, '.serverless/originRequest.zip'), '/var/origin-request');
  await root.install(join(project, '.serverless/originResponse.zip'), '/var/task');
  const plainScratch = join(root.folder, 'tmp');
  const start = (name: 'origin-request' | 'origin-response', task: string, scratch?: string) =>
    startLambda({
      root,
      task,
      handler: `edge/${name}.handler`,
      s3: { endpoint, ...LOCAL_CREDENTIALS },
      ...(scratch === undefined ? {} : { scratch }),
    });

  const request = await start('origin-request', '/var/origin-request');
  let response: Lambda;
  let mounted = true;
  let ended = false;
  const renew = async (scratch?: string) => {
    await response?.kill();
    response = await start('origin-response', '/var/task', scratch);
    mounted = scratch !== undefined;
    ended = false;
  };
  await renew(SCRATCH);
  const processes = () => processTree(response.pid).slice(1);

  return {
    handlers: {
      originRequest: (event) => request.invoke(event),
      async originResponse(event) {
        // As Lambda does: a sandbox that has ended is replaced when the next request comes.
        if (ended) await renew(SCRATCH);
        try {
          return await response.invoke(event);
        } catch (error) {
          ended = processes().length === 0;
          throw error;
        }
      },
    },
    // Seen from outside its mounts, through the process that holds them.
    scratch: () => (mounted ? `/proc/${response.pid}/root${plainScratch}` : plainScratch),
    browser: () => processes().filter((pid) => !/^(sh|env|node|MainThread)$/.test(programOf(pid))),
    processes,
    log: () => response.log,
    renew: () => renew(SCRATCH),
    shipped: {
      packFolder: join(root.folder, 'var/task/dist/pack'),
      renewWithScratch: renew,
      async renewWithLeftovers(leave) {
        await response.kill();
        for (const name of await readdir(plainScratch))
          await rm(join(plainScratch, name), { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
        await leave(plainScratch);
        await renew();
      },
      async remountScratch(options) {
        const user = process.getuid?.() === 0 ? [] : ['--user', '--preserve-credentials'];
        const mount = ['mount', '-o', `remount,${options}`, plainScratch];
        const remount = () => run('nsenter', ['--target', String(response.pid), '--mount', ...user, ...mount]);
        // It is busy while a process that was killed gives back what it had open.
        await remount().catch(() => sleep(500).then(remount));
      },
    },
    async close() {
      await response.kill();
      await request.kill();
      await root.remove();
    },
  };
}
