import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Writes a file that is there whole or not at all: who reads it meanwhile has the former one. The file is replaced, so it must be a regular
 * one or none, and no link.
 */
export async function writeWhole(file: string, data: string | Uint8Array): Promise<void> {
  const partial = partialOf(file);
  try {
    await writeFile(partial, data);
    await rename(partial, file);
  } finally {
    await rm(partial, { force: true });
  }
}

/** A name of its own: one made of the file's might be too long. */
export function partialOf(file: string): string {
  return join(dirname(file), `.${randomUUID()}.partial`);
}
