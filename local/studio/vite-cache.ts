// Vite writes its compiled packages into a folder, and takes it for its own: two servers at once would take each other's files away.
import { rmSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { madePath } from '../../card-site/bundle/made-path.ts';
import { leaveMark, ownName, readLivingMark, removeFile } from '../../card-site/bundle/process-mark.ts';

export interface ViteCache {
  readonly folder: string;
  remove(): Promise<void>;
}

const MARK = /\.mark$/;
/** A server that is being closed may still write a file into its folder: again, for about a second and a half. */
const REMOVAL = { recursive: true, force: true, maxRetries: 5, retryDelay: 100 } as const;

/** A folder for this process alone. What processes left that were killed is removed. */
export async function openViteCache(caches = madePath('vite')): Promise<ViteCache> {
  await mkdir(caches, { recursive: true });
  await removeDead(caches);
  const folder = join(caches, ownName());
  // A process that ends before its server is closed takes the folder along as well, and before its mark.
  const removeAtExit = () => removeNow(folder);
  process.once('exit', removeAtExit);
  const mark = leaveMark(`${folder}.mark`, "Vite's server", { exclusive: false });
  await rm(folder, REMOVAL);
  return {
    folder,
    async remove() {
      await rm(folder, REMOVAL);
      process.off('exit', removeAtExit);
      mark.remove();
    },
  };
}

function removeNow(folder: string): void {
  try {
    rmSync(folder, REMOVAL);
  } catch {
    // The next server finds a folder without a mark, and removes it.
  }
}

/** A process leaves its mark before it has a folder. */
async function removeDead(caches: string): Promise<void> {
  for (const name of new Set((await readdir(caches)).map((each) => each.replace(MARK, '')))) {
    const mark = join(caches, `${name}.mark`);
    if (readLivingMark(mark, Number.POSITIVE_INFINITY)) continue;
    await rm(join(caches, name), REMOVAL);
    removeFile(mark);
  }
}
