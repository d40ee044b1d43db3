// Which modules this process reads from now on: the builder's own packages and settings decide what a build holds, and no list of the
// bundler's names them.
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Gives a function with which to ask for their files. */
export function recordLoadedModules(): () => readonly string[] {
  const urls = new Set<string>();
  registerHooks({
    load(url, context, next) {
      if (url.startsWith('file:')) urls.add(url);
      return next(url, context);
    },
  });
  return () => [...urls].map((url) => fileURLToPath(url));
}
