// Which pages of the browser's .text drawing touches, as `npm run profile` recorded it.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ExpectedError } from '../../cli/terminal/errors.ts';
import * as drawingSettings from '../../edge/core/drawing-settings.ts';

export interface BrowserProfile {
  /** Version of @sparticuz/chromium. */
  readonly browser: string;
  /** GNU build id of its chromium. */
  readonly buildId: string;
  readonly recordings: readonly Recording[];
  /** Whole pages of .text, and which of them have been touched, numbered from its first. */
  readonly pages: number;
  readonly touched: ReadonlySet<number>;
}

/** One run of `npm run profile`. */
export interface Recording {
  readonly date: string;
  readonly seed: string;
  readonly cards: number;
  /** Kinds of CPU pretended, besides the machine's own. */
  readonly cpus: readonly string[];
  /** Pages that no recording before it had touched. */
  readonly found: number;
  /** Drawing settings that it was made with: drawingSettingsHash() of then. */
  readonly settings: string;
}

const PROFILE_FILE = join(import.meta.dirname, 'browser-profile.json');
export const PAGE_BYTES = 4096;
/** What to do about a profile that cannot be used. */
export const RECORD_AGAIN = 'Record it again: npm run profile.';

/** The file: pages as a bitmap in base64, lowest bit first, in lines. */
type ProfileFile = Omit<BrowserProfile, 'touched'> & { readonly touched: readonly string[] };

const LINE = 120;

export async function readProfile(file = PROFILE_FILE): Promise<BrowserProfile> {
  return parseProfile(await readFile(file, 'utf8'));
}

/** Keeps a profile to which a recording has been added, in place of the one before. */
export async function writeRecording(
  before: BrowserProfile,
  recording: Omit<Recording, 'settings'>,
  touched: ReadonlySet<number>,
): Promise<void> {
  const recordings = [...before.recordings, { ...recording, settings: drawingSettingsHash() }];
  await writeFile(PROFILE_FILE, formatProfile({ ...before, recordings, touched }));
}

/** Another flag may have other code called: a profile says nothing about settings that no recording of it was made with. */
export function drawingSettingsHash(): string {
  return createHash('sha256').update(JSON.stringify(drawingSettings)).digest('hex').slice(0, 12);
}

/** Throws where a page is touched that .text does not have. */
export function parseProfile(text: string): BrowserProfile {
  const { touched, ...rest } = JSON.parse(text) as ProfileFile; // formatProfile wrote it
  const bits = Buffer.from(touched.join(''), 'base64');
  const pages = new Set<number>();
  for (let page = 0; page < bits.length * 8; page++) if ((bits[page >> 3] ?? 0) & (1 << (page & 7))) pages.add(page);
  for (const page of pages) {
    if (page >= rest.pages)
      throw new ExpectedError('pack_failed', `The browser’s profile names page ${page} of ${rest.pages}. ${RECORD_AGAIN}`);
  }
  return { ...rest, touched: pages };
}

export function formatProfile({ touched, ...rest }: BrowserProfile): string {
  const bits = Buffer.alloc(Math.ceil(rest.pages / 8));
  for (const page of touched) bits.writeUInt8((bits[page >> 3] ?? 0) | (1 << (page & 7)), page >> 3);
  const lines = bits.toString('base64').match(new RegExp(`.{1,${LINE}}`, 'g')) ?? [];
  return `${JSON.stringify({ ...rest, touched: lines } satisfies ProfileFile, null, 2)}\n`;
}
