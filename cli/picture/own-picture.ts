import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { imageSize } from 'image-size';
import { CardError } from '../../card-schema/errors.ts';
import { readImage } from '../../edge/adapters/images/judge-image.ts';
import { PICTURE_SIZE } from '../../edge/core/drawing-settings.ts';
import { MAX_PICTURE_BYTES } from '../../edge/core/picture.ts';

/** A picture of somebody's own, which must be as one that is drawn. Throws CardError `bad_picture`, and what the system throws. */
export async function readOwnPicture(file: string): Promise<Uint8Array> {
  if ((await stat(file)).isDirectory()) throw new CardError('bad_picture', `${file} is a folder: name a JPEG in it.`);
  // No more than is needed to see that it is too much: it may be a disk's image, or a device without an end.
  const bytes = await buffer(createReadStream(file, { end: MAX_PICTURE_BYTES }));
  const { width, height } = PICTURE_SIZE;
  const wanted = `a JPEG of ${width} × ${height} and at most ${MAX_PICTURE_BYTES.toLocaleString('en-US')} bytes`;
  const found = imageIn(bytes);
  const fits = found?.type === 'jpg' && found.width === width && found.height === height && bytes.length <= MAX_PICTURE_BYTES;
  if (!fits) throw new CardError('bad_picture', `${file} must be ${wanted}; it is ${described(found, bytes.length)}.`);
  if (!isWhole(bytes)) throw new CardError('bad_picture', `${file} is not a whole JPEG: copy or write it once more.`);
  return bytes;
}

type Found = ReturnType<typeof imageSize>;

function imageIn(bytes: Uint8Array): Found | undefined {
  try {
    return imageSize(bytes);
  } catch {
    return undefined;
  }
}

function described(found: Found | undefined, bytes: number): string {
  const size = bytes > MAX_PICTURE_BYTES ? 'more bytes' : `${bytes.toLocaleString('en-US')} bytes`;
  return found && found.width > 0 ? `${found.type}, ${found.width} × ${found.height}, ${size}` : `no image, ${size}`;
}

function isWhole(bytes: Buffer): boolean {
  try {
    readImage(bytes, 'The file');
    return true;
  } catch {
    return false;
  }
}
