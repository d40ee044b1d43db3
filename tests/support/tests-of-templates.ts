// Which tests could see the templates that a project has. In a copy with other templates, all others would only repeat themselves.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** The catalogue, what is behind it, and the way to any other file of the project. */
const LEADS_TO_TEMPLATES = /^(card-schema\/(catalogue\.ts$|templates\/)|card-site\/src\/cards\/|project-path\.ts$)/;
/** Other ways to files: by the place of a module, by a folder to run in, by a name. */
const NAMES_FILES =
  /import\.meta\.(url|dirname|filename|resolve)|process\.cwd\(|\bcwd\b|['"`](\.\/)?(card-schema|card-site|cli|cloud|docs|edge|examples|infra|local|tests|tools|package\.json|serverless\.yml|README)\b[/.'"`]/;

/** Those of the test files, named from the project's folder, that import one of these, or something that imports one. */
export async function testsOfTemplates(project: string, tests: readonly string[]): Promise<readonly string[]> {
  const { inputs } = (
    await build({
      absWorkingDir: project,
      // One bundle: one for each test would hold most files hundreds of times.
      stdin: { contents: tests.map((file) => `import './${file}';`).join('\n'), resolveDir: project },
      bundle: true,
      write: false,
      metafile: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      // What is no program imports nothing.
      loader: Object.fromEntries(['.css', '.woff2', '.png', '.svg', '.jpg', '.html'].map((end) => [end, 'empty'])),
      logLevel: 'silent',
    })
  ).metafile;
  const seeing = Object.keys(inputs).filter(
    (file) =>
      file !== '<stdin>' && (LEADS_TO_TEMPLATES.test(file) || NAMES_FILES.test(readFileSync(join(project, file), 'utf8'))),
  );
  const importers = new Map<string, string[]>();
  for (const [file, { imports }] of Object.entries(inputs))
    for (const { path } of imports) importers.set(path, [...(importers.get(path) ?? []), file]);
  const reached = new Set(seeing);
  for (const file of reached) for (const importer of importers.get(file) ?? []) reached.add(importer);
  return tests.filter((file) => reached.has(file));
}
