// A process that opens files of strangers as the photo worker does: `open-files.ts FOLDER` decodes each file in it and prints what it has cost.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { allowOnlyPhotoTypes } from '../../cloud/photos/adapters/sharp-pictures.ts';
import { PhotoError } from '../../cloud/photos/photo-error.ts';
import { decoded, pictures } from './test-pictures.ts';

export interface OpenedFile {
  readonly file: string;
  /** The code of a refusal, or `photo`; anything else is an error that nobody expects. */
  readonly ends: string;
  readonly message: string;
  readonly ms: number;
}

export interface OpenedFiles {
  readonly files: readonly OpenedFile[];
  readonly connections: number;
  /** The most that the process ever had. */
  readonly maxRssBytes: number;
}

const [folder = ''] = process.argv.slice(2);
let connections = 0;
Socket.prototype.connect = () => {
  connections += 1;
  throw new Error('No connection is allowed here.');
};
allowOnlyPhotoTypes();

const files: OpenedFile[] = [];
for (const file of readdirSync(folder).sort()) files.push(await open(file));
const { maxRSS } = process.resourceUsage();
process.stdout.write(JSON.stringify({ files, connections, maxRssBytes: maxRSS * 1024 } satisfies OpenedFiles));

/** What is accepted is written as a variant of it. */
async function open(file: string): Promise<OpenedFile> {
  const bytes = readFileSync(join(folder, file));
  const start = performance.now();
  const ended = (ends: string, message = '') => ({ file, ends, message, ms: performance.now() - start });
  try {
    const pixels = await decoded(bytes);
    writeFileSync(join(folder, `${file}.jpg`), await pictures.jpegOf(pixels, { width: 300, height: 300 }));
    return ended('photo');
  } catch (error) {
    if (error instanceof PhotoError) return ended(error.code, error.message);
    return ended('unexpected', String(error));
  }
}
