// Makes the pack: the browser in zstd chunks, as many in the zip as fit, the rest as one object for S3.
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import type { PackedChunk, PackManifest } from '../../edge/adapters/pack-manifest.ts';
import { type BrowserFile, browserVersion, readBrowserFiles } from './browser-files.ts';

const project = join(import.meta.dirname, '../..');
const cache = join(project, 'node_modules/.cache/edgecard');

/** Fills the zip to within 3 MB, and lets threads share the work; one frame for all would be 4 MB smaller but decode on one core. */
const CHUNK_BYTES = 8 * 1024 * 1024;
/** Level 19 takes 40 s on two cores; 22 takes 15 s more for 0.1 % less. */
const LEVEL = 19;

export interface PackOptions {
  /** How many bytes of chunks may ride in the zip. */
  readonly zipBudgetBytes: number;
}

export interface Pack {
  readonly manifest: PackManifest;
  readonly zipBytes: number;
}

/** Writes dist/pack/ (for the zip) and dist/upload/pictures/packs/<sha256> (for S3). The compressed chunks are cached between runs. */
export async function makePack({ zipBudgetBytes }: PackOptions): Promise<Pack> {
  const packFolder = join(project, 'dist/pack');
  const objectFolder = join(project, 'dist/upload/pictures/packs');
  await Promise.all([packFolder, objectFolder].map((folder) => rm(folder, { recursive: true, force: true })));
  await Promise.all([packFolder, objectFolder].map((folder) => mkdir(folder, { recursive: true })));

  const files = await readBrowserFiles();
  const stream = Buffer.concat(files.map(({ bytes }) => bytes));
  const frames = await compressed(stream);
  const inZip = howManyFit(frames, zipBudgetBytes);

  const chunks = frames.map((frame, at): PackedChunk => {
    const bytes = Math.min(CHUNK_BYTES, stream.length - at * CHUNK_BYTES);
    return { bytes, packedBytes: frame.length, ...(at < inZip ? { name: `${String(at).padStart(2, '0')}.zst` } : {}) };
  });
  const rest = Buffer.concat(frames.slice(inZip));
  const sha256 = createHash('sha256').update(rest).digest('hex');
  const manifest = await manifestOf(
    files,
    stream,
    chunks,
    rest.length > 0 ? { key: `packs/${sha256}`, sha256, bytes: rest.length } : undefined,
  );

  await Promise.all(chunks.map(({ name }, at) => name && writeFile(join(packFolder, name), frames[at] ?? '')));
  if (manifest.object) await writeFile(join(objectFolder, sha256), rest);
  // Last, so that a pack without a manifest is a pack that is not finished.
  await writeFile(join(packFolder, 'manifest.json'), JSON.stringify(manifest, undefined, 1));
  return { manifest, zipBytes: frames.slice(0, inZip).reduce((sum, { length }) => sum + length, 0) };
}

async function manifestOf(
  files: readonly BrowserFile[],
  stream: Buffer,
  chunks: readonly PackedChunk[],
  object: PackManifest['object'],
) {
  const table = files.map(({ path, mode, bytes }) => ({ path, mode, bytes: bytes.length }));
  const id = createHash('sha256').update(JSON.stringify(table)).update(stream).digest('hex').slice(0, 16);
  const browser = await browserVersion();
  return { id, browser, files: table, chunks, ...(object ? { object } : {}) };
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
