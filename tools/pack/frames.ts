// Compresses the parts of a pack, and keeps each for the next time: all take a minute.
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import { cachePath } from '../../card-site/bundle/made-path.ts';

/** A frame looks back over 4 MB: over all of its part it is 1 % smaller, but takes a fifth longer to unpack, outside of the caches. */
const WINDOW_LOG = 22;

/** A zstd frame. `level` is 1 to 22. */
export async function frameOf(content: Buffer, level: number): Promise<Buffer> {
  const recipe = `${level} ${WINDOW_LOG} size checksum ${process.versions.zstd}`;
  const hash = createHash('sha256').update(recipe).update(content).digest('hex').slice(0, 16);
  const path = cachePath(`frame-${hash}`);
  return readFile(path).catch(async () => {
    const frame = await compressed(content, level);
    await mkdir(dirname(path), { recursive: true });
    // Under another name first: a file that is there is whole, also when several processes make it.
    const partial = `${path}-${randomUUID()}`;
    await writeFile(partial, frame);
    await rename(partial, path);
    return frame;
  });
}

function compressed(content: Buffer, level: number): Promise<Buffer> {
  return promisify(zstdCompress)(content, {
    // Only a frame that says its size is unpacked straight into the buffer, and not through a second one.
    pledgedSrcSize: content.length,
    params: {
      [constants.ZSTD_c_compressionLevel]: level,
      [constants.ZSTD_c_windowLog]: WINDOW_LOG,
      // A bit that has changed in the zip unpacks to other code without a word, unless each frame ends with a checksum.
      [constants.ZSTD_c_checksumFlag]: 1,
    },
  });
}
