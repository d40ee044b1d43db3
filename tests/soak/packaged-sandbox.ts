// The packaged function in a sandbox of its own, with an S3 server and the card site: what it answers and what it holds.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { CloudFrontResultResponse } from 'aws-lambda';
import type { Card } from '../../card-schema/catalogue.ts';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { DEVELOPMENT_KEYS } from '../../edge/core/config.ts';
import { startCardSite } from '../../local/card-site/server.ts';
import { LOCAL_CREDENTIALS, localConfigHeaders } from '../../local/stack/config.ts';
import { type LocalStore, openLocalStore } from '../../local/stack/store.ts';
import { projectPath } from '../../project-path.ts';
import { startLambda } from '../artifact/lambda.ts';
import { makeMinimalRoot } from '../artifact/minimal-root.ts';
import { bytesOnDisk } from '../bench/bytes-on-disk.ts';
import { readPackage } from '../bench/packages.ts';
import { processorMs, processTree, programOf, pssBytes, zombiesAmong } from '../bench/process-tree.ts';
import { parseServerTiming } from '../bench/server-timing.ts';
import { rounded } from '../bench/statistics.ts';
import { cardResponseEvent } from '../support/events.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { INSPECTED, inspectorIn, liveHeapBytes } from './live-heap.ts';

const project = projectPath();
const MB = 1024 * 1024;

export interface Answer {
  readonly status: string;
  readonly picture: Uint8Array;
  readonly totalMs: number | undefined;
  /** Of the processor's time, by function and browser. */
  readonly processorMs: number;
}

export interface Holding {
  /** Proportional set size of all, before the collection. Had earlier looks not collected, it would be somewhat more. */
  readonly peakMB: number;
  /** Of the function alone, after a collection: V8 lets garbage lie as long as memory is plenty, and that is not a leak. */
  readonly functionMB: number;
  /** What is alive of its heap. */
  readonly heapMB: number;
  readonly browserMB: number;
  readonly scratchMB: number;
  readonly processes: number;
  readonly zombies: number;
}

export interface PackagedSandbox {
  readonly designVersions: DesignVersions;
  /** Origin of the card site. */
  readonly site: string;
  readonly log: readonly string[];
  ask(card: Card): Promise<Answer>;
  /** Of the running browser; its main process first. */
  browser(): readonly number[];
  look(): Promise<Holding>;
  /** Ends the function and its browser; the card site goes on. */
  end(): Promise<void>;
  close(): Promise<void>;
}

export async function openPackagedSandbox(): Promise<PackagedSandbox> {
  const { zip, objects, designVersions } = await readPackage(project);
  const data = await temporaryFolder('soak-s3');
  const store = await openLocalStore(data.path, 0);
  await putAll(store, objects);
  const directory = projectPath('dist/upload/card-site');
  const site = await startCardSite({ port: 0, directory, pageKeys: [DEVELOPMENT_KEYS.page] });
  const root = await makeMinimalRoot();
  await root.install(zip, '/var/task');
  const lambda = await startLambda({
    root,
    task: '/var/task',
    handler: 'edge/origin-response.handler',
    s3: { endpoint: store.endpoint, ...LOCAL_CREDENTIALS },
    variables: INSPECTED,
  });
  const config = localConfigHeaders(site.origin);
  const browser = () => processTree(lambda.pid).filter((pid) => !/^(unshare|node|MainThread)$/.test(programOf(pid)));
  const spentMs = () => processTree(lambda.pid).reduce((sum, pid) => sum + processorMs(pid), 0);
  const holdMB = (pids: readonly number[]) => pids.reduce((sum, pid) => sum + pssBytes(pid), 0) / MB;

  return {
    designVersions,
    site: site.origin,
    log: lambda.log,
    async ask(card) {
      const event = cardResponseEvent(card, designVersions, { config });
      const before = spentMs();
      const { headers, body = '' } = await lambda.invoke<CloudFrontResultResponse>(event);
      const after = spentMs();
      const header = (name: string) => headers?.[name]?.[0]?.value ?? '';
      const { total: totalMs } = parseServerTiming(header('server-timing'));
      return { status: header('x-card-status'), picture: Buffer.from(body, 'base64'), totalMs, processorMs: after - before };
    },
    browser,
    async look() {
      const processes = processTree(lambda.pid);
      const pids = browser();
      const own = processes.filter((pid) => !pids.includes(pid));
      const browserMB = holdMB(pids);
      const peakMB = browserMB + holdMB(own);
      const heapMB = (await liveHeapBytes(inspectorIn(lambda.log))) / MB;
      return {
        peakMB: rounded(peakMB),
        functionMB: rounded(holdMB(own)),
        heapMB: rounded(heapMB, 2),
        browserMB: rounded(browserMB),
        scratchMB: rounded((await bytesOnDisk(join(root.folder, 'tmp'))) / MB),
        processes: processes.length,
        zombies: zombiesAmong(processes).length,
      };
    },
    end: () => lambda.kill(),
    async close() {
      await lambda.kill();
      await Promise.all([root.remove(), site.close(), store.close()]);
      await data.remove();
    },
  };
}

async function putAll({ client, bucket }: LocalStore, objects: Readonly<Record<string, string>>): Promise<void> {
  for (const [Key, file] of Object.entries(objects))
    await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: await readFile(file) }));
}
