// What a card page may ask for: the card site, and the images that were fetched for its card. Nothing else.
import type { CardImage } from './ports.ts';
import { truncate } from './truncate.ts';

/** Enough for a method and the longest host name; what a page asks for, it may have made up. */
const MAX_BLOCK_CHARACTERS = 280;

export type PageRequestVerdict = { readonly allow: true } | { readonly image: CardImage } | { readonly block: string };

export function judgePageRequest(
  request: { readonly method: string; readonly url: string },
  site: string,
  images: ReadonlyMap<string, CardImage>,
): PageRequestVerdict {
  const image = images.get(request.url);
  if (request.method === 'GET' && image) return { image };
  if (request.method === 'GET' && request.url.startsWith(`${site}/`)) return { allow: true };
  const url = URL.canParse(request.url) ? new URL(request.url) : undefined;
  // Only where it wanted to go is logged: a path may hold texts, a query may hold a token.
  const target = url?.origin === 'null' ? url.protocol : (url?.origin ?? 'no address');
  return { block: truncate(`${request.method} ${target}`, MAX_BLOCK_CHARACTERS) };
}
