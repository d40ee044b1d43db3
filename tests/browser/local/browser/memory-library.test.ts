// The library in front of the browser's memory calls makes pictures cheaper; no picture needs it.
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { EXAMPLES } from '../../../../card-schema/examples.ts';
import { MEMORY_LIBRARY, sourceOf } from '../../../../edge/adapters/browser/browser-files.ts';
import { installBrowser } from '../../../../local/browser/browser-files.ts';
import { buildMemoryLibrary } from '../../../../local/browser/memory/memory-library.ts';
import { openTestBrowser } from '../../../support/card-browser.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts';

/** The first example of each template. */
const CARDS = [...new Map([...EXAMPLES].reverse().map(({ template, card }) => [template, card])).values()];

let folder: TemporaryFolder;
let withLibrary: Drawn;

beforeAll(async () => {
  folder = await temporaryFolder('memory-library');
  const library = await buildMemoryLibrary();
  const ofAnotherMachine = Buffer.from(library);
  ofAnotherMachine.writeUInt16LE(183, 18); // AArch64
  await writeFile(join(folder.path, 'empty.so'), '');
  await writeFile(join(folder.path, 'cut.so'), library.subarray(0, 200));
  await writeFile(join(folder.path, 'of-another-machine.so'), ofAnotherMachine);
  withLibrary = await drawAll(MEMORY_LIBRARY);
});
afterAll(() => folder.remove());

interface Drawn {
  readonly pictures: readonly Uint8Array[];
  /** Whether the browser has the library in its memory. */
  readonly loaded: boolean;
  /** Bytes that it holds of its file and cannot write to, and bytes of these that are not the file's any more. */
  readonly program: { readonly present: number; readonly changed: number };
}

/** Each card twice, because only a second picture finds memory of the first one. */
async function drawAll(preloaded: string): Promise<Drawn> {
  const files = await installBrowser();
  const source = sourceOf(async () => ({ ...files, env: { ...files.env, LD_PRELOAD: preloaded } }));
  await using browser = await openTestBrowser({ source });
  const pictures: Uint8Array[] = [];
  for (const card of [...CARDS, ...CARDS]) pictures.push((await browser.draw(card)).jpeg);
  const maps = readFileSync(`/proc/${browser.browser.pid()}/smaps`, 'utf8');
  return { pictures, loaded: maps.includes('/libcard-memory.so'), program: programIn(maps) };
}

/** What the loader has made read-only after it wrote to it is private memory, and not meant here. */
function programIn(maps: string): Drawn['program'] {
  let [present, changed] = [0, 0];
  for (const part of maps.split(/^(?=[0-9a-f]+-[0-9a-f]+ )/m)) {
    const isCode = /^\S+ r-xp .*\/chromium$/m.test(part);
    const isBegin = /^\S+ r--p 00000000 .*\/chromium$/m.test(part);
    if (!isCode && !isBegin) continue;
    const bytesOf = (name: string) => Number(part.match(new RegExp(`^${name}: +(\\d+) kB`, 'm'))?.[1] ?? Number.NaN) * 1024;
    present += bytesOf('Rss');
    changed += bytesOf('Anonymous');
  }
  return { present, changed };
}

test('a browser has the library, and draws a card the second time as it did the first time', () => {
  expect(withLibrary.loaded).toBe(true);
  const [first, second] = [withLibrary.pictures.slice(0, CARDS.length), withLibrary.pictures.slice(CARDS.length)];
  for (const [index, picture] of first.entries()) expect(Buffer.compare(picture, second[index] ?? Buffer.alloc(0))).toBe(0);
});

test('a browser gives up what it holds of its file and needs no longer, and has written to none of it', async () => {
  const without = await drawAll('libnothing.so');
  expect(without.program.changed).toBe(0);
  expect(withLibrary.program.changed).toBe(0);
  expect(without.program.present - withLibrary.program.present).toBeGreaterThan(10_000_000);
});

test.each([
  ['is not there', () => 'libnothing.so'],
  ['is empty', () => join(folder.path, 'empty.so')],
  ['is cut', () => join(folder.path, 'cut.so')],
  ['is for another machine', () => join(folder.path, 'of-another-machine.so')],
])('a browser whose library %s draws the same pictures', async (_, preloaded) => {
  const { pictures, loaded } = await drawAll(preloaded());
  expect(loaded).toBe(false);
  for (const [index, picture] of pictures.entries()) {
    expect(Buffer.compare(picture, withLibrary.pictures[index] ?? Buffer.alloc(0))).toBe(0);
  }
});
