// Takes the code that drawing never touches out of the browser. What is left runs as before; a call of the rest traps at once.
import { ExpectedError } from '../../cli/terminal/errors.ts';
import { type BrowserProfile, PAGE_BYTES, RECORD_AGAIN } from './browser-profile.ts';
import { parseElf, pointedTo, type Section, sectionNamed } from './elf.ts';
import { instructionFrom } from './instructions.ts';

export interface Pruned {
  /** As long as the browser, and the same outside of what was removed. */
  readonly bytes: Uint8Array;
  /** Offsets in the file, ascending: from the first byte to behind the last. */
  readonly removed: readonly Removed[];
}

export interface Removed {
  readonly from: number;
  readonly to: number;
}

/**
 * Gaps of so many untouched pages between touched ones are kept too: half of what later recordings found lay in such gaps.
 * More would fit the zip, but leave it no room.
 */
const MAX_GAP_PAGES = 3;
/** int3, whichever byte of it is jumped to: SIGTRAP. */
export const TRAP = 0xcc;

/**
 * Only whole pages of .text go; everything else in the file stays as it is, because a missing byte of data would be read
 * without a trap. Throws where the profile is of another build of the browser.
 */
export function prune(chromium: Uint8Array, profile: BrowserProfile, maxGapPages = MAX_GAP_PAGES): Pruned {
  const elf = parseElf(chromium);
  if (elf.buildId !== profile.buildId) {
    throw new ExpectedError(
      'pack_failed',
      `The profile is of the browser ${profile.browser}, build ${profile.buildId}; this is build ${elf.buildId}. ${RECORD_AGAIN}`,
    );
  }
  const text = sectionNamed(elf, '.text');
  const pages = Math.floor(text.size / PAGE_BYTES);
  if (text.address % PAGE_BYTES !== 0 || text.offset % PAGE_BYTES !== 0 || pages !== profile.pages) {
    throw new ExpectedError(
      'pack_failed',
      `The profile has ${profile.pages} pages; .text has ${pages}, from ${text.address}. ${RECORD_AGAIN}`,
    );
  }

  const code = chromium.subarray(text.offset, text.offset + text.size);
  const starts = pointedTo(chromium, elf, text.address, text.address + text.size);
  const bytes = new Uint8Array(chromium); // a Buffer’s slice would share its memory
  const removed = untouchedRuns(profile, maxGapPages).map(([first, behind]): Removed => {
    const from = text.offset + cut(code, starts, text, first * PAGE_BYTES);
    const to = text.offset + behind * PAGE_BYTES;
    bytes.fill(TRAP, from, to);
    return { from, to };
  });
  return { bytes, removed };
}

/** Runs of untouched pages that are longer than a kept gap, as [first, behind the last]. What follows the last whole page stays. */
function untouchedRuns({ pages, touched }: BrowserProfile, keptGap: number): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (let page = 0; page < pages; page++) {
    if (touched.has(page)) continue;
    const run = runs.at(-1);
    if (run?.[1] === page) run[1] = page + 1;
    else runs.push([page, page + 1]);
  }
  return runs.filter(([first, behind]) => behind - first > keptGap);
}

/**
 * Where to begin at a page: an instruction that begins on the kept page before it stays whole. Half of it would not trap but be
 * another instruction, which may jump or write anywhere.
 */
function cut(code: Uint8Array, starts: Uint32Array, { address }: Section, at: number): number {
  if (at === 0) return 0;
  const start = lastUpTo(starts, address + at);
  return instructionFrom(code, start === undefined ? 0 : start - address, at);
}

function lastUpTo(ascending: Uint32Array, limit: number): number | undefined {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return ascending[low - 1];
}
