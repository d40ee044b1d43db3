// Run by build-apart.ts: builds the card site, and writes as JSON what came of it. Modules are imported late, so that a mistake in them
// is told as a mistake of the source: first by esbuild, which knows file and line, then by running them.
import { join } from 'node:path';
import { build } from 'esbuild';
import type { BuiltCardSite } from './build-apart.ts';

const project = join(import.meta.dirname, '../..');

try {
  await build({
    absWorkingDir: project,
    // All of the local stack: a process that takes this one's place must be able to start.
    entryPoints: ['local/stack/run.ts'],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    write: false,
    logLevel: 'silent', // its errors are thrown
  });
  const { buildCardSite } = await import('./card-site.ts');
  const { fontCoverage } = await import('./font-coverage.ts');
  const [designVersions, coverage] = [await buildCardSite(), await fontCoverage()];
  process.stdout.write(JSON.stringify({ designVersions, fontCoverage: coverage } satisfies BuiltCardSite));
} catch (error) {
  // A builder's message says which file and line; anything else that is thrown, its stack.
  const isBuilders = error instanceof Error && 'errors' in error;
  console.error(error instanceof Error ? (isBuilders ? error.message : error.stack) : String(error));
  process.exitCode = 1;
}
