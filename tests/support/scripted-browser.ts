// A shell script in a browser's place: one that hangs, dies or is slow before the browser starts, or in place of it.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installBrowser } from '../../local/browser/browser-files.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** What a card browser is started from. */
type BrowserFiles = Awaited<ReturnType<typeof installBrowser>>;

export interface ScriptedBrowser extends AsyncDisposable {
  readonly files: BrowserFiles;
  /** Where the script runs: its $FOLDER. */
  readonly folder: string;
}

/** In the script, `"$BROWSER" "$@"` is the real browser and $FOLDER a folder of its own. */
export async function scriptedBrowser(script: string): Promise<ScriptedBrowser> {
  const real = await installBrowser();
  const folder = await temporaryFolder('scripted-browser');
  const executable = join(folder.path, 'start');
  await writeFile(executable, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const env = { ...real.env, PATH: process.env['PATH'] ?? '', BROWSER: real.executable, FOLDER: folder.path };
  return {
    files: { ...real, executable, env },
    folder: folder.path,
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}
