// edge/photo-site-guard.js with signing keys in it, as a deployment makes it.
import { type CloudFrontFunction, loadFunction } from '../cloudfront/cloudfront-function.ts';
import { sourceWithKeys } from '../cloudfront/keys-in-function.ts';

export function loadPhotoSiteGuard(signingKeys: readonly string[]): CloudFrontFunction {
  return loadFunction(photoSiteGuardSource(signingKeys), 'photo-site-guard.js');
}

/** Throws for a key that would end the string it is put into. */
export function photoSiteGuardSource(signingKeys: readonly string[]): string {
  return sourceWithKeys('edge/photo-site-guard.js', 'signing', signingKeys);
}
