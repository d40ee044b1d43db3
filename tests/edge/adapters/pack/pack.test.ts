import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { FetchRange } from '../../../../edge/adapters/pack/fetch-chunks.ts';
import { openPack } from '../../../../edge/adapters/pack/pack.ts';
import type { ChunkInObject, PackManifest } from '../../../../edge/adapters/pack/pack-manifest.ts';
import { projectPath } from '../../../../project-path.ts';
import { recordingLog } from '../../../support/log.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts';

// A small pack in the shape of the real one; tests/artifact unpacks the real one.
const FILES = [
  { path: 'start', mode: 0o755, content: randomBytes(100) },
  { path: 'lib/a.so', mode: 0o644, content: randomBytes(70_000) },
  { path: 'chromium', mode: 0o755, content: Buffer.concat([randomBytes(9_000_000), Buffer.alloc(500_000)]) },
  { path: 'fonts/empty.ttf', mode: 0o644, content: Buffer.alloc(0) },
];
const CHUNK = 1_000_000;
const IN_ZIP = 1;
const ID = 'cafecafecafecafe';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function framesOf(stream: Buffer) {
  return Array.from({ length: Math.ceil(stream.length / CHUNK) }, (_, at) => {
    const bytes = stream.subarray(at * CHUNK, (at + 1) * CHUNK);
    return { bytes: bytes.length, frame: zstdCompressSync(bytes) };
  });
}

type Frames = ReturnType<typeof framesOf>;
const inZip = (frames: Frames) => frames.map(({ bytes, frame }, at) => ({ bytes, packedBytes: frame.length, name: `${at}.zst` }));
function asObject(frames: Frames) {
  let end = 0;
  const chunks = frames.map(({ bytes, frame }): ChunkInObject => {
    const at = end;
    end += frame.length;
    return { bytes, packedBytes: frame.length, at, sha256: sha256(frame) };
  });
  const content = Buffer.concat(frames.map(({ frame }) => frame));
  return { chunks, content, object: { key: `packs/${sha256(content)}`, bytes: content.length } };
}

const files = FILES.map(({ path, mode, content }) => ({ path, mode, bytes: content.length }));
const frames = framesOf(Buffer.concat(FILES.map(({ content }) => content)));
const rest = asObject(frames.slice(IN_ZIP));

/** First form: one chunk in the zip, the rest in S3. */
const complete: PackManifest = {
  id: ID,
  browser: '1.2.3',
  files,
  chunks: [...inZip(frames.slice(0, IN_ZIP)), ...rest.chunks],
  object: rest.object,
};

/** Second form: everything in the zip, but three pieces of chromium are in S3. */
const RANGES = [
  [4096, 8192],
  [1_000_000, 3_500_000],
  [9_400_000, 9_500_000],
] as const;
const CHROMIUM = FILES[2]?.content ?? Buffer.alloc(0);
const PRUNED = Buffer.from(CHROMIUM);
for (const [from, to] of RANGES) PRUNED.fill(0xcc, from, to);
const prunedFrames = framesOf(Buffer.concat(FILES.map(({ path, content }) => (path === 'chromium' ? PRUNED : content))));
const removed = asObject(framesOf(Buffer.concat(RANGES.map(([from, to]) => CHROMIUM.subarray(from, to)))));
const pruned: PackManifest = {
  id: ID,
  browser: '1.2.3',
  files,
  chunks: inZip(prunedFrames),
  removed: { path: 'chromium', ranges: RANGES, chunks: removed.chunks, object: removed.object },
};

let folder: TemporaryFolder;
let packFolder: string;
let scratch: string;
let asked: [string, number, number][];
const { log, entries } = recordingLog();

const reading =
  (content: Buffer): FetchRange =>
  async (key, from, to) => {
    asked.push([key, from, to]);
    return content.subarray(from, to + 1);
  };
const fetchRange = reading(rest.content);
const fetchRemoved = reading(removed.content);
const unreachable: FetchRange = async () => Promise.reject(new Error('reset'));

async function writePack(manifest: PackManifest) {
  await mkdir(packFolder, { recursive: true });
  await writeFile(join(packFolder, 'manifest.json'), JSON.stringify(manifest));
  const all = manifest.removed ? prunedFrames : frames;
  await Promise.all(
    manifest.chunks.map((chunk, at) => 'name' in chunk && writeFile(join(packFolder, chunk.name), all[at]?.frame ?? '')),
  );
}
const worker = pathToFileURL(projectPath('edge/unpack-worker.ts'));
const open = () => openPack({ packFolder, scratch, worker, log });
const filesOf = (fetch: FetchRange) => open().files(fetch);
const unpackedChromium = () => readFile(join(scratch, `edgecard-browser-${ID}/chromium`));

beforeEach(async () => {
  folder = await temporaryFolder('pack');
  packFolder = join(folder.path, 'pack');
  scratch = join(folder.path, 'scratch');
  asked = [];
  entries.length = 0;
  await mkdir(scratch);
  await writePack(complete);
});

afterEach(() => folder.remove());

describe('the pack', () => {
  test('unpacks every file, byte for byte and with its mode, from the zip and from S3', async () => {
    const browser = await filesOf(fetchRange);
    for (const { path, mode, content } of FILES) {
      expect((await readFile(join(browser.folder, path))).equals(content)).toBe(true);
      expect((await stat(join(browser.folder, path))).mode & 0o777).toBe(mode);
    }
    expect(browser.executable).toBe(join(browser.folder, 'start'));
    expect(browser.env['LD_LIBRARY_PATH']).toBe(join(browser.folder, 'lib'));
    expect(await readdir(scratch)).toEqual([`edgecard-browser-${ID}`]);
  });

  test('asks S3 for ranges that make up the object, each byte once', async () => {
    await filesOf(fetchRange);
    const ranges = asked.map(([key, from, to]) => ({ key, from, to })).sort((a, b) => a.from - b.from);
    expect(new Set(ranges.map(({ key }) => key))).toEqual(new Set([rest.object.key]));
    expect(ranges[0]?.from).toBe(0);
    expect(ranges.at(-1)?.to).toBe(rest.content.length - 1);
    for (const [at, { from }] of ranges.entries()) expect(from).toBe(at === 0 ? 0 : (ranges[at - 1]?.to ?? 0) + 1);
  });

  test('begins with what is in the zip before anyone asks for the files', async () => {
    await writePack(pruned);
    const pack = open();
    const files = async () => (await readdir(scratch)).filter((name) => name.startsWith('edgecard-browser-'));
    await until(async () => (await files()).length === 1);
    await pack.files(unreachable);
  });

  test('is whole, and its threads have ended, also when nobody asks for it', async () => {
    await writePack(pruned);
    open();
    await until(async () => (await unpackedChromium()).equals(PRUNED));
    expect(await readdir(scratch)).toEqual([`edgecard-browser-${ID}`]);
  });

  test('may end in a chunk of a few bytes', async () => {
    const odd = Buffer.concat([Buffer.alloc(CHUNK, 7), Buffer.from('end')]);
    const oddFrames = framesOf(odd);
    await writePack({
      id: ID,
      browser: '1.2.3',
      files: [{ path: 'start', mode: 0o755, bytes: odd.length }],
      chunks: inZip(oddFrames),
    });
    await Promise.all(oddFrames.map(({ frame }, at) => writeFile(join(packFolder, `${at}.zst`), frame)));
    expect((await readFile((await filesOf(unreachable)).executable)).equals(odd)).toBe(true);
  });

  test('is unpacked once; later calls, and the function after a crash, find it', async () => {
    const pack = open();
    const [first, second] = await Promise.all([pack.files(fetchRange), pack.files(fetchRange)]);
    expect(second).toEqual(first);
    asked = [];
    expect(await pack.files(fetchRange)).toEqual(first);
    expect(await filesOf(fetchRange)).toEqual(first);
    expect(asked).toEqual([]);
  });

  test('is unpacked again when browsers crash in a row, whatever its folder is like, and only then', async () => {
    for (const damage of [
      () => writeFile(join(scratch, `edgecard-browser-${ID}/chromium`), 'half'),
      () => rm(join(scratch, `edgecard-browser-${ID}`), { recursive: true, force: true }),
    ]) {
      const pack = open();
      await pack.files(fetchRange);
      await damage();
      asked = [];
      await pack.files(fetchRange);
      expect(asked).toEqual([]);
      pack.ended('crashed');
      await pack.files(fetchRange);
      expect([asked, entries]).toEqual([[], []]);
      pack.ended('crashed');
      expect(entries.splice(0)).toEqual([{ event: 'files_distrusted' }]);
      await pack.files(fetchRange);
      expect((await unpackedChromium()).equals(CHROMIUM)).toBe(true);
      expect(await readdir(scratch)).toEqual([`edgecard-browser-${ID}`]);
      asked = [];
      await pack.files(fetchRange);
      expect(asked).toEqual([]);
    }
  });

  test('that cannot be unpacked again at once is so by the next call', async () => {
    const pack = open();
    const { executable } = await pack.files(fetchRange);
    await writeFile(executable, 'damaged');
    for (const ending of ['crashed', 'crashed'] as const) pack.ended(ending);
    await expect(pack.files(unreachable)).rejects.toMatchObject({ code: 'pack_failed' });
    expect((await readFile((await pack.files(fetchRange)).executable)).equals(FILES[0]?.content ?? Buffer.alloc(0))).toBe(true);
  });

  test('clears away what an older pack or a crash left in scratch, and nothing else', async () => {
    await mkdir(join(scratch, 'edgecard-browser-0000000000000000'));
    await mkdir(join(scratch, 'edgecard-browser-partial-abcdef'));
    await writeFile(join(scratch, 'edgecard-browser-partial-abcdef/chromium'), 'half');
    await writeFile(join(scratch, 'other'), 'x');
    await filesOf(fetchRange);
    expect((await readdir(scratch)).sort()).toEqual([`edgecard-browser-${ID}`, 'other']);
  });
});

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

    asked = [];
    pack.ended('missing code');
    await pack.files(fetchRemoved);
    expect(asked).toEqual([]);
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
    // Every byte is the trap or right.
    expect(now.every((byte, at) => byte === CHROMIUM[at] || byte === 0xcc)).toBe(true);
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
    scratch = join(folder.path, 'nowhere');
    await expect(filesOf(fetchRange)).rejects.toMatchObject({ code: 'pack_failed' });
  });
});

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (await condition().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('It never came to be.');
}
