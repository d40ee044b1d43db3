// Scratch that takes no more. The browser shares memory without it, unless its memory library is gone.
import { open, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MEMORY_LIBRARY } from '../../../edge/adapters/browser/browser-files.ts';
import type { Bench, Fault } from '../fault.ts';
import { shippedIn } from '../sandbox.ts';
import { endBrowser } from '../signals.ts';
import { unpackedIn } from './launcher.ts';

const disk = { seam: 'disk', shipped: true } as const;

const FILLER = 'filler';
const PART_BYTES = 4 * 1024 * 1024;

/** Writes until nothing more fits. */
async function fill({ sandbox }: Bench): Promise<void> {
  const file = await open(join(sandbox.scratch(), FILLER), 'a');
  try {
    for (let size = PART_BYTES; size >= 4096; ) {
      const written = await file.write(Buffer.alloc(size)).catch(() => ({ bytesWritten: 0 }));
      if (written.bytesWritten < size) size >>= 1;
    }
  } finally {
    await file.close();
  }
}

const empty = ({ sandbox }: Bench) => rm(join(sandbox.scratch(), FILLER), { force: true });

/** Throws where scratch still takes something. */
async function mustTakeNothing({ sandbox }: Bench): Promise<void> {
  const file = join(sandbox.scratch(), `${FILLER}-too-much`);
  const written = await writeFile(file, Buffer.alloc(4096)).then(
    () => true,
    () => false,
  );
  await rm(file, { force: true }).catch(() => {});
  if (written) throw new Error('Scratch takes more.');
}

const libraryOf = ({ sandbox }: Bench) => join(unpackedIn(sandbox), 'lib', MEMORY_LIBRARY);

/** The next browser shares memory through files in scratch. */
async function takeMemoryLibrary(bench: Bench): Promise<void> {
  await endBrowser(bench.sandbox); // which gives back what it had in scratch
  await rename(libraryOf(bench), `${libraryOf(bench)}.taken`);
}

/** It may have been unpacked again. */
const giveMemoryLibrary = (bench: Bench) => rename(`${libraryOf(bench)}.taken`, libraryOf(bench)).catch(() => {});

export const SCRATCH_FAULTS: readonly Fault[] = [
  {
    ...disk,
    name: 'scratch fills up, the browser runs',
    expected: 'card',
    budgetMs: 5000,
    checked: true,
    switchOn: fill,
    // A browser that ends gives back what it had; that goes as well.
    async during(bench) {
      for (let times = 0; times < 150; times++) {
        await fill(bench);
        await sleep(10);
      }
      await mustTakeNothing(bench);
    },
    switchOff: empty,
  },
  {
    ...disk,
    name: 'scratch is full, the browser must be started',
    expected: 'card',
    budgetMs: 5000,
    checked: true,
    async switchOn(bench) {
      await endBrowser(bench.sandbox);
      await fill(bench);
      await mustTakeNothing(bench);
    },
    switchOff: empty,
  },
  {
    ...disk,
    name: 'scratch is full, the browser must be started without its memory library',
    expected: 'fallback',
    budgetMs: 5000,
    async switchOn(bench) {
      await takeMemoryLibrary(bench);
      await fill(bench);
    },
    async switchOff(bench) {
      await empty(bench);
      await giveMemoryLibrary(bench);
    },
    logged: /browser_failed/,
  },
  {
    ...disk,
    name: 'scratch is read-only before the browser is unpacked',
    expected: 'fallback',
    budgetMs: 8000,
    switchOn: (bench) => shippedIn(bench.sandbox).renewWithScratch('size=512m,ro'),
    switchOff: (bench) => shippedIn(bench.sandbox).remountScratch('rw'),
    logged: /pack_failed/,
  },
  {
    ...disk,
    name: 'scratch has become read-only, the browser must be started',
    expected: 'card',
    budgetMs: 5000,
    checked: true,
    async switchOn(bench) {
      await endBrowser(bench.sandbox);
      await shippedIn(bench.sandbox).remountScratch('ro');
      await mustTakeNothing(bench);
    },
    switchOff: (bench) => shippedIn(bench.sandbox).remountScratch('rw'),
  },
  {
    ...disk,
    name: 'scratch has become read-only, the browser must be started without its memory library',
    expected: 'fallback',
    budgetMs: 5000,
    async switchOn(bench) {
      await takeMemoryLibrary(bench);
      await shippedIn(bench.sandbox).remountScratch('ro');
    },
    async switchOff(bench) {
      await shippedIn(bench.sandbox).remountScratch('rw');
      await giveMemoryLibrary(bench);
    },
    logged: /browser_failed/,
  },
];
