// edge/card-site-guard.js with page keys in it, as a deployment makes it.
import { type CloudFrontFunction, loadFunction } from '../cloudfront/cloudfront-function.ts';
import { sourceWithKeys } from '../cloudfront/keys-in-function.ts';

/** The guard with these page keys in it, as a deployment makes it. */
export function loadGuard(pageKeys: readonly string[]): CloudFrontFunction {
  return loadFunction(guardSource(pageKeys), 'card-site-guard.js');
}

/** The guard's source with these page keys in it. Throws for a key that would end the string it is put into. */
export function guardSource(pageKeys: readonly string[]): string {
  return sourceWithKeys('edge/card-site-guard.js', 'page', pageKeys);
}
