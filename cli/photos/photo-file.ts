// A file that somebody wants to send.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { MAX_SOURCE_BYTES } from '../../cloud/photos/source-size.ts';
import { ExpectedError } from '../terminal/errors.ts';
import { typedPath } from '../terminal/typed-path.ts';

export interface PhotoFile {
  /** Without its folder; '' from standard input. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** `-` is standard input. Throws ExpectedError, and what the system throws. */
export async function readPhotoFile(word: string): Promise<PhotoFile> {
  const isStdin = word === '-';
  const path = typedPath(word);
  const found = isStdin ? undefined : await stat(path);
  if (found?.isDirectory())
    throw new ExpectedError('bad_file', `It is a folder: name the photos in it, such as ${word.replace(/\/$/, '')}/*.jpg.`);
  if (found?.isFile() && found.size > MAX_SOURCE_BYTES) throw tooLarge(found.size);
  // A device or a pipe has no size: no more is read than shows that it is too much.
  const stream = isStdin ? process.stdin : createReadStream(path, { end: MAX_SOURCE_BYTES });
  const bytes = new Uint8Array(await buffer(stream));
  if (bytes.length > MAX_SOURCE_BYTES) throw tooLarge(bytes.length);
  if (bytes.length === 0) throw new ExpectedError('bad_file', 'It is empty.');
  return { name: isStdin ? '' : basename(path), bytes };
}

function tooLarge(bytes: number): ExpectedError {
  const megabytes = (bytes / 1e6).toFixed(1);
  return new ExpectedError(
    'too_many_bytes',
    `It has ${megabytes} MB (${bytes.toLocaleString('en-US')} bytes), and a photo may have ${MAX_SOURCE_BYTES / 1e6} MB: save it as a JPEG, or smaller; 2,400 pixels on the longer side are enough.`,
  );
}
