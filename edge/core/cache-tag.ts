import { isPhotoId } from '../../card-schema/photo-id.ts';
import type { AskedKey } from './asked-key.ts';

/** The response header in which CloudFront finds a picture's tags: CacheTagConfig in infra/pictures.yml. */
export const CACHE_TAG_HEADER = 'cache-tag';

/** Of the pictures that stand in while drawing is switched off. No template's name has a hyphen, and no design version is `off`. */
export const DRAWING_OFF_TAG = 'drawing-off';

/** Tags one design of one template, so that a deployment can take its pictures out of CloudFront's cache. */
export function cacheTagOf(template: string, designVersion: string): string {
  return `${template}-${designVersion}`;
}

/** Tags every picture that shows a photo. */
export function photoTag(id: string): string {
  return `photo-${id}`;
}

/** Of an object in S3: the ids of the photos that its picture shows, separated by commas. */
export const PHOTOS_METADATA = 'photos';

/** CloudFront takes 50 tags of an object (invalidation-by-tags in its guide); two are the template's. */
const MAX_PHOTO_TAGS = 48;

/** The ids in what PHOTOS_METADATA says. Anybody with the right to may have put a picture there, so what is no id is left out. */
export function readPhotosMetadata(text: string): readonly string[] {
  return text.split(',').filter(isPhotoId);
}

/**
 * All tags of the picture that has this key: its template, to be purged by hand, its design, and the photos that it shows, each of which
 * may be removed. None for a key that is not a card's.
 */
export function cacheTagsOf({ parts }: AskedKey, photos: readonly string[] = []): string | undefined {
  if (!parts) return undefined;
  const ofPhotos = photos.slice(0, MAX_PHOTO_TAGS).map(photoTag);
  return [parts.template, cacheTagOf(parts.template, parts.designVersion), ...ofPhotos].join(',');
}
