// The gallery's images for cards of the project's own templates: judged as what a host on the web sends, some refused.
import { CardError } from '../../../card-schema/errors.ts';
import { judgeImage } from '../../../edge/adapters/images/judge-image.ts';
import type { FetchImage } from '../../../edge/core/ports.ts';
import type { ImageFile } from './images.ts';

/** As local/stack/demo-images.ts has it: the local stack allows it. */
const HOST = 'images.edgecard.test';

export function galleryImageAddresses(files: ReadonlyMap<string, ImageFile>): readonly string[] {
  return [...files.keys(), 'missing.jpg'].map((name) => `https://${HOST}/${name}`);
}

export function fetchGalleryImage(files: ReadonlyMap<string, ImageFile>): FetchImage {
  return async (address) => {
    const file = files.get(new URL(address).pathname.slice(1));
    if (!file) throw new CardError('image_refused', `${HOST} answers 404.`);
    return judgeImage(file.bytes, HOST);
  };
}
