// Whether something can be written at a place, asked before the work whose result is to go there.
import { constants, type Stats } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { systemErrorIn } from './system-errors.ts';

/** Why a file cannot be written there; undefined if nothing is known to be in the way. */
export async function problemOfFile(file: string): Promise<string | undefined> {
  const found = await look(file);
  if (found?.isDirectory()) return `${file} is a folder`;
  if (found) return problemOfAccess(file);
  const folder = dirname(resolve(file));
  const above = await look(folder);
  if (!above) return `there is no folder ${dirname(file)}`;
  return above.isDirectory() ? problemOfAccess(folder) : `${dirname(file)} is a file where a folder is needed`;
}

/** The same for a folder, which need not be there yet. */
export async function problemOfFolder(folder: string): Promise<string | undefined> {
  const found = await look(folder);
  if (found) return found.isDirectory() ? problemOfAccess(folder) : `${folder} is a file where a folder is needed`;
  const above = dirname(resolve(folder));
  return above === resolve(folder) ? undefined : problemOfFolder(above);
}

async function look(path: string): Promise<Stats | undefined> {
  return stat(path).catch(() => undefined);
}

async function problemOfAccess(path: string): Promise<string | undefined> {
  try {
    await access(path, constants.W_OK);
    return undefined;
  } catch (error) {
    if (systemErrorIn(error)?.code === 'EROFS') return `${path} is on a file system that can only be read`;
    return `this user may not write to ${path}`;
  }
}
