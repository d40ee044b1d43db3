import { chmod, copyFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LAUNCHER } from '../../../edge/adapters/browser-files.ts';
import type { Fault } from '../fault.ts';
import type { Sandbox } from '../sandbox.ts';

/** Where the unpacked browser lies in a sandbox's scratch. */
export async function unpackedIn(sandbox: Sandbox): Promise<string> {
  const name = (await readdir(sandbox.scratch())).find((each) => /^edgecard-browser-(?!partial)/.test(each));
  if (name === undefined) throw new Error('No browser has been unpacked.');
  return join(sandbox.scratch(), name);
}

/** Does something the first time, and starts the browser after that. There is nothing but the shell, as on Lambda. */
export const once = (command: string) => `#!/bin/sh\n[ -e "$0.once" ] && exec "$0.good" "$@"\n: > "$0.once"\n${command}\n`;

/** Another script in the place of the one that starts the browser, which lies beside it as `start.good`. */
export function launcherReplaced(script: string): Pick<Fault, 'switchOn' | 'switchOff'> {
  return {
    async switchOn({ sandbox }) {
      const launcher = join(await unpackedIn(sandbox), LAUNCHER.path);
      await copyFile(launcher, `${launcher}.good`);
      await rm(launcher);
      await writeFile(launcher, script);
      await chmod(launcher, 0o755);
    },
    async switchOff({ sandbox }) {
      const launcher = join(await unpackedIn(sandbox), LAUNCHER.path);
      await rm(`${launcher}.once`, { force: true });
      await rename(`${launcher}.good`, launcher).catch(() => {}); // it has been unpacked anew
    },
  };
}
