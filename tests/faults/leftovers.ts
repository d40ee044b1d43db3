// What must not pile up from fault to fault.
import { readdir } from 'node:fs/promises';
import { zombiesAmong } from '../bench/process-tree.ts';
import type { FaultProxy } from './fault-proxy.ts';
import type { Sandbox } from './sandbox.ts';

/** The SDK keeps what it has opened for the ranges of the pack, four at once, and for the picture. */
const S3_CONNECTIONS_AT_MOST = 5;

interface Looked {
  readonly sandbox: Pick<Sandbox, 'pids' | 'browserPids' | 'scratch' | 'browserFolder'>;
  readonly site: Pick<FaultProxy, 'connections'>;
  readonly s3: Pick<FaultProxy, 'connections'>;
}

export async function leftoversOf({ sandbox, site, s3 }: Looked): Promise<readonly string[]> {
  const zombies = zombiesAmong(sandbox.pids());
  const browsers = sandbox.browserPids();
  const files = (await readdir(sandbox.scratch())).filter((name) => name !== sandbox.browserFolder);
  const [toSite, toS3] = await Promise.all([site.connections(), s3.connections()]);
  return [
    ...(zombies.length > 0 ? [`${zombies.length} zombies`] : []),
    // An idle sandbox has its function and one browser; a launcher that hangs counts as well.
    ...(browsers.length > 1 ? [`${browsers.length} processes besides the function`] : []),
    ...(files.length > 0 ? [`in scratch: ${files.join(', ')}`] : []),
    ...(toSite > 0 ? [`${toSite} connections to the card site`] : []),
    ...(toS3 > S3_CONNECTIONS_AT_MOST ? [`${toS3} connections to S3`] : []),
  ];
}
