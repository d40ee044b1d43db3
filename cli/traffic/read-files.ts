// Log files as they come: plain or gzip, of any size, in bounded memory.
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { types } from 'node:util';
import { createGunzip } from 'node:zlib';
import { ExpectedError } from '../terminal/errors.ts';

/** CloudFront takes no address of more than 8,192 bytes, and encodes each byte with at most five characters. */
const MAX_LINE_CHARACTERS = 200_000;

/** Of the longest mark by which a kind of file is known, that of Parquet. */
const BEGINNING_BYTES = 4;

export const STDIN = '-';

/** Files, and all files in folders and what is below them, in the order of their names. Throws what the system throws. */
export async function filesIn(paths: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      if (path === STDIN || !(await stat(path)).isDirectory()) return [path];
      const entries = await readdir(path, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort();
    }),
  );
  return found.flat();
}

/** One after the other, in batches. A line that is too long is given as undefined. */
export type Lines = AsyncGenerator<readonly (string | undefined)[]>;

/** Throws ExpectedError `cut_off` at the end of a file that was cut off, `not_a_log` for Parquet. */
export async function* linesOf(file: string, source: Readable = opened(file)): Lines {
  const splitter = createSplitter();
  for await (const chunk of unpacked(file, source)) yield splitter.linesIn(chunk);
  yield splitter.rest();
}

function opened(file: string): Readable {
  return file === STDIN ? process.stdin : createReadStream(file);
}

async function* unpacked(file: string, source: Readable): AsyncGenerator<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>; // bytes: no encoding is set
  try {
    const value = await beginningOf(chunks);
    if (value.length === 0) return;
    if (value.subarray(0, 4).toString('latin1') === 'PAR1')
      throw new ExpectedError('not_a_log', `${file} is Parquet. Have CloudFront write JSON or W3C, or ask Athena with --stack.`);
    const all = withFirst(value, chunks);
    yield* value[0] === 0x1f && value[1] === 0x8b ? gunzipped(file, all) : all;
  } finally {
    // A file that is not read to its end stays open otherwise.
    source.destroy();
  }
}

/** Enough to know what kind of file it is: a pipe may give it byte by byte. */
async function beginningOf(chunks: AsyncIterator<Uint8Array>): Promise<Buffer> {
  let beginning = Buffer.alloc(0);
  while (beginning.length < BEGINNING_BYTES) {
    const next = await chunks.next();
    if (next.done) break;
    beginning = Buffer.concat([beginning, next.value]);
  }
  return beginning;
}

async function* withFirst(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

async function* gunzipped(file: string, packed: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const input = Readable.from(packed, { objectMode: false });
  const gunzip = createGunzip();
  input.on('error', (error) => gunzip.destroy(error));
  try {
    yield* input.pipe(gunzip) as AsyncIterable<Uint8Array>; // bytes
  } catch (cause) {
    const code = types.isNativeError(cause) && 'code' in cause ? String(cause.code) : '';
    if (!code.startsWith('Z_')) throw cause;
    throw new ExpectedError('cut_off', `${file} is cut off, or damaged: its compressed data ends before its end.`, { cause });
  }
}

function createSplitter() {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let tooLong = false;

  const clean = (line: string) => (line.endsWith('\r') ? line.slice(0, -1) : line).replace(/^\uFEFF/, '');

  function end(line: string): string | undefined {
    const was = tooLong;
    tooLong = false;
    return was || line.length > MAX_LINE_CHARACTERS ? undefined : clean(line);
  }

  return {
    linesIn(chunk: Uint8Array): readonly (string | undefined)[] {
      const [first = '', ...more] = decoder.write(chunk).split('\n');
      const parts = [rest + first, ...more];
      rest = parts.pop() ?? '';
      const lines = parts.map(end);
      if (rest.length > MAX_LINE_CHARACTERS) {
        tooLong = true;
        rest = '';
      }
      return lines;
    },
    rest(): readonly (string | undefined)[] {
      const last = rest + decoder.end();
      return last === '' && !tooLong ? [] : [end(last)];
    },
  };
}
