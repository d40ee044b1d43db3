import { readFileSync } from 'node:fs';
import { projectPath } from '../../project-path.ts';

/**
 * The source of a CloudFront Function with these keys in it, as a deployment makes it. Throws for a key that would end the string it is
 * put into.
 */
export function sourceWithKeys(path: string, kind: 'page' | 'signing', keys: readonly string[]): string {
  const unfit = keys.find((key) => !/^[\x20-\x26\x28-\x2b\x2d-\x5b\x5d-\x7e]*$/.test(key));
  if (unfit !== undefined) throw new Error(`A ${kind} key may hold ASCII characters only, and no quote, comma or backslash.`);
  // A function, because `$&` in a key would be read as an instruction otherwise.
  return readFileSync(projectPath(path), 'utf8').replace(`{{${kind}-keys}}`, () => keys.join(','));
}
