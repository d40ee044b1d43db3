// The stream of a pack: all files end to end without their holes, cut into parts, each as it is best compressed.
import type { PackedFile, Range } from '../../edge/adapters/pack/pack-manifest.ts';
import { columnsOf } from '../../edge/adapters/pack/relocations.ts';
import { type Segment, segmentsOf } from '../../edge/adapters/pack/unpack.ts';
import type { BrowserFile } from '../../local/browser/browser-files.ts';
import { parseElf, relativeRelocations } from './elf.ts';

export interface FileToPack extends BrowserFile {
  readonly holes?: readonly Range[];
}

export interface StreamPart {
  /** Of the stream. */
  readonly bytes: number;
  /** What is compressed. */
  readonly content: Buffer;
  readonly columns?: true;
}

export interface PackStream {
  readonly bytes: Buffer;
  readonly parts: readonly StreamPart[];
}

export function packedFile({ path, mode, bytes, holes }: FileToPack): PackedFile {
  return { path, mode, bytes: bytes.length, ...(holes ? { holes } : {}) };
}

/** Parts have at most so many bytes each, and their neighbours as many. Relocations are a part of their own. */
export function streamOf(files: readonly FileToPack[], maxPartBytes: number): PackStream {
  const segments = segmentsOf(files.map(packedFile));
  const contents = new Map(files.map(({ path, bytes }) => [path, bytes]));
  const bytes = Buffer.concat(
    segments.map(({ path, at, from, to }) => contents.get(path)?.subarray(at, at + to - from) ?? Buffer.alloc(0)),
  );
  const chromium = contents.get('chromium');
  if (!chromium) throw new Error('There is no chromium among the files of the browser.');
  const rows = inStream(relativeRelocations(chromium, parseElf(chromium)), segments);
  const columns = rows && columnsOf(bytes.subarray(...rows));
  if (!columns) return { bytes, parts: equalParts(bytes, maxPartBytes) };
  const [from, to] = rows;
  const relocations: StreamPart = { bytes: to - from, content: Buffer.from(columns.buffer), columns: true };
  const plain = (part: Buffer) => equalParts(part, maxPartBytes);
  return { bytes, parts: [...plain(bytes.subarray(0, from)), relocations, ...plain(bytes.subarray(to))] };
}

/** A range of chromium as one of the stream; undefined where it is empty or not in one piece. */
function inStream([from, to]: Range, segments: readonly Segment[]): Range | undefined {
  const segment = segments.find(({ path, at, from, to: end }) => path === 'chromium' && at <= from && to <= at + end - from);
  if (!segment || from === to) return undefined;
  const shift = segment.from - segment.at;
  return [from + shift, to + shift];
}

/** Cuts into parts of at most so many bytes. */
export function equalParts(stream: Buffer, maxBytes: number): readonly StreamPart[] {
  const count = Math.ceil(stream.length / maxBytes);
  const bytes = Math.ceil(stream.length / count);
  return Array.from({ length: count }, (_, index) => {
    const content = stream.subarray(index * bytes, (index + 1) * bytes);
    return { bytes: content.length, content };
  });
}
