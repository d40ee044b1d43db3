// All faults of the photo way, several at once: most of their time they wait.

import { startS3Server } from '../../../local/s3/server.ts';
import { LOCAL_CREDENTIALS } from '../../../local/stack/config.ts';
import type { PhotoFaultResult } from '../../../tools/docs/fault-results.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { openPhotoBench } from './photo-bench.ts';
import type { PhotoFault, Story } from './photo-fault.ts';
import { runPhotoFault } from './run-photo-fault.ts';
import { filesOf } from './seen.ts';
import { prepare } from './stories.ts';

const AT_ONCE = 6;
const STORIES: readonly Story[] = ['upload', 'hiding', 'review', 'edit'];
const REMAINING_MS = 60_000;

/** In the order of the list, whichever ends first; without those at which the bench itself failed, which `onError` is given. */
export async function runPhotoFaults(
  faults: readonly PhotoFault[],
  onError: (fault: PhotoFault, error: unknown) => void,
  atOnce = AT_ONCE,
): Promise<readonly PhotoFaultResult[]> {
  await using folder = await temporaryFolder('photo-faults');
  const server = await startS3Server({ directory: folder.path, port: 0, ...LOCAL_CREDENTIALS });
  try {
    const references = new Map<Story, Readonly<Record<string, string>>>();
    for (const story of STORIES) references.set(story, await undisturbed(server.endpoint, story));
    const results: (PhotoFaultResult | undefined)[] = [];
    const queue = faults.entries();
    const work = async () => {
      for (const [at, fault] of queue)
        results[at] = await runPhotoFault(server.endpoint, fault, references).catch((error: unknown) => {
          onError(fault, error);
          return undefined;
        });
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    return results.flatMap((result) => result ?? []);
  } finally {
    await server.close();
  }
}

async function undisturbed(s3Endpoint: string, story: Story): Promise<Readonly<Record<string, string>>> {
  const bench = await openPhotoBench(s3Endpoint, false);
  try {
    await prepare(bench, story);
    const failed = await bench.queue.deliver(REMAINING_MS);
    if (failed.length > 0) throw new Error(`The bench itself makes no photo. ${bench.log.join('\n')}`);
    return await filesOf(bench);
  } finally {
    await bench.close();
  }
}
