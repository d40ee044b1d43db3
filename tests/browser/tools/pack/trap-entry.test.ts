// Starts the real browser with other bytes where it is entered: how it ends says how far it came.
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { installBrowser } from '../../../../local/browser/browser-files.ts';
import { PAGE_BYTES, readProfile } from '../../../../tools/pack/browser-profile.ts';
import { ENTRY_AT, parseElf, sectionNamed } from '../../../../tools/pack/elf.ts';
import { type OwnRelocations, ownRelocations } from '../../../../tools/pack/own-relocations.ts';
import { prune, type Removed, TRAP } from '../../../../tools/pack/prune.ts';
import { type WithTrapEntry, withTrapEntry } from '../../../../tools/pack/trap-entry.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts';
import { atOwnEntry, type Mapping, STAY } from './at-own-entry.ts';
import { placeHoledBrowser } from './holed-browser.ts';

/** mov edi, 42; mov eax, 231; syscall: it ends with 42. */
const END = Buffer.of(0xbf, 42, 0, 0, 0, 0xb8, 231, 0, 0, 0, 0x0f, 0x05);
const ENDED = { status: 42, signal: null };
const TRAPPED = { status: null, signal: 'SIGTRAP' };
const WORKED = { status: 0, signal: null };

/** What does not end by itself has lost its way. */
const MAX_RUN_MS = 10_000;

let folder: TemporaryFolder;
let env: Readonly<Record<string, string>>;
let complete: Buffer;
let made: WithTrapEntry;
let relocations: OwnRelocations;
let file: string;
/** Offsets in the file: its code, the browser's own entry and ours, the table of the holes, the columns and the traps. */
let at: {
  readonly code: number;
  readonly ownEntry: number;
  readonly entry: number;
  readonly table: number;
  readonly columns: number;
  readonly traps: number;
};
/** What is to be added to an offset in the code, for its address. */
let toAddress: number;

beforeAll(async () => {
  folder = await temporaryFolder('trap-entry');
  const installed = await installBrowser();
  env = installed.env;
  complete = readFileSync(join(installed.folder, 'chromium'));
  made = withTrapEntry(complete, prune(complete, await readProfile()));
  file = join(folder.path, 'chromium');
  await placeHoledBrowser(folder.path, installed, made);
  const elf = parseElf(complete);
  const text = sectionNamed(elf, '.text');
  toAddress = text.address - text.offset;
  relocations = ownRelocations(complete, elf) as OwnRelocations;
  const table = Math.ceil(complete.length / PAGE_BYTES) * PAGE_BYTES;
  at = {
    code: text.offset,
    ownEntry: elf.entry - toAddress,
    entry: parseElf(made.bytes).entry - toAddress,
    table,
    columns: made.bytes.indexOf(relocations.columns.subarray(0, PAGE_BYTES), table),
    traps: made.bytes.length - 128 * PAGE_BYTES,
  };
});
afterAll(() => folder.remove());
afterEach(() => {
  for (const from of [0, at.ownEntry, at.entry - 16, at.table]) write(from, made.bytes.subarray(from, from + 256));
});

function write(from: number, bytes: Uint8Array, path = file): void {
  const opened = openSync(path, 'r+');
  writeSync(opened, bytes, 0, bytes.length, from);
  closeSync(opened);
}

function run(path = file, ...flags: string[]): Pick<SpawnSyncReturns<Buffer>, 'status' | 'signal'> {
  const { status, signal } = spawnSync(path, flags, { env, stdio: 'ignore', timeout: MAX_RUN_MS, killSignal: 'SIGKILL' });
  return { status, signal };
}

test('The browser runs no line of its own before it is entered', () => {
  const traps = Buffer.from(complete);
  const code = parseElf(complete).sections.filter(({ name }) => ['.text', '.init', '.fini', 'malloc_hook'].includes(name));
  expect(code).toHaveLength(4);
  for (const { offset, size } of code) traps.fill(TRAP, offset, offset + size);
  const path = join(folder.path, 'traps');
  writeFileSync(path, traps, { mode: 0o755 });
  expect(run(path)).toEqual(TRAPPED);
  write(at.ownEntry, END, path);
  expect(run(path)).toEqual(ENDED);
});

describe('A browser with holes', () => {
  test('has traps over every byte of them when it comes to its own entry', async () => {
    write(at.ownEntry, STAY);
    expect(await atOwnEntry(file, env, ({ mappings }) => holesWithoutTraps(mappings))).toEqual([]);
  });

  test('traps wherever code is called that is missing', () => {
    const bySize = made.trapped.toSorted((a, b) => a.to - a.from - (b.to - b.from));
    const [shortest, longest] = [bySize[0], bySize.at(-1)] as [Removed, Removed];
    const cut = made.removed.find(({ from }) => from > at.code && from % PAGE_BYTES !== 0) as Removed;
    const targets = [shortest, longest, made.trapped[0], made.trapped.at(-1)].flatMap((hole) => {
      const { from, to } = hole as Removed;
      return [from, from + 1, (from + to) >> 1, to - 1];
    });
    for (const target of [...targets, cut.from]) {
      write(at.ownEntry, jump(at.ownEntry, target));
      expect(run()).toEqual(TRAPPED);
    }
  });

  test('traps also where code has come back to a hole, and not only because that code is never reached', () => {
    const [hole] = made.trapped as [Removed];
    write(hole.from, END);
    write(at.ownEntry, jump(at.ownEntry, hole.from));
    expect(run()).toEqual(TRAPPED);
    write(ENTRY_AT, complete.subarray(ENTRY_AT, ENTRY_AT + 8)); // no entry of ours, no traps
    expect(run()).toEqual(ENDED);
  });

  test.each<[string, () => void]>([
    ['its own file cannot be opened', () => write(at.entry - 16, Buffer.from('/proc/none/exe'))],
    ['a mapping is refused', () => write(at.table, Buffer.of(1))],
    ['its relocations cannot be mapped', () => replaceOperand(at.columns, at.columns + 1)],
    [
      'what they change cannot be opened to writing',
      () => replaceOperand(relocations.relro.to - relocations.relro.from, 2 ** 30),
    ],
  ])('traps at once where %s', (_, spoil) => {
    write(at.ownEntry, END);
    expect(run()).toEqual(ENDED);
    spoil();
    expect(run()).toEqual(TRAPPED);
  });

  // Here the file becomes another one, so it is the last test.
  test('traps or works after each write that completes it, and is the complete one in the end', () => {
    for (const { from, to } of made.removed) write(from, complete.subarray(from, to));
    expect(run(file, '--version')).toEqual(WORKED);
    const ends = made.lastWrites.map(({ at: from, bytes }) => {
      write(from, Buffer.from(bytes, 'base64'));
      return run(file, '--version');
    });
    expect(ends).toEqual([TRAPPED, TRAPPED, TRAPPED, TRAPPED, WORKED, WORKED]);
    truncateSync(file, complete.length);
    expect(readFileSync(file).equals(complete)).toBe(true);
    made = { ...made, bytes: complete };
  });
});

function jump(from: number, to: number): Buffer {
  const bytes = Buffer.of(0xe9, 0, 0, 0, 0);
  bytes.writeInt32LE(to - (from + bytes.length), 1);
  return bytes;
}

/** The first such number in our entry. */
function replaceOperand(from: number, to: number): void {
  const [old, other] = [from, to].map((number) => Buffer.from(Uint32Array.of(number).buffer)) as [Buffer, Buffer];
  const place = made.bytes.indexOf(old, at.entry);
  expect(place - at.entry).toBeLessThan(256 - 16);
  write(place, other);
}

/** Holes that no mapping of traps covers to the end. */
function holesWithoutTraps(mappings: readonly Mapping[]): readonly Removed[] {
  const traps = mappings.filter(({ offset, access }) => offset >= at.traps && access === 'r-xp');
  return made.trapped.filter((hole) => {
    let covered = toAddress + hole.from;
    for (const { from, to } of traps) if (from <= covered && covered < to) covered = to;
    return covered < toAddress + hole.to;
  });
}
