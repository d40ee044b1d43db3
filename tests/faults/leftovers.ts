// What must not pile up from fault to fault.
import { readdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { zombiesAmong } from '../bench/process-tree.ts';
import type { FaultProxy } from './fault-proxy.ts';
import type { Sandbox } from './sandbox.ts';

/** The SDK keeps what it has opened for the ranges of the pack, eight at once (MAX_RANGES), and for the picture. */
const MAX_S3_CONNECTIONS = 9;

/** A server sees a moment later that its client has closed a connection; on a busy machine, some moments. */
const MAX_CLOSING_MS = 500;

interface Looked {
  readonly sandbox: Pick<Sandbox, 'pids' | 'browserPids' | 'scratch' | 'browserFolder'>;
  readonly site: Pick<FaultProxy, 'connections'>;
  readonly s3: Pick<FaultProxy, 'connections'>;
}

export async function leftoversOf({ sandbox, site, s3 }: Looked): Promise<readonly string[]> {
  const zombies = zombiesAmong(sandbox.pids());
  const browsers = sandbox.browserPids();
  const files = (await readdir(sandbox.scratch())).filter((name) => name !== sandbox.browserFolder);
  const [toSite, toS3] = await Promise.all([settled(site, 0), settled(s3, MAX_S3_CONNECTIONS)]);
  return [
    ...(zombies.length > 0 ? [`${zombies.length} zombies`] : []),
    // An idle sandbox has its function and one browser; a launcher that hangs counts as well.
    ...(browsers.length > 1 ? [`${browsers.length} processes besides the function`] : []),
    ...(files.length > 0 ? [`in scratch: ${files.join(', ')}`] : []),
    ...(toSite > 0 ? [`${toSite} connections to the card site`] : []),
    ...(toS3 > MAX_S3_CONNECTIONS ? [`${toS3} connections to S3`] : []),
  ];
}

/** The number of connections, once there are no more than may stay, or those that should be gone have had their time. */
async function settled({ connections }: Pick<FaultProxy, 'connections'>, mayStay: number): Promise<number> {
  const until = performance.now() + MAX_CLOSING_MS;
  for (;;) {
    const open = await connections();
    if (open <= mayStay || performance.now() > until) return open;
    await sleep(20);
  }
}
