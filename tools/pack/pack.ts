// Makes the pack: the browser in zstd chunks for the zip, and what the zip does not hold as one object for S3.
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import { cachePath } from '../../card-site/bundle/made-path.ts';
import { ExpectedError } from '../../cli/terminal/errors.ts';
import type { ChunkInObject, PackManifest, PackObject } from '../../edge/adapters/pack/pack-manifest.ts';
import { type BrowserFile, browserVersion, readBrowserFiles } from '../../local/browser/browser-files.ts';
import { projectPath } from '../../project-path.ts';
import { type BrowserProfile, readProfile } from './browser-profile.ts';
import { prune } from './prune.ts';

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

/** Writes dist/pack/ (for the zip) and dist/upload/pictures/packs/<sha256> (for S3). */
export async function makePack(options: PackOptions): Promise<PackManifest> {
  const pack = await packBrowser(await readBrowserFiles(), { ...options, profile: await readProfile(), level: LEVEL });
  await writePack(pack, projectPath('dist/pack'), projectPath('dist/upload/pictures'));
  return pack.manifest;
}

export interface PackedBrowser {
  readonly manifest: PackManifest;
  /** By their names in the manifest. */
  readonly inZip: ReadonlyMap<string, Uint8Array>;
  /** By its key. */
  readonly objects: ReadonlyMap<string, Uint8Array>;
}

export interface PackBrowserOptions extends PackOptions {
  readonly profile: BrowserProfile;
  /** Of zstd, 1 to 22. */
  readonly level: number;
}

/** Throws when a pruned browser does not fit the zip, or when the profile is of another browser. The chunks are cached between runs. */
export async function packBrowser(whole: readonly BrowserFile[], options: PackBrowserOptions): Promise<PackedBrowser> {
  const { form, zipBudgetBytes, profile, level } = options;
  const { files, removed } = form === 'pruned' ? withoutUntouched(whole, profile) : { files: whole, removed: undefined };
  const stream = Buffer.concat(files.map(({ bytes }) => bytes));
  const frames = await compressed(stream, level);
  const fitting = howManyFit(frames, zipBudgetBytes);
  if (removed && fitting < frames.length) {
    const bytes = frames.reduce((sum, { length }) => sum + length, 0);
    throw new ExpectedError(
      'pack_failed',
      `The pruned browser has ${bytes} bytes packed; the zip has room for ${zipBudgetBytes}. Use --pack complete.`,
    );
  }

  const names = frames.slice(0, fitting).map((_, index) => `${String(index).padStart(2, '0')}.zst`);
  const chunks = names.map((name, index) => ({ ...sizesOf(frames, stream, index), name }));
  const rest = inObject(frames.slice(fitting), stream.subarray(fitting * CHUNK_BYTES));
  const code = removed && inObject(await compressed(removed.stream, level), removed.stream);
  const objects = [rest, code].filter((object) => object !== undefined && object.content.length > 0);
  return {
    manifest: {
      id: idOf(files, stream),
      browser: await browserVersion(),
      files: files.map(({ path, mode, bytes }) => ({ path, mode, bytes: bytes.length })),
      chunks: [...chunks, ...rest.chunks],
      ...(rest.content.length > 0 ? { object: rest.object } : {}),
      ...(removed && code
        ? { removed: { path: removed.path, ranges: removed.ranges, chunks: code.chunks, object: code.object } }
        : {}),
    },
    inZip: new Map(names.map((name, index) => [name, frames[index] ?? Buffer.alloc(0)])),
    objects: new Map(objects.map((each) => [each?.object.key ?? '', each?.content ?? Buffer.alloc(0)])),
  };
}

/** Each in its folder: the chunks with their manifest, and the objects by their keys. */
export async function writePack(
  { manifest, inZip, objects }: PackedBrowser,
  packFolder: string,
  objectFolder: string,
): Promise<void> {
  const packs = join(objectFolder, 'packs');
  await Promise.all([packFolder, packs].map((folder) => rm(folder, { recursive: true, force: true })));
  await Promise.all([packFolder, packs].map((folder) => mkdir(folder, { recursive: true })));
  for (const [name, bytes] of inZip) await writeFile(join(packFolder, name), bytes);
  for (const [key, bytes] of objects) await writeFile(join(objectFolder, key), bytes);
  // Last, so that a pack without a manifest is a pack that is not finished.
  await writeFile(join(packFolder, 'manifest.json'), JSON.stringify(manifest));
}

/** The object in S3 that completes a pack, if any. */
export function objectOf({ object, removed }: PackManifest): PackObject | undefined {
  return object ?? removed?.object;
}

function withoutUntouched(whole: readonly BrowserFile[], profile: BrowserProfile) {
  const chromium = whole.find(({ path }) => path === 'chromium');
  if (!chromium) throw new Error('There is no chromium among the files of the browser.');
  const { bytes, removed } = prune(chromium.bytes, profile);
  const pieces = removed.map(({ from, to }) => chromium.bytes.subarray(from, to));
  return {
    files: whole.map((file) =>
      file === chromium ? { ...file, bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) } : file,
    ),
    removed: { path: chromium.path, ranges: removed.map(({ from, to }) => [from, to] as const), stream: Buffer.concat(pieces) },
  };
}

function inObject(frames: readonly Buffer[], stream: Buffer) {
  let end = 0;
  const chunks = frames.map((frame, index): ChunkInObject => {
    const at = end;
    end += frame.length;
    return { ...sizesOf(frames, stream, index), at, sha256: sha256(frame) };
  });
  const content = Buffer.concat(frames);
  return { chunks, content, object: { key: `packs/${sha256(content)}`, bytes: content.length } };
}

function sizesOf(frames: readonly Buffer[], stream: Buffer, index: number) {
  return { bytes: Math.min(CHUNK_BYTES, stream.length - index * CHUNK_BYTES), packedBytes: frames[index]?.length ?? 0 };
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

async function compressed(stream: Buffer, level: number): Promise<readonly Buffer[]> {
  const count = Math.ceil(stream.length / CHUNK_BYTES);
  const recipe = `${CHUNK_BYTES} ${level} checksum ${process.versions.zstd}`;
  const name = createHash('sha256').update(recipe).update(stream).digest('hex').slice(0, 16);
  const folder = cachePath(`chunks-${name}`);
  const read = () => Promise.all(Array.from({ length: count }, (_, at) => readFile(join(folder, String(at)))));
  return read().catch(async () => {
    await mkdir(dirname(folder), { recursive: true });
    const partial = await mkdtemp(join(dirname(folder), 'partial-'));
    const compress = promisify(zstdCompress);
    // A bit that has changed in the zip unpacks to other code without a word, unless each frame ends with a checksum.
    const params = { [constants.ZSTD_c_compressionLevel]: level, [constants.ZSTD_c_checksumFlag]: 1 };
    const work = Array.from({ length: count }, async (_, at) => {
      const frame = await compress(stream.subarray(at * CHUNK_BYTES, (at + 1) * CHUNK_BYTES), { params });
      await writeFile(join(partial, String(at)), frame);
    });
    await Promise.all(work);
    const others = await read().catch(() => undefined);
    if (others) {
      await rm(partial, { recursive: true, force: true });
      return others; // another process was faster, and may be reading them
    }
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
    return read();
  });
}
