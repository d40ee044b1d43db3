// @examples article
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createCard } from '../../../../card-schema/catalogue.ts';
import { browserFilesIn } from '../../../../edge/adapters/browser/browser-files.ts';
import { installBrowser } from '../../../../local/browser/browser-files.ts';
import { type BrowserProfile, readProfile } from '../../../../tools/pack/browser-profile.ts';
import { prune, type Removed } from '../../../../tools/pack/prune.ts';
import { type WithTrapEntry, withTrapEntry } from '../../../../tools/pack/trap-entry.ts';
import { openTestBrowser } from '../../../support/card-browser.ts';
import { fc } from '../../../support/fast-check.ts';
import { decode, type Pixels, shareOfDifferentPixels } from '../../../support/pictures.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts';
import { smallElf, TEXT_OFFSET } from '../../../tools/pack/small-elf.ts';
import { placeHoledBrowser } from './holed-browser.ts';

const PAGE = 4096;
const PAGES = 12;
const BUILD = 'ab'.repeat(20);

const profileOf = (touched: readonly number[], more: Partial<BrowserProfile> = {}): BrowserProfile => ({
  browser: '1.0.0',
  buildId: BUILD,
  recordings: [],
  pages: PAGES,
  touched: new Set(touched),
  ...more,
});

/** One-byte instructions, so that every page begins with one. */
const plain = smallElf({ code: new Uint8Array(PAGES * PAGE + 500).fill(0x90), buildId: BUILD });
const pagesOf = (removed: readonly Removed[]) =>
  removed.map(({ from, to }) => [(from - TEXT_OFFSET) / PAGE, (to - TEXT_OFFSET) / PAGE]);

describe('A pruned browser', () => {
  test('has traps where no page was touched, and all else as it was', () => {
    const anyPages = fc.uniqueArray(fc.nat(PAGES - 1));
    fc.assert(
      fc.property(anyPages, fc.nat(4), (touched, keptGap) => {
        const before = Buffer.from(plain);
        const { bytes, removed } = prune(plain, profileOf(touched), keptGap);
        expect(before.equals(plain)).toBe(true); // the browser itself is left alone
        const rebuilt = Buffer.from(plain);
        for (const { from, to } of removed) rebuilt.fill(0xcc, from, to);
        expect(rebuilt.equals(bytes)).toBe(true);
        const gone = pagesOf(removed).flatMap(([first = 0, behind = 0]) =>
          Array.from({ length: behind - first }, (_, at) => first + at),
        );
        const edges = [-1, PAGES, ...touched];
        const gapAt = (page: number) =>
          Math.min(...edges.filter((edge) => edge > page)) - Math.max(...edges.filter((edge) => edge < page)) - 1;
        const goes = (page: number) => !touched.includes(page) && gapAt(page) > keptGap;
        expect(gone).toEqual(Array.from({ length: PAGES }, (_, page) => page).filter(goes));
      }),
    );
  });

  test('keeps what follows the last whole page of .text', () => {
    const { removed } = prune(plain, profileOf([]), 0);
    expect(pagesOf(removed)).toEqual([[0, PAGES]]);
  });

  test('keeps an instruction whole that reaches from a kept page into one that goes', () => {
    const code = new Uint8Array(PAGES * PAGE).fill(0x90);
    code.set([0xe8, 1, 2, 3, 4], PAGE - 2); // call, three of its bytes on the next page
    code.set([0x48, 0xb8, 1, 2, 3, 4, 5, 6, 7, 8], 5 * PAGE - 9); // mov rax, one byte on the next page
    const file = smallElf({ code, buildId: BUILD, pointedTo: [0, 4 * PAGE] });
    const { removed } = prune(file, profileOf([0, 4]), 0);
    expect(removed).toEqual([
      { from: TEXT_OFFSET + PAGE + 3, to: TEXT_OFFSET + 4 * PAGE },
      { from: TEXT_OFFSET + 5 * PAGE + 1, to: TEXT_OFFSET + PAGES * PAGE },
    ]);
  });

  test.each([
    [
      'another build',
      profileOf([1], { buildId: 'cd'.repeat(20) }),
      /is of the browser 1\.0\.0, build (cd)+; this is build (ab)+\./,
    ],
    ['a browser of another size', profileOf([1], { pages: PAGES + 1 }), /has 13 pages; \.text has 12/],
  ])('is not made with the profile of %s', (_, profile, complaint) => {
    expect(() => prune(plain, profile)).toThrow(complaint);
    expect(() => prune(plain, profile)).toThrow('Record it again: npm run profile.');
  });
});

describe('The real browser, pruned', () => {
  let folder: TemporaryFolder;
  let removed: readonly Removed[];
  let made: WithTrapEntry;
  const card = createCard('article', { title: 'Why? Чому? لماذا؟ なぜ', author: 'Bo', theme: 'forest' });

  beforeAll(async () => {
    folder = await temporaryFolder('pruned');
    const installed = await installBrowser();
    const complete = await readFile(join(installed.folder, 'chromium'));
    const result = prune(complete, await readProfile());
    removed = result.removed;
    made = withTrapEntry(complete, result);
    await placeHoledBrowser(folder.path, installed, made);
  }, 60_000);
  afterAll(() => folder.remove());

  test('lacks almost half of its code', () => {
    const bytes = removed.reduce((sum, { from, to }) => sum + to - from, 0);
    expect(bytes).toBeGreaterThan(70_000_000);
  });

  // How seldom code is missing is what `npm run soak:traps` counts: no two starts of a browser are the same. Three in a row that
  // miss some are not a chance any more.
  test('draws the same picture as the complete one, which takes its place where code is missing', async () => {
    await using complete = await openTestBrowser();
    const wanted = await decode((await complete.draw(card)).jpeg);
    const misses: boolean[] = [];
    while (misses.length < 3 && !misses.includes(false)) misses.push(await drawPruned(wanted));
    expect(misses).toContain(false);
  }, 60_000);

  test('gives way to the complete one where it cannot lay its traps', async () => {
    await using complete = await openTestBrowser();
    const wanted = await decode((await complete.draw(card)).jpeg);
    const file = await open(join(folder.path, 'chromium'), 'r+');
    await file.write('/proc/none/exe', made.bytes.indexOf('/proc/self/exe', made.trapped[0]?.from));
    await file.close();
    expect(await drawPruned(wanted)).toBe(true);
  }, 60_000);

  /** Whether code was missing. */
  async function drawPruned(wanted: Pixels): Promise<boolean> {
    let missing = false;
    await using pruned = await openTestBrowser({
      source: {
        files: async () => (missing ? installBrowser() : browserFilesIn(folder.path, { lacksCode: true })),
        ended(ending) {
          missing ||= ending === 'missing code';
        },
      },
    });
    expect(shareOfDifferentPixels(await decode((await pruned.draw(card)).jpeg), wanted)).toBe(0);
    expect(pruned.entries.filter(({ event }) => event === 'browser_retry')).toHaveLength(missing ? 1 : 0);
    return missing;
  }
});
