import { existsSync } from 'node:fs';
import { mkdir, open, readFile, realpath, rm, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from '../terminal/errors.ts';
import { writeWhole } from '../terminal/write-whole.ts';

export interface FileToWrite {
  readonly file: string;
  readonly text: string;
  /** What it says now, for a file that is there already; it must say nothing else when it is replaced. */
  readonly former?: string;
}

/** Writes all files or none: what was done is undone when one fails. New files replace nothing. */
export async function writeFiles(files: readonly FileToWrite[]): Promise<void> {
  const undo: (() => Promise<unknown>)[] = [];
  try {
    for (const { file, text, former } of files) {
      if (former === undefined) {
        await makeFolder(dirname(file), undo);
        await createFile(file, text, undo);
      } else {
        if ((await readFile(file, 'utf8')) !== former) throw new UsageError(`${file} has changed meanwhile: run this again.`);
        await replaceFile(file, text);
        undo.push(() => replaceFile(file, former));
      }
    }
  } catch (error) {
    // A step that cannot be undone does not stop the others, and the first error is the one that is reported.
    for (const step of undo.reverse()) await step().catch(() => {});
    throw error;
  }
}

/** A write that fails half-way, as on a full disk, leaves a file: it is undone from the moment that the file is there. */
async function createFile(file: string, text: string, undo: (() => Promise<unknown>)[]): Promise<void> {
  const handle = await open(file, 'wx');
  undo.push(() => rm(file));
  try {
    await handle.writeFile(text);
  } finally {
    await handle.close();
  }
}

/** The folder itself and no other above it: those of the project are there. */
async function makeFolder(folder: string, undo: (() => Promise<unknown>)[]): Promise<void> {
  if (existsSync(folder)) return;
  await mkdir(folder);
  undo.push(() => rmdir(folder));
}

/** A server that follows the sources and reads the file meanwhile sees the old text or the new. A link stays one. */
async function replaceFile(file: string, text: string): Promise<void> {
  await writeWhole(await realpath(file), text);
}
