import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Blocks, not lengths: a sparse file takes no more than it holds. What vanishes meanwhile counts nothing. */
export async function bytesOnDisk(path: string): Promise<number> {
  const about = await stat(path).catch(() => undefined);
  if (!about) return 0;
  const names = about.isDirectory() ? await readdir(path).catch(() => []) : [];
  const inside = await Promise.all(names.map((name) => bytesOnDisk(join(path, name))));
  return about.blocks * 512 + inside.reduce((sum, bytes) => sum + bytes, 0);
}
