// Small things kept on disk as JSON, one file for each, so that they survive whatever ends the process: uploads and messages.
import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../s3/make-folder.ts';

export interface RowFiles<Row> {
  /** All that were there at the start, in no order. */
  readonly found: readonly Row[];
  write(key: string, row: Row): Promise<void>;
  remove(key: string): Promise<void>;
}

const SUFFIX = '.json';

/** One process has the folder at a time. A file that cannot be read is left where it is. */
export async function openRowFiles<Row>(folder: string): Promise<RowFiles<Row>> {
  await makeFolder(folder);
  const names = await readdir(folder);
  // What a process left that died while it wrote.
  await Promise.all(names.filter((name) => !name.endsWith(SUFFIX)).map((name) => rm(join(folder, name), { force: true })));
  const rows = await Promise.all(names.filter((name) => name.endsWith(SUFFIX)).map((name) => readRow<Row>(join(folder, name))));
  // A hash: no key, whatever its characters, can name a file outside the folder.
  const fileOf = (key: string) => join(folder, `${createHash('sha256').update(key).digest('hex')}${SUFFIX}`);
  const inOrder = createLine();
  return {
    found: rows.flatMap((row) => row ?? []),
    write: (key, row) =>
      inOrder(async () => {
        await makeFolder(folder); // somebody may have deleted the data folder
        const incoming = join(folder, randomUUID());
        await writeFile(incoming, JSON.stringify(row));
        await rename(incoming, fileOf(key));
      }),
    remove: (key) => inOrder(() => rm(fileOf(key), { force: true })),
  };
}

/** Runs one after the other what is handed in: the last word on a row is the last that was said. */
function createLine(): (work: () => Promise<void>) => Promise<void> {
  let last = Promise.resolve();
  return (work) => {
    const done = last.then(work);
    last = done.catch(() => {}); // those who await `done` are given the error
    return done;
  };
}

async function readRow<Row>(file: string): Promise<Row | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Row; // write() above wrote it, whole or not at all
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
