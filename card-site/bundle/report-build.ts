// Run by build-in-child-process.ts with what is to be built: builds it, and writes its name as JSON. Modules are imported late, so that a
// mistake in them is reported as a mistake of the source: first by esbuild, which knows file and line, then by running them.
import { randomUUID } from 'node:crypto';
import { build } from 'esbuild';
import { projectPath } from '../../project-path.ts';
import { BuildError } from './build-error.ts';
import type { BuildReport } from './build-in-child-process.ts';
import { type BuildKind, hashInputs, isInput } from './build-inputs.ts';
import { keepBuild } from './builds.ts';
import { sourceMistake } from './source-mistake.ts';

const kind = process.argv[2] as BuildKind; // as build-in-child-process.ts gives it
// Before any source is imported: what changes from now on makes another name.
const inputs = hashInputs(kind);

process.once('SIGTERM', () => process.exit(143));
// The process that started this one holds its standard input open for as long as it lives.
process.stdin.resume().once('close', () => process.exit(143));

try {
  await build({
    absWorkingDir: projectPath(),
    // All of the local stack: a process that takes this one's place must be able to start.
    entryPoints: ['cli/start/run.ts'],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    write: false,
    logLevel: 'silent', // its errors are thrown
  });
  const { makeCardSite, makeStudio } = await makers();
  const name = await keepBuild(async (folder) => {
    const files = await (kind === 'studio' ? makeStudio(folder) : makeCardSite(folder));
    if (hashInputs(kind) !== inputs) return undefined;
    // Changes of a file elsewhere are not in the name: such a build is for this one request.
    return files.every((file) => isInput(file)) ? `${kind}-${inputs}` : `${kind}-${inputs}-${randomUUID().slice(0, 8)}`;
  });
  const report: BuildReport = { name: name ?? null };
  process.stdout.write(`\n${JSON.stringify(report)}`, () => process.exit()); // a line of its own, below whatever a schema has printed
} catch (error) {
  // A builder's message says which file and line; anything else that is thrown, its stack.
  const isBuilders = error instanceof BuildError || (error instanceof Error && 'errors' in error);
  console.error(error instanceof Error ? (isBuilders ? error.message : error.stack) : String(error));
  process.exit(1);
}

/** They import the schemas, and one of these may throw while it is read. */
async function makers() {
  try {
    return { ...(await import('./make-card-site.ts')), ...(await import('./make-studio.ts')) };
  } catch (error) {
    const mistake = await sourceMistake(error, 'cli/start/run.ts');
    throw mistake === undefined ? error : new BuildError(mistake, { cause: error });
  }
}
