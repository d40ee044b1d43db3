// Makes the pack: the browser in zstd chunks for the zip, and what the zip does not hold as one object for S3.
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import type { ChunkInObject, PackManifest, PackObject } from '../../edge/adapters/pack-manifest.ts';
import { type BrowserFile, browserVersion, readBrowserFiles } from './browser-files.ts';

const project = join(import.meta.dirname, '../..');
const cache = join(project, 'node_modules/.cache/edgecard');

/** Fills the zip well, and lets threads share the work; one frame for all would be 4 MB smaller but decode on one core. */
const CHUNK_BYTES = 8 * 1024 * 1024;
/** Level 19 takes 40 s on two cores; 22 takes 15 s more for 0.1 % less. */
const LEVEL = 19;

/** `pruned`: all in the zip but the code that drawing does not call. `complete`: the complete browser, in the zip as far as it fits. */
export const PACK_FORMS = ['pruned', 'complete'] as const;
export type PackForm = (typeof PACK_FORMS)[number];

export interface PackOptions {
  readonly form: PackForm;
  /** How many bytes of chunks may ride in the zip. */
  readonly zipBudgetBytes: number;
}

export interface Pack {
  readonly manifest: PackManifest;
  readonly zipBytes: number;
}

/**
 * Writes dist/pack/ (for the zip) and dist/upload/pictures/packs/<sha256> (for S3). The compressed chunks are cached between
 * runs. Throws when a pruned pack does not fit the zip, or when the profile is of another browser.
 */
export async function makePack({ form, zipBudgetBytes }: PackOptions): Promise<Pack> {
  const packFolder = join(project, 'dist/pack');
  const objectFolder = join(project, 'dist/upload/pictures/packs');
  await Promise.all([packFolder, objectFolder].map((folder) => rm(folder, { recursive: true, force: true })));
  await Promise.all([packFolder, objectFolder].map((folder) => mkdir(folder, { recursive: true })));

  const whole = await readBrowserFiles();
  const { files, removed } = form === 'pruned' ? await pruned(whole) : { files: whole, removed: undefined };
  const stream = Buffer.concat(files.map(({ bytes }) => bytes));
  const frames = await compressed(stream);
  const inZip = howManyFit(frames, zipBudgetBytes);
  if (removed && inZip < frames.length) {
    const total = frames.reduce((sum, { length }) => sum + length, 0);
    throw new Error(`The pruned browser has ${total} bytes packed; the zip has room for ${zipBudgetBytes}. Use --pack complete.`);
  }

  const elsewhere = asObject(frames.slice(inZip), stream.subarray(inZip * CHUNK_BYTES));
  const left = removed && { ...removed, object: asObject(await compressed(removed.stream), removed.stream) };
  const manifest: PackManifest = {
    id: idOf(files, stream),
    browser: await browserVersion(),
    files: files.map(({ path, mode, bytes }) => ({ path, mode, bytes: bytes.length })),
    chunks: [
      ...frames.slice(0, inZip).map((frame, at) => ({ ...sizesOf(frame, stream, at), name: nameOf(at) })),
      ...elsewhere.chunks,
    ],
    ...(elsewhere.bytes.length > 0 ? { object: elsewhere.object } : {}),
    ...(left
      ? { removed: { path: left.path, ranges: left.ranges, chunks: left.object.chunks, object: left.object.object } }
      : {}),
  };

  await Promise.all(frames.slice(0, inZip).map((frame, at) => writeFile(join(packFolder, nameOf(at)), frame)));
  for (const { bytes, object } of [elsewhere, ...(left ? [left.object] : [])]) {
    if (bytes.length > 0) await writeFile(join(objectFolder, '..', object.key), bytes);
  }
  // Last, so that a pack without a manifest is a pack that is not finished.
  await writeFile(join(packFolder, 'manifest.json'), JSON.stringify(manifest));
  return { manifest, zipBytes: frames.slice(0, inZip).reduce((sum, { length }) => sum + length, 0) };
}

/** The object in S3 that completes a pack, if any. */
export function objectOf({ object, removed }: PackManifest): PackObject | undefined {
  return object ?? removed?.object;
}

async function pruned(files: readonly BrowserFile[]) {
  const chromium = files.find(({ path }) => path === 'chromium');
  if (!chromium) throw new Error('There is no chromium among the files of the browser.');
  const { prune, readProfile } = await import('./prune.ts' as string);
  const { bytes, removed } = prune(chromium.bytes, await readProfile());
  const ranges = removed.map(({ from, to }: any) => [from, to] as const);
  return {
    files: files.map((file) =>
      file === chromium ? { ...file, bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) } : file,
    ),
    removed: {
      path: chromium.path,
      ranges,
      stream: Buffer.concat(ranges.map(([from, to]) => chromium.bytes.subarray(from, to))),
    },
  };
}

function asObject(frames: readonly Buffer[], stream: Buffer) {
  let end = 0;
  const chunks = frames.map((frame, index): ChunkInObject => {
    const at = end;
    end += frame.length;
    return { ...sizesOf(frame, stream, index), at, sha256: sha256(frame) };
  });
  const bytes = Buffer.concat(frames);
  return { chunks, bytes, object: { key: `packs/${sha256(bytes)}`, bytes: bytes.length } };
}

function sizesOf(frame: Buffer, stream: Buffer, index: number) {
  return { bytes: Math.min(CHUNK_BYTES, stream.length - index * CHUNK_BYTES), packedBytes: frame.length };
}

function nameOf(index: number): string {
  return `${String(index).padStart(2, '0')}.zst`;
}

function idOf(files: readonly BrowserFile[], stream: Buffer): string {
  const table = files.map(({ path, mode, bytes }) => [path, mode, bytes.length]);
  return createHash('sha256').update(JSON.stringify(table)).update(stream).digest('hex').slice(0, 16);
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Chunks go into the zip from the first on, so that what comes from S3 is one piece. */
function howManyFit(frames: readonly Buffer[], budget: number): number {
  let used = 0;
  for (const [at, { length }] of frames.entries()) {
    used += length;
    if (used > budget) return at;
  }
  return frames.length;
}

async function compressed(stream: Buffer): Promise<readonly Buffer[]> {
  const count = Math.ceil(stream.length / CHUNK_BYTES);
  const recipe = `${CHUNK_BYTES} ${LEVEL} ${process.versions.zstd}`;
  const name = createHash('sha256').update(recipe).update(stream).digest('hex').slice(0, 16);
  const folder = join(cache, `chunks-${name}`);
  const read = () => Promise.all(Array.from({ length: count }, (_, at) => readFile(join(folder, String(at)))));
  return read().catch(async () => {
    await mkdir(cache, { recursive: true });
    const partial = await mkdtemp(join(cache, 'partial-'));
    const compress = promisify(zstdCompress);
    const params = { [constants.ZSTD_c_compressionLevel]: LEVEL };
    const work = Array.from({ length: count }, async (_, at) => {
      const frame = await compress(stream.subarray(at * CHUNK_BYTES, (at + 1) * CHUNK_BYTES), { params });
      await writeFile(join(partial, String(at)), frame);
    });
    await Promise.all(work);
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
    return read();
  });
}
