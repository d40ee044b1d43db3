// The installed browser in a folder that it has never run in, as in a new sandbox: its font cache, say, is still to be made.
import { copyFile, mkdir, mkdtemp, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserFiles, browserFilesIn } from '../../edge/adapters/browser/browser-files.ts';

export interface FreshBrowser {
  readonly files: BrowserFiles;
  /** Takes away what the browser has made in its folder, so that the next one begins as the first did. */
  forget(): Promise<void>;
  remove(): Promise<void>;
}

/** Made when the browser's files were, not by the browser. */
const OURS = ['chromium', 'start', 'fonts.conf', 'lib', 'fonts'];

/** `chromium` stands in for the installed one. */
export async function freshBrowser(installed: BrowserFiles, { chromium }: { chromium?: Uint8Array } = {}): Promise<FreshBrowser> {
  const folder = await mkdtemp(join(tmpdir(), 'edgecard-fresh-'));
  const real = await realpath(installed.folder);
  for (const name of ['fonts.conf', 'lib', ...(chromium ? [] : ['chromium'])])
    await symlink(join(real, name), join(folder, name));
  await copyFile(join(real, 'start'), join(folder, 'start'));
  if (chromium) await writeFile(join(folder, 'chromium'), chromium, { mode: 0o755 });
  await mkdir(join(folder, 'fonts'));
  for (const name of await readdir(join(real, 'fonts'))) await symlink(join(real, 'fonts', name), join(folder, 'fonts', name));
  return {
    files: browserFilesIn(folder),
    async forget() {
      const made = (await readdir(folder)).filter((name) => !OURS.includes(name));
      await Promise.all(made.map((name) => rm(join(folder, name), { recursive: true, force: true })));
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
