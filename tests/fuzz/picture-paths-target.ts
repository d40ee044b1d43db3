import { createContext, Script } from 'node:vm';
import { parseCardPath } from '../../card-schema/card-path.ts';
import { CardError } from '../../card-schema/errors.ts';
import { normalPath } from '../../card-schema/normal-path.ts';
import { picturePathsSource } from '../../card-site/bundle/picture-paths.ts';
import { DESIGN_VERSIONS } from '../support/design-versions.ts';
import type { Target } from './target.ts';

const KEPT = ['/robots.txt', '/favicon.ico', '/default.jpg'];

/** The function in front of the pictures' cache, loaded once, against the parser behind it. */
export function picturePathsTarget(
  paths: readonly string[],
  long: NonNullable<Target['long']>,
  lengths: readonly number[],
): Target {
  const sandbox = createContext({}) as { handler?: (event: unknown) => { readonly uri: string } };
  new Script(picturePathsSource(DESIGN_VERSIONS)).runInContext(sandbox as object);
  const keyOf = (uri: string) => sandbox.handler?.({ request: { method: 'GET', uri, querystring: {} } }).uri ?? '';
  return {
    name: 'picture paths',
    seeds: paths.flatMap((path) => [
      path,
      path.replace('~', '%7E'),
      path.replaceAll('/', '//'),
      `/.${path}`,
      path.replaceAll('-', '%2D'),
    ]),
    long,
    lengths,
    run: (path) => {
      const key = keyOf(path);
      promise(keyOf(key) === key, 'the key of a key is that key');
      promise(normalPath(key) === key, 'a key is in its normal spelling');
      const [asked, found] = [cardAt(normalPath(path)), cardAt(key)];
      if (KEPT.includes(key)) {
        promise(asked === undefined || asked.startsWith('default'), 'no card loses its key');
        return key;
      }
      promise(asked === found || (asked === undefined && found === undefined), 'the card is the same with it and without it');
      promise(new RegExp(`^/~(${Object.values(DESIGN_VERSIONS).join('|')})/`).test(key), 'the version is a current one');
      return `key of ${found === undefined ? 'no card' : found.slice(0, found.indexOf(' '))}`;
    },
  };
}

function cardAt(path: string): string | undefined {
  try {
    const { card } = parseCardPath(path);
    return `${card.template} ${JSON.stringify(card.params)}`;
  } catch (error) {
    if (error instanceof CardError) return undefined;
    throw error;
  }
}

function promise(kept: boolean, what: string): void {
  if (!kept) throw new Error(`Broken promise: ${what}.`);
}
