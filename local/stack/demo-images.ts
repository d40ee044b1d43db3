import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CardError } from '../../card-schema/errors.ts';
import { createImageFetcher } from '../../edge/adapters/images/image-fetcher.ts';
import { judgeImage } from '../../edge/adapters/images/judge-image.ts';
import type { CardImage, FetchImage } from '../../edge/core/ports.ts';

/** The host that the examples name. `.test` is reserved, so no real site can answer for it. */
export const DEMO_IMAGE_HOST = 'images.edgecard.test';

const demoFolder = join(import.meta.dirname, '../demo/images');

/**
 * The examples' images come from local/demo/images, and are judged as if a host on the web had sent them; any other address goes
 * the way it goes at the edge.
 */
export function fetchImageWithDemo(hosts: readonly string[], contact?: string, folder = demoFolder): FetchImage {
  const fetchImage = createImageFetcher({ hosts, ...(contact ? { contact } : {}) });
  return async (address, deadline, signal) => {
    const url = new URL(address);
    if (url.protocol !== 'https:' || url.host !== DEMO_IMAGE_HOST) return fetchImage(address, deadline, signal);
    return readDemoImage(url, folder);
  };
}

/** Every file that lies in the folder is served, and none that does not: a name is looked for among those that are there. */
async function readDemoImage({ pathname }: URL, folder: string): Promise<CardImage> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [file.slice(folder.length), file]),
  );
  const file = files.get(decoded(pathname));
  if (!file) {
    const names = [...files.keys()].map((name) => name.slice(1));
    throw new CardError('image_refused', `${DEMO_IMAGE_HOST} has no such image; there are ${names.join(', ')}.`);
  }
  return judgeImage(await readFile(file), DEMO_IMAGE_HOST);
}

function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname; // as it is not percent-encoding, it may be a name
  }
}
