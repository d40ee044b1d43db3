// The photos that a card shows, by whatever address: should one of them be removed, its pictures have to go too.
import { imageAddressesOf } from './card-images.ts';
import type { Card } from './catalogue.ts';
import { isPhotoId, photoIdOf } from './photo-id.ts';

/** Of a photo site (edge/photo-site-guard.js): its folders are ids. Any host may be one, and a query changes nothing. */
const ON_PHOTO_SITE = /^\/([^/]+)\/[^/]+\.(?:jpg|webp|avif)$/;

/** Ids, each once, in the order of the fields. */
export function shownPhotoIds(card: Card): readonly string[] {
  return [...new Set(imageAddressesOf(card).flatMap((address) => shownPhotoId(address) ?? []))];
}

/** The photo in an image's address: `photo:` and an id, or an address of a photo site. */
export function shownPhotoId(address: string): string | undefined {
  const path = URL.canParse(address) ? new URL(address).pathname : '';
  const id = photoIdOf(address) ?? ON_PHOTO_SITE.exec(path)?.[1];
  return id !== undefined && isPhotoId(id) ? id : undefined;
}
