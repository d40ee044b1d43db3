import { mkdir, open, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench, Fault, FaultParts, SwitchedOn } from '../fault.ts';
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

/** Scratch as an earlier sandbox left it; `right` is the name that its browser must have. */
const leftovers = (leave: (scratch: string, right: string) => Promise<void>): SwitchedOn<'checked'> => ({
  checked: true, // without them the sandbox does not start
  switchOn: ({ sandbox }) => shippedIn(sandbox).renewWithLeftovers((scratch) => leave(scratch, sandbox.browserFolder ?? '')),
});

/** Damages the unpacked browser, and leaves it so. */
const damaged = (damage: (folder: string) => Promise<void>): Pick<FaultParts, 'switchOn'> => ({
  async switchOn(bench) {
    await endBrowser(bench.sandbox);
    await damage(unpackedIn(bench.sandbox));
  },
});

export const DISK_FAULTS: readonly Fault[] = [
  {
    ...disk,
    name: 'scratch is too small for the browser',
    expected: 'fallback',
    budgetMs: 8000,
    switchOn: (bench) => shippedIn(bench.sandbox).renewWithScratch('size=100m'),
    switchOff: (bench) => shippedIn(bench.sandbox).remountScratch('size=512m'),
    logged: /pack_failed/,
  },
  {
    ...disk,
    name: 'scratch fills up, the browser runs',
    expected: 'fallback',
    budgetMs: 5000,
    switchOn: fill,
    // A browser that ends gives back what it had; that goes as well.
    async during(bench) {
      for (let times = 0; times < 150; times++) {
        await fill(bench);
        await sleep(10);
      }
    },
    switchOff: empty,
    logged: /browser_failed/,
  },
  {
    ...disk,
    name: 'scratch is full, the browser must be started',
    expected: 'fallback',
    budgetMs: 5000,
    async switchOn(bench) {
      await endBrowser(bench.sandbox); // which gives back what it had in scratch
      await fill(bench);
    },
    switchOff: empty,
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
    expected: 'fallback',
    budgetMs: 5000,
    async switchOn(bench) {
      await endBrowser(bench.sandbox);
      await shippedIn(bench.sandbox).remountScratch('ro');
    },
    switchOff: (bench) => shippedIn(bench.sandbox).remountScratch('rw'),
    logged: /browser_failed/,
  },
  {
    ...disk,
    name: 'a core file of 200 MB from an earlier crash',
    expected: 'card',
    budgetMs: 8000,
    ...leftovers((scratch) => writeFile(join(scratch, 'core.1234'), Buffer.alloc(200 * 1024 * 1024))),
  },
  {
    ...disk,
    name: 'the browser of an earlier deployment',
    expected: 'card',
    budgetMs: 8000,
    ...leftovers(async (scratch) => {
      await mkdir(join(scratch, 'edgecard-browser-0123456789ab'));
      await writeFile(join(scratch, 'edgecard-browser-0123456789ab/chromium'), Buffer.alloc(200 * 1024 * 1024));
    }),
  },
  {
    ...disk,
    name: 'half a browser from a crash in mid-unpacking',
    expected: 'card',
    budgetMs: 8000,
    ...leftovers(async (scratch) => {
      await mkdir(join(scratch, 'edgecard-browser-partial-abcdef'));
      await writeFile(join(scratch, 'edgecard-browser-partial-abcdef/chromium'), Buffer.alloc(100 * 1024 * 1024));
    }),
  },
  {
    ...disk,
    name: 'an empty folder with the browser’s right name',
    expected: 'fallback',
    budgetMs: 8000,
    ...leftovers(async (scratch, right) => {
      await mkdir(join(scratch, right));
    }),
    logged: /browser_failed/,
  },
  {
    ...disk,
    name: 'the unpacked browser is cut in half',
    expected: 'fallback',
    budgetMs: 5000,
    ...damaged((folder) => truncate(join(folder, 'chromium'), 50_000_000)),
    logged: /browser_failed/,
  },
  {
    ...disk,
    name: 'the unpacked browser has lost its launcher',
    expected: 'fallback',
    budgetMs: 5000,
    ...damaged((folder) => rm(join(folder, 'start'))),
    logged: /browser_failed/,
  },
  {
    ...disk,
    name: 'the unpacked browser has lost a library',
    expected: 'fallback',
    budgetMs: 5000,
    ...damaged((folder) => rm(join(folder, 'lib'), { recursive: true })),
    logged: /browser_failed/,
  },
  {
    ...disk,
    name: 'the unpacked browser is gone',
    expected: 'fallback',
    budgetMs: 5000,
    ...damaged((folder) => rm(folder, { recursive: true })),
    logged: /browser_failed/,
  },
];
