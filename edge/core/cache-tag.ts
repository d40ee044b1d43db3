import type { AskedKey } from './card-key.ts';

/** The response header in which CloudFront finds a picture's tags: CacheTagConfig in infra/pictures.yml. */
export const CACHE_TAG_HEADER = 'cache-tag';

/** Tags one design of one template, so that a deployment can take its pictures out of CloudFront's cache. */
export function cacheTagOf(template: string, designVersion: string): string {
  return `${template}-${designVersion}`;
}

/** All tags of the picture that has this key: its template, to be purged by hand, and its design. None for a key that is not a card's. */
export function cacheTagsOf({ parts }: AskedKey): string | undefined {
  return parts && `${parts.template},${cacheTagOf(parts.template, parts.designVersion)}`;
}
