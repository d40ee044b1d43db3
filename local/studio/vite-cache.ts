// Vite writes its compiled packages into a folder, and takes it for its own: two servers at once would take each other's files away.
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
  const mark = leaveMark(`${folder}.mark`, "Vite's server", { exclusive: false });
  await rm(folder, REMOVAL);
  return {
    folder,
    async remove() {
      await rm(folder, REMOVAL);
      mark.remove();
    },
  };
}

async function removeDead(caches: string): Promise<void> {
  for (const name of (await readdir(caches)).filter((each) => MARK.test(each))) {
    if (readLivingMark(join(caches, name), Number.POSITIVE_INFINITY)) continue;
    await rm(join(caches, name.replace(MARK, '')), REMOVAL);
    removeFile(join(caches, name));
  }
}
