// Makes the pack: the browser in zstd chunks for the zip, and what the zip does not hold as one object for S3.
import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ExpectedError } from '../../cli/terminal/errors.ts';
import type { ChunkInObject, PackManifest, PackObject, Range } from '../../edge/adapters/pack/pack-manifest.ts';
import { type BrowserFile, browserVersion, readBrowserFiles } from '../../local/browser/browser-files.ts';
import { projectPath } from '../../project-path.ts';
import { type BrowserProfile, readProfile } from './browser-profile.ts';
import { frameOf } from './frames.ts';
import { prune, type Removed } from './prune.ts';
import { equalParts, type FileToPack, packedFile, type StreamPart, streamOf } from './stream.ts';
import { withTrapEntry } from './trap-entry.ts';

/**
 * Of a chunk, unpacked. Larger ones are smaller in all. But no more memory than this is kept for the next chunk
 * (MAX_KEPT_BYTES), and what comes from S3 is to be unpacked as it comes: as many as MAX_RANGES come in last and together.
 */
const MAX_CHUNK_BYTES = { inZip: 11 * 1024 * 1024, fromS3: 4 * 1024 * 1024 } as const;
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
  const { bytes, parts } = streamOf(files, MAX_CHUNK_BYTES.inZip);
  const chunks = await compressed(parts, level);
  const fitting = howManyFit(chunks, zipBudgetBytes);
  if (removed && fitting < chunks.length) {
    throw new ExpectedError(
      'pack_failed',
      `The pruned browser has ${packedBytesOf(chunks)} bytes packed; the zip has room for ${zipBudgetBytes}. Use --pack complete.`,
    );
  }

  // What is left is cut into smaller ones: they fill the zip up, and the others come from S3.
  const large = chunks.slice(0, fitting);
  const behind = bytes.subarray(large.reduce((sum, part) => sum + part.bytes, 0));
  const { filling, others } = await fillUp(behind, zipBudgetBytes - packedBytesOf(large), level);
  const named = [...large, ...filling];
  const inZip = named.map((chunk, index) => ({ ...chunk, name: `${String(index).padStart(2, '0')}.zst` }));
  const rest = inObject(others);
  const missing = removed && inObject(await compressed(equalParts(removed.stream, MAX_CHUNK_BYTES.fromS3), level));
  const objects = [rest, missing].filter((object) => object !== undefined && object.content.length > 0);
  return {
    manifest: {
      id: idOf(files, bytes),
      browser: await browserVersion(),
      files: files.map(packedFile),
      chunks: [...inZip.map(({ name, ...chunk }) => ({ ...described(chunk), name })), ...rest.chunks],
      ...(rest.content.length > 0 ? { object: rest.object } : {}),
      ...(removed && missing ? { removed: { ...removed.manifest, chunks: missing.chunks, object: missing.object } } : {}),
    },
    inZip: new Map(inZip.map(({ name, frame }) => [name, frame])),
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
  const { path, bytes: complete } = chromium;
  const { bytes, holes, removed, lastWrites } = withTrapEntry(complete, prune(complete, profile));
  const files = whole.map((file): FileToPack => (file === chromium ? { ...file, bytes, holes: holes.map(rangeOf) } : file));
  return {
    files,
    removed: {
      manifest: { path, ranges: removed.map(rangeOf), lastWrites, bytes: complete.length },
      stream: Buffer.concat(removed.map(({ from, to }) => complete.subarray(from, to))),
    },
  };
}

function rangeOf({ from, to }: Removed): Range {
  return [from, to];
}

interface CompressedChunk extends StreamPart {
  readonly frame: Buffer;
}

function compressed(parts: readonly StreamPart[], level: number): Promise<readonly CompressedChunk[]> {
  return Promise.all(parts.map(async (part) => ({ ...part, frame: await frameOf(part.content, level) })));
}

function packedBytesOf(chunks: readonly CompressedChunk[]): number {
  return chunks.reduce((sum, { frame }) => sum + frame.length, 0);
}

/** As it stands in the manifest. */
function described({ bytes, columns, frame }: CompressedChunk) {
  return { bytes, packedBytes: frame.length, ...(columns ? { columns } : {}) };
}

function inObject(packed: readonly CompressedChunk[]) {
  let end = 0;
  const chunks = packed.map((chunk): ChunkInObject => {
    const at = end;
    end += chunk.frame.length;
    return { ...described(chunk), at, sha256: sha256(chunk.frame) };
  });
  const content = Buffer.concat(packed.map(({ frame }) => frame));
  return { chunks, content, object: { key: `packs/${sha256(content)}`, bytes: content.length } };
}

function idOf(files: readonly BrowserFile[], stream: Buffer): string {
  const table = files.map(({ path, mode, bytes }) => [path, mode, bytes.length]);
  return createHash('sha256').update(JSON.stringify(table)).update(stream).digest('hex').slice(0, 16);
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Of the first chunk that does not fit, as much as the room for it suggests goes into the zip: each megabyte from S3 takes 13 ms. */
async function fillUp(stream: Buffer, room: number, level: number) {
  const chunks = await compressed(equalParts(stream, MAX_CHUNK_BYTES.fromS3), level);
  const fitting = howManyFit(chunks, room);
  const filling = chunks.slice(0, fitting);
  const others = chunks.slice(fitting);
  const [next, ...last] = others;
  if (!next) return { filling, others };
  const left = room - packedBytesOf(filling);
  // Not all of it packs as well as the whole.
  const at = Math.floor((0.9 * next.bytes * left) / next.frame.length);
  if (at === 0) return { filling, others };
  const parts = [next.content.subarray(0, at), next.content.subarray(at)];
  const [first, rest] = await compressed(
    parts.map((content) => ({ content, bytes: content.length })),
    level,
  );
  if (!first || !rest || first.frame.length > left) return { filling, others };
  return { filling: [...filling, first], others: [rest, ...last] };
}

/** Chunks go into the zip from the first on, so that what comes from S3 is one piece. */
function howManyFit(chunks: readonly CompressedChunk[], budget: number): number {
  let used = 0;
  for (const [at, { frame }] of chunks.entries()) {
    used += frame.length;
    if (used > budget) return at;
  }
  return chunks.length;
}
