import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createImageFetcher } from '../../edge/adapters/image-fetcher.ts';
import type { FetchImage } from '../../edge/core/ports.ts';

/** The host that the examples name. `.test` is reserved, so no real site can answer for it. */
export const DEMO_IMAGE_HOST = 'images.edgecard.test';

const folder = join(import.meta.dirname, '../demo/images');

/** The examples' images come from local/demo/images; any other address goes the way it goes at the edge. */
export function fetchImageWithDemo(hosts: readonly string[]): FetchImage {
  const fetchImage = createImageFetcher({ hosts });
  return async (address, deadline) => {
    const url = new URL(address);
    const name = url.pathname.slice(1);
    if (url.host !== DEMO_IMAGE_HOST || !/^[a-z]+\.jpg$/.test(name)) return fetchImage(address, deadline);
    return { bytes: await readFile(join(folder, name)), type: 'image/jpeg' };
  };
}
