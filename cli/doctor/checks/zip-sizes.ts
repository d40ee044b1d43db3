// What is in the functions' zips, and how large they are.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fromBufferPromise } from 'yauzl';

/**
 * Lambda@Edge: 50 MB with all libraries (cloudfront-limits.html); the smaller megabyte, because AWS does not say which. Lambda
 * takes as much in a direct upload, so functions that are not at the edge are held to it too.
 */
export const MAX_ZIP_BYTES = 50_000_000;
/** Lambda: 250 MB unpacked, layers included (docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html). */
export const MAX_UNPACKED_BYTES = 250 * 1024 * 1024;

/** Of all functions that open photos: the decoder, which no bundle can hold. */
const OF_SHARP = [
  /^node_modules\/(sharp|@img\/colour|detect-libc)\/[\w./-]+\.([cm]?js|json)$/,
  /^node_modules\/(sharp|@img\/(colour|sharp-linux-x64)|detect-libc)\/[\w./-]*LICENSE(\.md)?$/,
  /^node_modules\/@img\/sharp-linux-x64\/lib\/[\w.-]+\.node$/,
  /^node_modules\/@img\/sharp-(libvips-)?linux-x64\/[\w./-]+\.(c?js|json)$/,
  /^node_modules\/@img\/sharp-libvips-linux-x64\/lib\/libvips-cpp\.so\.[\d.]+$/,
  /^package\.json$/,
];
/** Of the two that open what strangers sent: models, and the decoder of HEIC. */
const OF_PHOTOS = [
  ...OF_SHARP,
  /^cloud\/heic-worker\.js$/,
  /^cloud\/photos\/models\/[\w-]+\.(json|bin)$/,
  /^cloud\/photos\/models\/(LICENSE|NOTICE)[\w.-]*$/,
  /^node_modules\/@tensorflow\/tfjs-backend-wasm\/(package\.json|dist\/tfjs-backend-wasm-simd\.wasm)$/,
  /^node_modules\/libheif-js\/(package\.json|libheif-wasm\/(libheif\.(js|wasm)|LICENSE))$/,
];

/** Each zip's files: every pattern has one, and every file a pattern. */
const ZIP_CONTENTS: Readonly<Record<string, readonly RegExp[]>> = {
  'rotatePageKeys.zip': [/^cloud\/rotate-page-keys\.js$/, /^cloud\/rotate-page-keys\/[\w-]+\.js$/, /^package\.json$/],
  'drawingBrake.zip': [/^cloud\/drawing-brake\.js$/, /^cloud\/drawing-brake\/[\w-]+\.js$/, /^package\.json$/],
  'bucketGuard.zip': [/^cloud\/bucket-guard\.js$/, /^cloud\/bucket-guard\/[\w-]+\.js$/, /^package\.json$/],
  'originRequest.zip': [/^dist\/design-versions\.json$/, /^edge\/origin-request\.js$/, /^package\.json$/],
  'originResponse.zip': [
    /^dist\/design-versions\.json$/,
    /^dist\/edge-bundle\.json$/,
    /^dist\/pack\/manifest\.json$/,
    /^dist\/pack\/\d+\.zst$/,
    /^edge\/fallback\.jpg$/,
    /^edge\/origin-response\.js$/,
    /^edge\/origin-response\/[\w-]+\.js$/,
    /^package\.json$/,
  ],
  'prerenderWorker.zip': [
    /^cloud\/prerender-worker\.js$/,
    /^cloud\/prerender-worker\/[\w-]+\.js$/,
    /^dist\/design-versions\.json$/,
    /^dist\/pack\/manifest\.json$/,
    /^dist\/pack\/\d+\.zst$/,
    /^package\.json$/,
  ],
  'photoWorker.zip': [/^cloud\/photo-worker\.js$/, /^cloud\/photo-worker\/[\w-]+\.js$/, ...OF_PHOTOS],
  'photoApi.zip': [/^cloud\/photo-api\.js$/, /^cloud\/photo-api\/[\w-]+\.js$/, ...OF_PHOTOS],
  'photoRemover.zip': [/^cloud\/photo-remover\.js$/, /^cloud\/photo-remover\/[\w-]+\.js$/, /^package\.json$/],
  'photoVariant.zip': [/^cloud\/photo-variant\.js$/, /^cloud\/photo-variant\/[\w-]+\.js$/, ...OF_SHARP],
};

/** There when its parameter is on, and not otherwise. */
const SWITCHED: ReadonlySet<string> = new Set([
  'prerenderWorker.zip',
  'photoWorker.zip',
  'photoApi.zip',
  'photoRemover.zip',
  'photoVariant.zip',
]);

export interface ZipFile {
  readonly name: string;
  readonly bytes: number;
}

export interface Zip {
  readonly name: string;
  readonly zipBytes: number;
  readonly files: readonly ZipFile[];
}

export async function readZips(folder: string): Promise<readonly Zip[]> {
  const there = await readdir(folder);
  const names = Object.keys(ZIP_CONTENTS).filter((name) => !SWITCHED.has(name) || there.includes(name));
  const read = async (name: string) => {
    const bytes = await readFile(join(folder, name));
    return { name, zipBytes: bytes.length, files: await listZip(bytes) };
  };
  return Promise.all(names.map(read));
}

async function listZip(zip: Buffer): Promise<readonly ZipFile[]> {
  const files: ZipFile[] = [];
  const archive = await fromBufferPromise(zip, { lazyEntries: true });
  for await (const { fileName, uncompressedSize } of archive.eachEntry()) files.push({ name: fileName, bytes: uncompressedSize });
  return files;
}

export function checkZip({ name, zipBytes, files }: Zip): string[] {
  const patterns = ZIP_CONTENTS[name] ?? [];
  const strays = files.filter((file) => !patterns.some((pattern) => pattern.test(file.name)));
  const absent = patterns.filter((pattern) => !files.some((file) => pattern.test(file.name)));
  const problems = [
    ...strays.map((file) => `${name} holds ${file.name}, which no function reads.`),
    ...absent.map((pattern) => `${name} has no file like ${pattern.source}.`),
  ];
  const unpacked = unpackedBytes(files);
  if (zipBytes > MAX_ZIP_BYTES) problems.push(`${name} has ${count(zipBytes)} bytes; Lambda@Edge takes ${count(MAX_ZIP_BYTES)}.`);
  if (unpacked > MAX_UNPACKED_BYTES) {
    problems.push(`${name} unpacks to ${count(unpacked)} bytes; Lambda takes ${count(MAX_UNPACKED_BYTES)}.`);
  }
  return problems;
}

export function formatSizes(zips: readonly Zip[]): string {
  const rows = zips.map(({ name, zipBytes, files }) => [name, count(zipBytes), count(unpackedBytes(files)), count(files.length)]);
  const limits = ['at most', count(MAX_ZIP_BYTES), count(MAX_UNPACKED_BYTES), ''];
  const table = [['', 'zip bytes', 'unpacked', 'files'], ...rows, limits];
  return table.map(([name = '', ...numbers]) => name.padEnd(20) + numbers.map((text) => text.padStart(14)).join('')).join('\n');
}

function unpackedBytes(files: readonly ZipFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
