import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CardError } from '../../card-schema/errors.ts';
import { createImageFetcher } from '../../edge/adapters/image-fetcher.ts';
import type { FetchImage } from '../../edge/core/ports.ts';

/** The host that the examples name. `.test` is reserved, so no real site can answer for it. */
export const DEMO_IMAGE_HOST = 'images.edgecard.test';

const folder = join(import.meta.dirname, '../demo/images');

/** The examples' images come from local/demo/images; any other address goes the way it goes at the edge. */
export function fetchImageWithDemo(hosts: readonly string[]): FetchImage {
  const fetchImage = createImageFetcher({ hosts });
  return async (address, deadline, signal) => {
    const url = new URL(address);
    if (url.protocol !== 'https:' || url.host !== DEMO_IMAGE_HOST) return fetchImage(address, deadline, signal);
    const [name, names] = [url.pathname.slice(1), (await readdir(folder)).filter((each) => each.endsWith('.jpg'))];
    if (!names.includes(name))
      throw new CardError('image_refused', `${DEMO_IMAGE_HOST} has no such image; there are ${names.join(', ')}.`);
    return { bytes: await readFile(join(folder, name)), type: 'image/jpeg' };
  };
}
