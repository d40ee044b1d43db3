// The function in front of the cache, loaded as its runtime does.
import { createContext, Script } from 'node:vm';
import type { TemplateName } from '../../card-schema/catalogue.ts';
import { picturePathsSource } from '../../card-site/bundle/picture-paths.ts';
import type { FunctionRequest } from '../../local/cloudfront/cloudfront-function.ts';
import { DESIGN_VERSIONS } from '../support/design-versions.ts';

export const KEY = 'a key for tests only';
export const OLD = 'ffffffffffff';
export const SIGNATURE = 'A'.repeat(22);
export const DEFAULT = '/default.jpg';

/** Loaded once: a call through loadFunction costs a script of its own. */
export function load(source: string): (uri: string) => string {
  const sandbox = createContext({}) as { handler?: (event: unknown) => FunctionRequest };
  new Script(source).runInContext(sandbox as object);
  return (uri) => sandbox.handler?.({ request: { method: 'GET', uri, querystring: {}, headers: {}, cookies: {} } }).uri ?? '';
}

export const keyOf = load(picturePathsSource(DESIGN_VERSIONS));
export const current = (template: TemplateName, path: string) => path.replace('/', `/~${DESIGN_VERSIONS[template]}/`);
