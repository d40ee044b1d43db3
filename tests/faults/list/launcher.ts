import { chmod, copyFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LAUNCHER } from '../../../edge/adapters/browser/browser-files.ts';
import type { FaultParts } from '../fault.ts';
import type { Sandbox } from '../sandbox.ts';

/** Where the unpacked browser lies in a sandbox's scratch. */
export function unpackedIn(sandbox: Sandbox): string {
  if (sandbox.browserFolder === undefined) throw new Error('No browser is unpacked here.');
  return join(sandbox.scratch(), sandbox.browserFolder);
}

/** Does something the first time, and starts the browser after that. There is nothing but the shell, as on Lambda. */
export const once = (command: string) => `#!/bin/sh\n[ -e "$0.once" ] && exec "$0.good" "$@"\n: > "$0.once"\n${command}\n`;

/** Another script in the place of the one that starts the browser, which lies next to it as `start.good`. */
export function launcherReplaced(script: string): Pick<FaultParts, 'switchOn' | 'switchOff'> {
  return {
    async switchOn({ sandbox }) {
      const launcher = join(unpackedIn(sandbox), LAUNCHER.path);
      await copyFile(launcher, `${launcher}.good`);
      await rm(launcher);
      await writeFile(launcher, script);
      await chmod(launcher, 0o755);
    },
    async switchOff({ sandbox }) {
      const launcher = join(unpackedIn(sandbox), LAUNCHER.path);
      await rm(`${launcher}.once`, { force: true });
      await rename(`${launcher}.good`, launcher).catch(() => {}); // it has been unpacked again
    },
  };
}
