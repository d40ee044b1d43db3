// Run by build-in-child-process.ts with what is to be built: builds it, and writes its name as JSON. Modules are imported late, so that a
// mistake in them is reported as a mistake of the source: first by esbuild, which knows file and line, then by running them.
import { build } from 'esbuild';
import { projectPath } from '../../project-path.ts';
import { BuildError } from './build-error.ts';
import type { BuildReport } from './build-in-child-process.ts';
import { type BuildKind, readInputs } from './build-inputs.ts';
import { keepBuild } from './builds.ts';
import { recordLoadedModules } from './loaded-modules.ts';
import { machineFailureIn } from './machine-failure.ts';
import { writeMadeOf } from './made-of.ts';
import { sourceMistake } from './source-mistake.ts';

const MAKERS = ['card-site/bundle/make-card-site.ts', 'card-site/bundle/make-studio.ts'] as const;

const kind = process.argv[2] as BuildKind; // as build-in-child-process.ts gives it
// Before any source is imported: what changes from now on makes another name.
const begunMs = Date.now();
const { hash, stamp, files: named } = readInputs(kind);
const loadedModules = recordLoadedModules();

process.once('SIGTERM', () => process.exit(143));
// The process that started this one holds its standard input open for as long as it lives.
process.stdin.resume().once('close', () => process.exit(143));

/** Below whatever a schema has printed, a line of its own. */
function report(result: BuildReport): void {
  process.stdout.write(`\n${JSON.stringify(result)}`, () => process.exit(result.refused ? 1 : 0));
}

try {
  await build({
    absWorkingDir: projectPath(),
    entryPoints: [...MAKERS],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    write: false,
    outdir: 'out',
    logLevel: 'silent', // its errors are thrown
  });
  const { makeCardSite, makeStudio } = await makers();
  const name = await keepBuild(async (folder) => {
    const bundled = await (kind === 'studio' ? makeStudio(folder) : makeCardSite(folder));
    const suffix = writeMadeOf(folder, { files: [...bundled, ...loadedModules()], named, begunMs });
    // By the times of change too: a file that was changed and changed back meanwhile may have been read in between.
    return suffix !== undefined && readInputs(kind).stamp === stamp ? `${kind}-${hash}-${suffix}` : undefined;
  });
  report({ name: name ?? null });
} catch (error) {
  const refused = machineFailureIn(error);
  if (refused) report({ name: null, refused });
  else {
    // A builder's message says which file and line; anything else that is thrown, its stack.
    const isBuilders = error instanceof BuildError || (error instanceof Error && 'errors' in error);
    console.error(error instanceof Error ? (isBuilders ? error.message : error.stack) : String(error));
    process.exit(1);
  }
}

/** They import the schemas, and one of these may throw while it is read. */
async function makers() {
  try {
    return { ...(await import('./make-card-site.ts')), ...(await import('./make-studio.ts')) };
  } catch (error) {
    const mistake = await sourceMistake(error, MAKERS[0]);
    throw mistake === undefined ? error : new BuildError(mistake, { cause: error });
  }
}
