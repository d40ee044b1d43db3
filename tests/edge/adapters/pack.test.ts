import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type FetchRange, unpackBrowser } from '../../../edge/adapters/pack.ts';
import type { PackManifest } from '../../../edge/adapters/pack-manifest.ts';

// A small pack in the shape of the real one; tests/artifact unpacks the real one.
const FILES = [
  { path: 'start', mode: 0o755, content: randomBytes(100) },
  { path: 'lib/a.so', mode: 0o644, content: randomBytes(70_000) },
  { path: 'chromium', mode: 0o755, content: Buffer.concat([randomBytes(9_000_000), Buffer.alloc(500_000)]) },
  { path: 'fonts/empty.ttf', mode: 0o644, content: Buffer.alloc(0) },
];
const STREAM = Buffer.concat(FILES.map(({ content }) => content));
const CHUNK = 1_000_000;
const FRAMES = Array.from({ length: Math.ceil(STREAM.length / CHUNK) }, (_, at) =>
  zstdCompressSync(STREAM.subarray(at * CHUNK, (at + 1) * CHUNK)),
);
const IN_ZIP = 1;
const REST = Buffer.concat(FRAMES.slice(IN_ZIP));
const SHA256 = createHash('sha256').update(REST).digest('hex');

let folder: string;
let packFolder: string;
let scratch: string;
let asked: [string, number, number][];

const manifest: PackManifest = {
  id: 'cafecafecafecafe',
  browser: '1.2.3',
  files: FILES.map(({ path, mode, content }) => ({ path, mode, bytes: content.length })),
  chunks: FRAMES.map((frame, at) => ({
    bytes: Math.min(CHUNK, STREAM.length - at * CHUNK),
    packedBytes: frame.length,
    ...(at < IN_ZIP ? { name: `${at}.zst` } : {}),
  })),
  object: { key: `packs/${SHA256}`, sha256: SHA256, bytes: REST.length },
};

const fetchRange: FetchRange = async (key, from, to) => {
  asked.push([key, from, to]);
  return REST.subarray(from, to + 1);
};

async function writePack(changes: Partial<PackManifest> = {}) {
  await mkdir(packFolder, { recursive: true });
  await writeFile(join(packFolder, 'manifest.json'), JSON.stringify({ ...manifest, ...changes }));
  await Promise.all(FRAMES.slice(0, IN_ZIP).map((frame, at) => writeFile(join(packFolder, `${at}.zst`), frame)));
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edgecard-pack-'));
  packFolder = join(folder, 'pack');
  scratch = join(folder, 'scratch');
  asked = [];
  await mkdir(scratch);
  await writePack();
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the pack', () => {
  test('unpacks every file, byte for byte and with its mode, from the zip and from S3', async () => {
    const browser = await unpackBrowser(packFolder, scratch, fetchRange);
    for (const { path, mode, content } of FILES) {
      expect((await readFile(join(browser.folder, path))).equals(content)).toBe(true);
      expect((await stat(join(browser.folder, path))).mode & 0o777).toBe(mode);
    }
    expect(browser.executable).toBe(join(browser.folder, 'start'));
    expect(browser.env['LD_LIBRARY_PATH']).toBe(join(browser.folder, 'lib'));
    expect(await readdir(scratch)).toEqual(['edgecard-browser-cafecafecafecafe']);
  });

  test('asks S3 for ranges that make up the object, each byte once', async () => {
    await unpackBrowser(packFolder, scratch, fetchRange);
    expect(asked).toEqual([
      [`packs/${SHA256}`, 0, 7_999_999],
      [`packs/${SHA256}`, 8_000_000, REST.length - 1],
    ]);
  });

  test('is unpacked once; the next call finds it', async () => {
    const first = await unpackBrowser(packFolder, scratch, fetchRange);
    asked = [];
    expect(await unpackBrowser(packFolder, scratch, fetchRange)).toEqual(first);
    expect(asked).toEqual([]);
  });

  test('clears away what an older pack or a crash left in scratch, and nothing else', async () => {
    await mkdir(join(scratch, 'edgecard-browser-0000000000000000'));
    await mkdir(join(scratch, 'edgecard-browser-partial-abcdef'));
    await writeFile(join(scratch, 'edgecard-browser-partial-abcdef/chromium'), 'half');
    await writeFile(join(scratch, 'other'), 'x');
    await unpackBrowser(packFolder, scratch, fetchRange);
    expect((await readdir(scratch)).sort()).toEqual(['edgecard-browser-cafecafecafecafe', 'other']);
  });
});

describe('a pack that is not right', () => {
  const flipped = Buffer.from(REST);
  flipped[4000] = (flipped[4000] ?? 0) ^ 1;

  test.each<[string, FetchRange, RegExp]>([
    ['an object with one bit changed', async (_, from, to) => flipped.subarray(from, to + 1), /another SHA-256/],
    ['an object that is cut off', async (_, from, to) => REST.subarray(from, Math.min(to + 1, 5000)), /another SHA-256/],
    ['more bytes than asked for', async () => REST, /more of .* than was asked for/],
    ['S3 that fails', async () => Promise.reject(new Error('reset')), /could not be unpacked/],
  ])('%s is a CardError, and leaves nothing behind', async (_, broken, message) => {
    await expect(unpackBrowser(packFolder, scratch, broken)).rejects.toMatchObject({
      code: 'pack_failed',
      message: expect.stringMatching(message),
    });
    expect(await readdir(scratch)).toEqual([]);
    // The next request tries again.
    expect((await unpackBrowser(packFolder, scratch, fetchRange)).folder).toContain('cafecafecafecafe');
  });

  test('a chunk of another size is a CardError', async () => {
    const [first, ...others] = manifest.chunks;
    await writePack({ chunks: [{ ...(first as NonNullable<typeof first>), bytes: CHUNK + 1 }, ...others] });
    await expect(unpackBrowser(packFolder, scratch, fetchRange)).rejects.toMatchObject({ code: 'pack_failed' });
    expect(await readdir(scratch)).toEqual([]);
  });

  test('a missing manifest, a missing chunk, a scratch that is not there are CardErrors', async () => {
    await rm(join(packFolder, '0.zst'));
    await expect(unpackBrowser(packFolder, scratch, fetchRange)).rejects.toMatchObject({ code: 'pack_failed' });
    await rm(packFolder, { recursive: true });
    await expect(unpackBrowser(packFolder, scratch, fetchRange)).rejects.toMatchObject({ code: 'pack_failed' });
    await writePack();
    await expect(unpackBrowser(packFolder, join(folder, 'nowhere'), fetchRange)).rejects.toMatchObject({ code: 'pack_failed' });
  });
});
