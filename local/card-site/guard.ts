// edge/card-site-guard.js with page keys in it, as a deployment makes it.
import { readFileSync } from 'node:fs';
import { projectPath } from '../../project-path.ts';
import { type CloudFrontFunction, loadFunction } from '../cloudfront/cloudfront-function.ts';

const GUARD = projectPath('edge/card-site-guard.js');

/** The guard with these page keys in it, as a deployment makes it. */
export function loadGuard(pageKeys: readonly string[]): CloudFrontFunction {
  return loadFunction(guardSource(pageKeys), 'card-site-guard.js');
}

/** The guard's source with these page keys in it. Throws for a key that would end the string it is put into. */
export function guardSource(pageKeys: readonly string[]): string {
  const unfit = pageKeys.find((key) => !/^[\x20-\x26\x28-\x2b\x2d-\x5b\x5d-\x7e]*$/.test(key));
  if (unfit !== undefined) throw new Error('A page key may hold ASCII characters only, and no quote, comma or backslash.');
  // A function, because `$&` in a key would be read as an instruction otherwise.
  return readFileSync(GUARD, 'utf8').replace('{{page-keys}}', () => pageKeys.join(','));
}
