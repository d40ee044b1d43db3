import { pipeline } from 'node:stream/promises';
import { StudioError } from '../exchange.ts';
import { hangUp, type PhotoRoute } from './photo-call.ts';

/** A JPEG of the photo bucket, as it comes. Nothing keeps it: a photo that was removed is gone here too. */
export function sendPhotoFile(keyOf: (named: readonly string[]) => string): PhotoRoute {
  return async ({ photos, response, named }) => {
    const file = await photos.readFile(keyOf(named), hangUp(response)).catch((cause: unknown) => {
      throw new StudioError(502, 'no_photo_file', `The store of photos gives no file (${String(cause)}).`);
    });
    if (!file) throw new StudioError(404, 'no_such_photo', 'There is no such file of a photo.');
    response.writeHead(200, {
      'content-type': 'image/jpeg',
      'content-length': file.bytes,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    await pipeline(file.body, response).catch(() => response.destroy());
  };
}
