// Files of a few megabytes, packed whole and pruned, and where they are unpacked.
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach } from '@jest/globals';
import type { FetchRange } from '../../../../edge/adapters/pack/fetch-chunks.ts';
import { openPack } from '../../../../edge/adapters/pack/pack.ts';
import type { ChunkInObject, PackManifest } from '../../../../edge/adapters/pack/pack-manifest.ts';
import { recordingLog } from '../../../support/log.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts';

// A small pack in the shape of the real one; tests/artifact unpacks the real one.
export const FILES = [
  { path: 'start', mode: 0o755, content: randomBytes(100) },
  { path: 'lib/a.so', mode: 0o644, content: randomBytes(70_000) },
  { path: 'chromium', mode: 0o755, content: Buffer.concat([randomBytes(9_000_000), Buffer.alloc(500_000)]) },
  { path: 'fonts/empty.ttf', mode: 0o644, content: Buffer.alloc(0) },
];
export const CHUNK = 1_000_000;
const IN_ZIP = 1;
export const ID = 'cafecafecafecafe';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

export function framesOf(stream: Buffer) {
  return Array.from({ length: Math.ceil(stream.length / CHUNK) }, (_, at) => {
    const bytes = stream.subarray(at * CHUNK, (at + 1) * CHUNK);
    return { bytes: bytes.length, frame: zstdCompressSync(bytes) };
  });
}

type Frames = ReturnType<typeof framesOf>;
export const inZip = (frames: Frames) =>
  frames.map(({ bytes, frame }, at) => ({ bytes, packedBytes: frame.length, name: `${at}.zst` }));
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
export const rest = asObject(frames.slice(IN_ZIP));

/** First form: one chunk in the zip, the rest in S3. */
export const complete: PackManifest = {
  id: ID,
  browser: '1.2.3',
  files,
  chunks: [...inZip(frames.slice(0, IN_ZIP)), ...rest.chunks],
  object: rest.object,
};

/** Second form: everything in the zip, but three pieces of chromium are in S3. One has whole pages that are left out of the file. */
const RANGES = [
  [4096, 8192],
  [1_000_000, 3_500_000],
  [9_400_000, 9_500_000],
] as const;
const HOLE = [1_003_520, 3_497_984] as const;
/** An entry of its own stands in place of some bytes, and there is more behind the end. */
const ENTRY = [8192, 8200] as const;
export const CHROMIUM = FILES[2]?.content ?? Buffer.alloc(0);
export const PRUNED = Buffer.concat([CHROMIUM, Buffer.alloc(5000, 0xcc)]);
for (const [from, to] of RANGES) PRUNED.fill(0xcc, from, to);
PRUNED.fill(0x90, ...ENTRY);
PRUNED.fill(0, ...HOLE);
const withoutHole = Buffer.concat([PRUNED.subarray(0, HOLE[0]), PRUNED.subarray(HOLE[1])]);
const prunedFrames = framesOf(Buffer.concat(FILES.map(({ path, content }) => (path === 'chromium' ? withoutHole : content))));
export const removed = asObject(framesOf(Buffer.concat(RANGES.map(([from, to]) => CHROMIUM.subarray(from, to)))));
export const pruned: PackManifest = {
  id: ID,
  browser: '1.2.3',
  files: files.map((file) => (file.path === 'chromium' ? { ...file, bytes: PRUNED.length, holes: [HOLE] } : file)),
  chunks: inZip(prunedFrames),
  removed: {
    path: 'chromium',
    ranges: RANGES,
    chunks: removed.chunks,
    object: removed.object,
    lastWrites: [
      { at: ENTRY[0], bytes: Buffer.of(0xcc).toString('base64') },
      { at: ENTRY[0], bytes: CHROMIUM.subarray(...ENTRY).toString('base64') },
    ],
    bytes: CHROMIUM.length,
  },
};

export let folder: TemporaryFolder;
export let packFolder: string;
export let scratch: string;
export function unpackInto(folder: string): void {
  scratch = folder;
}
export let asked: [string, number, number][];
export function forgetAsked(): void {
  asked = [];
}
const recorded = recordingLog();
const { log } = recorded;
export const { entries } = recorded;

export const reading =
  (content: Buffer): FetchRange =>
  async (key, from, to) => {
    asked.push([key, from, to]);
    return content.subarray(from, to + 1);
  };
export const fetchRange = reading(rest.content);
export const unreachable: FetchRange = async () => Promise.reject(new Error('reset'));

export async function writePack(manifest: PackManifest) {
  await mkdir(packFolder, { recursive: true });
  await writeFile(join(packFolder, 'manifest.json'), JSON.stringify(manifest));
  const all = manifest.removed ? prunedFrames : frames;
  await Promise.all(
    manifest.chunks.map((chunk, at) => 'name' in chunk && writeFile(join(packFolder, chunk.name), all[at]?.frame ?? '')),
  );
}
export const open = () => openPack({ packFolder, scratch, log });
export const filesOf = (fetch: FetchRange) => open().files(fetch);
export const unpackedChromium = () => readFile(join(scratch, `edgecard-browser-${ID}/chromium`));

/** Opens what the tests of a file share, and closes it. */
export function sharePackFolder(): void {
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
}
