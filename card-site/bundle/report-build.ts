// Run by build-in-child-process.ts: builds the card site, and writes the result as JSON. Modules are imported late, so that a mistake in them
// is reported as a mistake of the source: first by esbuild, which knows file and line, then by running them.
import { build } from 'esbuild';
import { projectPath } from '../../project-path.ts';
import type { BuiltCardSite } from './build-in-child-process.ts';
import { BUILD_STARTED_MS } from './build-start.ts';

const project = projectPath();

// Ended between two steps and not within one, so that dist/ stays whole.
process.once('SIGTERM', () => process.exit(143));

try {
  await build({
    absWorkingDir: project,
    // All of the local stack: a process that takes this one's place must be able to start.
    entryPoints: ['cli/start/run.ts'],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    write: false,
    logLevel: 'silent', // its errors are thrown
  });
  const { buildCardSite } = await import('./build-card-site.ts');
  const { fontCoverage } = await import('../fonts/font-coverage.ts');
  // First what may fail and leaves dist/ alone.
  const coverage = await fontCoverage();
  const report: BuiltCardSite = { fontCoverage: coverage, designVersions: await buildCardSite(), startedMs: BUILD_STARTED_MS };
  process.stdout.write(`\n${JSON.stringify(report)}`); // a line of its own, below whatever a schema has printed
} catch (error) {
  // A builder's message says which file and line; anything else that is thrown, its stack.
  const isBuilders = error instanceof Error && 'errors' in error;
  console.error(error instanceof Error ? (isBuilders ? error.message : error.stack) : String(error));
  process.exitCode = 1;
}
