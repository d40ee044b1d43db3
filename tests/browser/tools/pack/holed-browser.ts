// The real browser as the function has it: pruned, with holes in its file, and an entry that lays traps over them.
import { open, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserFiles } from '../../../../edge/adapters/browser/browser-files.ts';
import { segmentsOf } from '../../../../edge/adapters/pack/unpack.ts';
import type { WithTrapEntry } from '../../../../tools/pack/trap-entry.ts';

/** Writes chromium into a folder, and links what else belongs to the installed browser. */
export async function placeHoledBrowser(folder: string, installed: BrowserFiles, { bytes, holes }: WithTrapEntry): Promise<void> {
  const file = await open(join(folder, 'chromium'), 'w', 0o755);
  await file.truncate(bytes.length);
  const ranges = holes.map(({ from, to }) => [from, to] as const);
  for (const { at, from, to } of segmentsOf([{ path: 'chromium', mode: 0o755, bytes: bytes.length, holes: ranges }]))
    await file.write(bytes, at, to - from, at);
  await file.close();
  for (const name of ['start', 'fonts.conf', 'lib', 'fonts']) await symlink(join(installed.folder, name), join(folder, name));
}
