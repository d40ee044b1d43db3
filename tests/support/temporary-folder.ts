import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TemporaryFolder extends AsyncDisposable {
  readonly path: string;
  /** For hooks; `await using` does it by itself. */
  remove(): Promise<void>;
}

/** With `EDGECARD_KEEP=1` the folders of tests stay, for a look at what a failure left. */
const isKept = process.env['EDGECARD_KEEP'] === '1';

/** A new folder, removed with all it holds. */
export async function temporaryFolder(name: string): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), `edgecard-${name}-`));
  // A process that was killed a moment ago may still be writing there.
  const remove = () => (isKept ? sayKept(path) : rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }));
  return { path, remove, [Symbol.asyncDispose]: remove };
}

async function sayKept(path: string): Promise<void> {
  process.stderr.write(`kept: ${path}\n`);
}
