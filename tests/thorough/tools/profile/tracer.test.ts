// @examples article
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createCard } from '../../../../card-schema/catalogue.ts';
import { sourceOf } from '../../../../edge/adapters/browser/browser-files.ts';
import { installBrowser } from '../../../../local/browser/browser-files.ts';
import { PAGE_BYTES, readProfile } from '../../../../tools/pack/browser-profile.ts';
import { type Elf, parseElf } from '../../../../tools/pack/elf.ts';
import { findBuiltins } from '../../../../tools/profile/builtins.ts';
import { type FreshBrowser, freshBrowser } from '../../../../tools/profile/fresh-browser.ts';
import { type TracedFile, type TraceOptions, traced, tracedFile } from '../../../../tools/profile/traced-browser.ts';
import { openTestBrowser } from '../../../support/card-browser.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

describe('The tracer', () => {
  let fresh: FreshBrowser;
  let chromium: Buffer;
  let elf: Elf;
  let file: TracedFile;

  beforeAll(async () => {
    const installed = await installBrowser();
    fresh = await freshBrowser(installed);
    chromium = await readFile(join(installed.folder, 'chromium'));
    elf = parseElf(chromium);
    file = tracedFile(chromium, elf);
  });
  afterAll(() => fresh.remove());

  async function draw(options: TraceOptions): Promise<readonly number[]> {
    await using folder = await temporaryFolder('traced');
    const trace = await traced(fresh.files, file, folder.path, options);
    await using browser = await openTestBrowser({ source: sourceOf(async () => trace.files) });
    const { jpeg } = await browser.draw(createCard('article', { title: 'Why?', author: 'Bo' }));
    expect(jpeg.length).toBeGreaterThan(10_000);
    return trace.touched();
  }

  test('notes the pages that drawing touches, each once, and no more of those that are known', async () => {
    const touched = await draw({ known: new Set() });
    expect(touched.length).toBeGreaterThan(5000);
    expect(new Set(touched).size).toBe(touched.length);
    expect(Math.max(...touched)).toBeLessThan(file.pages);
    const again = await draw({ known: new Set(touched) });
    expect(again.length).toBeLessThan(touched.length / 20);
  }, 60_000);

  test('pretends another CPU, which takes other code', async () => {
    const known = new Set(await draw({ known: new Set() }));
    const other = await draw({ cpu: 'broadwell', known });
    expect(file.cpuidAddresses.length).toBeGreaterThan(50);
    expect(other.length).toBeGreaterThan(0);
  }, 60_000);

  test('finds V8’s built-ins, and the profile has them whole', async () => {
    const { address, size } = findBuiltins(chromium, elf);
    const { touched } = await readProfile();
    const [first, last] = [address, address + size - 1].map((at) => Math.floor((at - file.address) / PAGE_BYTES)) as [
      number,
      number,
    ];
    expect(size).toBeGreaterThan(1_000_000);
    for (let page = first; page <= last; page++) expect(touched).toContain(page);
  });
});
