import { mkdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fault, FaultParts, SwitchedOn } from '../fault.ts';
import { shippedIn } from '../sandbox.ts';
import { endBrowser } from '../signals.ts';
import { unpackedIn } from './launcher.ts';
import { SCRATCH_FAULTS } from './scratch.ts';

const disk = { seam: 'disk', shipped: true } as const;

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
  ...SCRATCH_FAULTS,
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
