// The functions from their source, in this process: for the tests that run before anything is packaged.
import type { Log } from '../../edge/core/ports.ts';
import { createOriginRequest } from '../../edge/create-origin-request.ts';
import { openLocalSandbox, readDesignVersions } from '../../local/stack/sandbox.ts';
import { localClient } from '../../local/stack/store.ts';
import { processTree } from '../bench/process-tree.ts';
import { isRunning } from '../support/processes.ts';
import type { ImageHost } from './image-host.ts';
import type { Sandbox } from './sandbox.ts';

export async function openSourceSandbox(s3: string, { fetchImageFor }: ImageHost): Promise<Sandbox> {
  const designVersions = await readDesignVersions();
  const client = localClient(s3);
  const lines: string[] = [];
  const log: Log = (event, fields) => void lines.push(JSON.stringify({ event, ...fields }));
  const originRequest = createOriginRequest({ designVersions, log });
  const open = () => openLocalSandbox(designVersions, client, log, { fetchImageFor });
  let sandbox = await open();
  const browserPids = () => {
    const pid = sandbox.browser.pid();
    return pid === undefined || !isRunning(pid) ? [] : processTree(pid);
  };
  return {
    handlers: { originRequest, originResponse: (event) => sandbox.originResponse(event) },
    scratch: () => sandbox.browser.scratch,
    browserPids,
    pids: browserPids,
    readLog: () => lines.splice(0),
    async renew() {
      await sandbox.browser.close();
      sandbox = await open();
    },
    async close() {
      await sandbox.browser.close();
      client.destroy();
    },
  };
}
