// Compares the memory of the browser that applies its relocations by itself with that of the complete one, for which the dynamic
// linker does so.
import { copyFileSync, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { installBrowser } from '../../../../local/browser/browser-files.ts';
import { readProfile } from '../../../../tools/pack/browser-profile.ts';
import {
  type AddressRange,
  type Elf,
  parseElf,
  RELOCATION_BYTES,
  relativeRelocations,
  relroOf,
  sectionNamed,
} from '../../../../tools/pack/elf.ts';
import { prune } from '../../../../tools/pack/prune.ts';
import { withTrapEntry } from '../../../../tools/pack/trap-entry.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts';
import { atOwnEntry, type EnteredBrowser, STAY } from './at-own-entry.ts';
import { placeHoledBrowser } from './holed-browser.ts';

let folder: TemporaryFolder;
let env: Readonly<Record<string, string>>;
let complete: Buffer;
let elf: Elf;
/** Both stay where the browser is entered. */
let paths: { readonly complete: string; readonly holed: string };

beforeAll(async () => {
  folder = await temporaryFolder('relocations');
  const installed = await installBrowser();
  env = installed.env;
  paths = { complete: join(folder.path, 'complete'), holed: join(folder.path, 'chromium') };
  copyFileSync(join(installed.folder, 'chromium'), paths.complete);
  complete = readFileSync(paths.complete);
  await placeHoledBrowser(folder.path, installed, withTrapEntry(complete, prune(complete, await readProfile())));
  elf = parseElf(complete);
  const text = sectionNamed(elf, '.text');
  for (const path of Object.values(paths)) {
    const file = await open(path, 'r+');
    await file.write(STAY, 0, STAY.length, elf.entry - text.address + text.offset);
    await file.close();
  }
}, 60_000);
afterAll(() => folder.remove());

describe('A browser whose entry applies its relocations', () => {
  test('has each of them applied, when it comes to its own entry', async () => {
    const [from, to] = relativeRelocations(complete, elf);
    const all = (to - from) / RELOCATION_BYTES;
    expect(all).toBeGreaterThan(500_000);
    expect(await atOwnEntry(paths.complete, env, applied)).toBe(all);
    expect(await atOwnEntry(paths.holed, env, applied)).toBe(all);
  });

  test('closes to writing what the dynamic linker has closed, and leaves open what it has left open', async () => {
    const { from, to } = relroOf(complete) ?? { from: 0, to: 0 };
    expect(to - from).toBeGreaterThan(5_000_000);
    const [linkers, own] = [await atOwnEntry(paths.complete, env, accesses), await atOwnEntry(paths.holed, env, accesses)];
    const closed = [{ from, to, access: 'r--p' }];
    expect(own.filter((each) => each.to > from && each.from < to)).toEqual(closed);
    expect(linkers.filter((each) => each.to > from && each.from < to)).toEqual(closed);
    const writable = ({ access }: { readonly access: string }) => access.includes('w');
    expect(own.filter(writable)).toEqual(linkers.filter(writable));
    expect(own.filter(writable)).not.toHaveLength(0);
  });
});

/** How many words have what their relocations give them. */
function applied({ image, mappings, read }: EnteredBrowser): number {
  const [from, to] = relativeRelocations(complete, elf);
  const data = mappings.filter(({ access }) => !access.includes('x')).map((mapping) => ({ ...mapping, bytes: read(mapping) }));
  let count = 0;
  let current = data[0];
  for (let at = from; at < to; at += RELOCATION_BYTES) {
    const where = Number(complete.readBigUInt64LE(at));
    if (!current || where < current.from || where >= current.to)
      current = data.find((each) => each.from <= where && where < each.to);
    const value = current?.bytes.readBigUInt64LE(where - current.from);
    if (value === BigInt(image) + complete.readBigUInt64LE(at + 16)) count++;
  }
  return count;
}

/** Neighbours with the same access are one. */
function accesses({ mappings }: EnteredBrowser): readonly (AddressRange & { readonly access: string })[] {
  const merged: { from: number; to: number; access: string }[] = [];
  for (const { from, to, access } of mappings) {
    const last = merged.at(-1);
    if (last?.to === from && last.access === access) last.to = to;
    else merged.push({ from, to, access });
  }
  return merged;
}
