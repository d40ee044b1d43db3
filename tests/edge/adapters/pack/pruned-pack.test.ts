import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { FetchRange } from '../../../../edge/adapters/pack/fetch-chunks.ts';
import {
  asked,
  CHROMIUM,
  CHUNK,
  complete,
  fetchRange,
  filesOf,
  folder,
  forgetAsked,
  ID,
  open,
  PRUNED,
  packFolder,
  pruned,
  reading,
  removed,
  rest,
  scratch,
  sharePackFolder,
  unpackedChromium,
  unpackInto,
  unreachable,
  writePack,
} from './packed-files.ts';

sharePackFolder();

const fetchRemoved = reading(removed.content);

describe('a pruned pack', () => {
  beforeEach(() => writePack(pruned));

  test('asks S3 for nothing until code is missing that is called, and then puts back what was removed, once', async () => {
    const pack = open();
    expect((await pack.files(unreachable)).lacksCode).toBe(true);
    expect((await unpackedChromium()).equals(PRUNED)).toBe(true);

    pack.ended('missing code');
    expect((await pack.files(fetchRemoved)).lacksCode).toBe(false); // a trap of a complete browser is its own
    expect((await unpackedChromium()).equals(CHROMIUM)).toBe(true);
    expect(asked.every(([key]) => key === removed.object.key)).toBe(true);

    forgetAsked();
    pack.ended('missing code');
    await pack.files(fetchRemoved);
    expect(asked).toEqual([]);
  });

  test('takes no room in scratch where pages are left out of it', async () => {
    await filesOf(unreachable);
    const { blocks, size } = await stat(join(scratch, `edgecard-browser-${ID}/chromium`));
    expect(size).toBe(PRUNED.length);
    expect(blocks * 512).toBeLessThan(PRUNED.length - 2_000_000);
  });

  test('keeps its entry until all that was removed is back', async () => {
    const pack = open();
    await pack.files(unreachable);
    pack.ended('missing code');
    const last = removed.chunks.at(-1);
    const withoutLast: FetchRange = async (key, from, to) =>
      from === last?.at ? Promise.reject(new Error('reset')) : fetchRemoved(key, from, to);
    await expect(pack.files(withoutLast)).rejects.toMatchObject({ code: 'pack_failed' });
    const now = await unpackedChromium();
    expect(now.subarray(8192, 8200)).toEqual(PRUNED.subarray(8192, 8200));
    expect(now.length).toBe(PRUNED.length);
    // Completed from the beginning, as after a crash half-way.
    const next = open();
    await next.files(unreachable);
    next.ended('missing code');
    expect((await next.files(fetchRemoved)).lacksCode).toBe(false);
    expect((await unpackedChromium()).equals(CHROMIUM)).toBe(true);
  });

  test('is complete also for a function that finds it so', async () => {
    const before = open();
    await before.files(unreachable);
    before.ended('missing code');
    await before.files(fetchRemoved);
    const after = open();
    expect((await after.files(unreachable)).lacksCode).toBe(false);
  });

  test('that cannot be completed fails once, and is used as it is after that', async () => {
    const pack = open();
    await pack.files(unreachable);
    pack.ended('missing code');
    await expect(pack.files(unreachable)).rejects.toMatchObject({ code: 'pack_failed' });
    expect((await pack.files(unreachable)).lacksCode).toBe(true);
    expect((await unpackedChromium()).equals(PRUNED)).toBe(true);
  });

  test('puts back no byte that has not the right hash', async () => {
    const pack = open();
    await pack.files(unreachable);
    pack.ended('missing code');
    const flipped = Buffer.from(removed.content);
    flipped[100] = (flipped[100] ?? 0) ^ 1;
    await expect(pack.files(reading(flipped))).rejects.toMatchObject({ message: expect.stringMatching(/another SHA-256/) });
    const now = await unpackedChromium();
    // Every byte is right or as it was: the trap, or a hole over which traps are laid.
    expect(now.every((byte, at) => byte === CHROMIUM[at] || byte === PRUNED[at])).toBe(true);
    expect(now.subarray(4096, 8192).every((byte) => byte === 0xcc)).toBe(true);
  });
});

describe('a pack that is not right', () => {
  const flipped = Buffer.from(rest.content);
  flipped[4000] = (flipped[4000] ?? 0) ^ 1;

  test.each<[string, FetchRange, RegExp]>([
    ['an object with one bit changed', reading(flipped), /another SHA-256/],
    ['an object that is cut off', reading(rest.content.subarray(0, 5000)), /another SHA-256/],
    ['more bytes than asked for', async () => rest.content, /another SHA-256/],
    ['S3 that fails', unreachable, /could not be unpacked/],
  ])('%s is a CardError, and leaves nothing behind', async (_, broken, message) => {
    const pack = open();
    await expect(pack.files(broken)).rejects.toMatchObject({ code: 'pack_failed', message: expect.stringMatching(message) });
    expect(await readdir(scratch)).toEqual([]);
    // The next request tries again.
    expect((await pack.files(fetchRange)).folder).toContain(ID);
  });

  test('a chunk of another size is a CardError', async () => {
    const [first, ...others] = complete.chunks;
    await writePack({ ...complete, chunks: [{ ...(first as NonNullable<typeof first>), bytes: CHUNK + 1 }, ...others] });
    await expect(filesOf(fetchRange)).rejects.toMatchObject({ code: 'pack_failed' });
    expect(await readdir(scratch)).toEqual([]);
  });

  test('a missing manifest, a missing chunk, a scratch that is not there are CardErrors', async () => {
    await rm(join(packFolder, '0.zst'));
    await expect(filesOf(fetchRange)).rejects.toMatchObject({ code: 'pack_failed' });
    await rm(packFolder, { recursive: true });
    await expect(filesOf(fetchRange)).rejects.toMatchObject({ code: 'pack_failed' });
    await writePack(complete);
    unpackInto(join(folder.path, 'nowhere'));
    await expect(filesOf(fetchRange)).rejects.toMatchObject({ code: 'pack_failed' });
  });
});
