// Run by build-apart.ts: builds the card site, and writes as JSON what came of it.
import type { BuiltCardSite } from './build-apart.ts';
import { buildCardSite } from './card-site.ts';
import { fontCoverage } from './font-coverage.ts';

try {
  const [designVersions, coverage] = [await buildCardSite(), await fontCoverage()];
  process.stdout.write(JSON.stringify({ designVersions, fontCoverage: coverage } satisfies BuiltCardSite));
} catch (error) {
  // Vite's and esbuild's messages say which file and line; their stacks only tell of themselves.
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
