import type { AskedKey } from './card-key.ts';

/** The response header in which CloudFront finds a picture's tags: CacheTagConfig in infra/pictures.yml. */
export const CACHE_TAG_HEADER = 'cache-tag';

/** Of the pictures that stand in while drawing is switched off. No template's name has a hyphen, and no design version is `off`. */
export const DRAWING_OFF_TAG = 'drawing-off';

/** Tags one design of one template, so that a deployment can take its pictures out of CloudFront's cache. */
export function cacheTagOf(template: string, designVersion: string): string {
  return `${template}-${designVersion}`;
}

/** All tags of the picture that has this key: its template, to be purged by hand, and its design. None for a key that is not a card's. */
export function cacheTagsOf({ parts }: AskedKey): string | undefined {
  return parts && `${parts.template},${cacheTagOf(parts.template, parts.designVersion)}`;
}
