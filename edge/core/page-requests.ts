// What a card page may ask for: the card site, and the images that were fetched for its card. Nothing else.
import { photoAddress, photoIdOf, photoPath } from '../../card-schema/photo-id.ts';
import type { CardImages } from './fetch-card-images.ts';
import type { CardImage } from './ports.ts';
import { truncate } from './truncate.ts';

/** Enough for a method and the longest host name; what a page asks for, it may have made up. */
const MAX_BLOCK_CHARACTERS = 280;

export type PageRequestVerdict = { readonly allow: true } | { readonly image: CardImage } | { readonly block: string };

export function judgePageRequest(
  request: { readonly method: string; readonly url: string },
  site: string,
  images: CardImages,
): PageRequestVerdict {
  const photo = photoAskedFor(request.url, site);
  const image = images.get(photo ?? request.url);
  if (request.method === 'GET' && image) return { image };
  if (request.method === 'GET' && request.url.startsWith(`${site}/`) && !photo) return { allow: true };
  const url = URL.canParse(request.url) ? new URL(request.url) : undefined;
  // Only where it wanted to go is logged: a path may hold texts, a query may hold a token.
  const target = url?.origin === 'null' ? url.protocol : (url?.origin ?? 'no address');
  return { block: truncate(`${request.method} ${target}`, MAX_BLOCK_CHARACTERS) };
}

/** The address of a photo, as cards name it, for which a page asks its own site: nothing on the network answers there. */
export function photoAskedFor(url: string, site: string): string | undefined {
  const id = url.split('/').at(-1) ?? '';
  const address = photoAddress(id);
  return photoIdOf(address) && url === `${site}${photoPath(id)}` ? address : undefined;
}
