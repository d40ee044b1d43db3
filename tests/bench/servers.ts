// @examples article event quote
// The card site and S3, in a process of their own: the renderers' processes hold no more than a function does.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { DEVELOPMENT_KEYS } from '../../edge/core/config.ts';
import { startCardSite } from '../../local/card-site/server.ts';
import { LOCAL_BUCKET } from '../../local/stack/config.ts';
import { openLocalStore } from '../../local/stack/store.ts';
import { SITE_FOLDER } from './cards/site.ts';
import { startSlowProxy } from './slow-proxy.ts';
import { endingOf } from './unfinished.ts';

export interface Addresses {
  readonly site: string;
  readonly s3: string;
  /** The same S3, as far away as AWS has it. */
  readonly slowS3: string;
}

export interface Servers extends Addresses {
  close(): Promise<void>;
}

/** What AWS gives one execution environment: 625 Mbit/s. And a request's way to S3 in the same Region and back. */
const S3_BYTES_PER_SECOND = 78_000_000;
const S3_FIRST_BYTE_MS = 15;

/**
 * @param objects files for the picture bucket, by key
 * @param siteFolder the built card site
 */
export async function startServers(objects: Readonly<Record<string, string>>, siteFolder = SITE_FOLDER): Promise<Servers> {
  const child = fork(import.meta.filename, [JSON.stringify(objects), siteFolder], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const addresses = await new Promise<Addresses>((resolve, reject) => {
    child.once('message', (addresses) => resolve(addresses as Addresses)); // serve() below sends nothing else
    child.once('exit', (code) => reject(new Error(`The servers did not start (${code}).`)));
  });
  return {
    ...addresses,
    close: endingOf(async () => {
      if (!child.connected) return;
      child.disconnect();
      await once(child, 'exit');
    }),
  };
}

async function serve(objects: Readonly<Record<string, string>>, directory: string): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), 'edgecard-bench-s3-'));
  const store = await openLocalStore(data, 0);
  for (const [Key, file] of Object.entries(objects))
    await store.client.send(new PutObjectCommand({ Bucket: LOCAL_BUCKET, Key, Body: await readFile(file) }));
  const site = await startCardSite({ port: 0, directory, pageKeys: [DEVELOPMENT_KEYS.page] });
  const slow = await startSlowProxy({
    to: new URL(store.endpoint),
    bytesPerSecond: S3_BYTES_PER_SECOND,
    firstByteMs: S3_FIRST_BYTE_MS,
  });
  process.once('disconnect', async () => {
    await Promise.all([slow.close(), site.close(), store.close()]);
    await rm(data, { recursive: true, force: true });
    process.exit();
  });
  process.send?.({ site: site.origin, s3: store.endpoint, slowS3: slow.origin } satisfies Addresses);
}

if (process.argv[1] === import.meta.filename) {
  const [, , objects = '{}', directory = SITE_FOLDER] = process.argv;
  await serve(JSON.parse(objects) as Record<string, string>, directory);
}
