// A source that cannot be loaded, such as a template that somebody is working on: what is wrong, with file and line, in one sentence.
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { build, type Message, type OnLoadResult, type Plugin } from 'esbuild';
import { quoted } from '../../card-schema/errors.ts';
import { projectPath } from '../../project-path.ts';

/** Of what a source has thrown: an error of zod has a page of it. */
const MAX_REASON_LENGTH = 300;

/**
 * Why an import of the entry failed with this error. esbuild is asked first: it knows the line of a file that is not there, which Node
 * does not say, and how many mistakes there are. Undefined where no source of the project is to blame.
 */
export async function sourceMistake(error: unknown, entry: string, project = projectPath()): Promise<string | undefined> {
  const [found, ...more] = await bundlerErrors(entry, project);
  if (found?.location) {
    const others = more.length > 0 ? ` ${more.length} more like it.` : '';
    return sentence(`${found.location.file}:${found.location.line}`, found.text) + others;
  }
  return thrownMistake(error, project);
}

/** Of what a module threw while it was imported. */
function thrownMistake(error: unknown, project: string): string | undefined {
  if (!(error instanceof Error))
    return `A source cannot be loaded: it throws ${quoted(error)}, which is no Error and has no line.`;
  const [, unresolved, importer] = /^(.*?) imported from (\/.*)$/s.exec(error.message) ?? [];
  if (unresolved !== undefined && importer !== undefined) {
    const place = ownPlace(importer, lineOfImport(importer, unresolved), project);
    return place && sentence(place, unresolved);
  }
  // Above the error's own words Node writes the place of a mistake in the language; below, where it was thrown.
  for (const [, path = '', line] of (error.stack ?? '').matchAll(/(?<=^|\(|at )((?:file:\/\/)?\/[^\n()]*?):(\d+)/gm)) {
    const place = ownPlace(path.startsWith('file:') ? fileURLToPath(path) : path, Number(line), project);
    if (place !== undefined) return sentence(place, error.message);
  }
  // Node gives no place for a name that is declared twice.
  return error instanceof SyntaxError ? sentence('A source', error.message) : undefined;
}

/** Reads a program of this project with all that it imports. Throws esbuild's error, with file and line of each mistake. */
export async function tryBundle(entry: string, project = projectPath(), plugins: Plugin[] = []): Promise<void> {
  await build({
    absWorkingDir: project,
    entryPoints: [entry],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    write: false,
    logLevel: 'silent', // its errors are thrown
    plugins,
  });
}

async function bundlerErrors(entry: string, project: string): Promise<readonly Message[]> {
  try {
    await tryBundle(entry, project, [
      { name: 'as Node reads it', setup: ({ onLoad }) => onLoad({ filter: /\.ts$/ }, loadAsNode) },
    ]);
    return [];
  } catch (error) {
    return error instanceof Error && 'errors' in error ? (error.errors as Message[]) : []; // as esbuild documents it
  }
}

/** As TypeScript, a name may be imported twice. */
function loadAsNode({ path }: { readonly path: string }): OnLoadResult | undefined {
  const { emitWarning } = process;
  try {
    process.emitWarning = () => {}; // that the next call is experimental does not help a reader of a mistake
    return { contents: stripTypeScriptTypes(readFileSync(path, 'utf8')), loader: 'js' };
  } catch {
    return undefined; // for esbuild to complain of
  } finally {
    process.emitWarning = emitWarning;
  }
}

function ownPlace(path: string, line: number | undefined, project: string): string | undefined {
  const own = relative(project, path);
  if (own.startsWith('..') || own.split('/').includes('node_modules')) return undefined;
  return line === undefined ? own : `${own}:${line}`;
}

/** Node names a package or a whole path, and not the line that has it. */
function lineOfImport(importer: string, unresolved: string): number | undefined {
  const name = /'([^']+)'/.exec(unresolved)?.[1]?.split('/').filter(Boolean).at(-1) ?? '';
  const at = readFileSync(importer, 'utf8')
    .split('\n')
    .findIndex((line) => /\b(?:import|from)\b/.test(line) && line.includes(name));
  return at < 0 ? undefined : at + 1;
}

function sentence(place: string, reason: string): string {
  const line = stripVTControlCharacters(reason).replaceAll(/\s+/g, ' ').trim();
  const short = line.length > MAX_REASON_LENGTH ? `${line.slice(0, MAX_REASON_LENGTH)} …` : line;
  return `${place} cannot be loaded: ${short}${/[.!?…]$/.test(short) ? '' : '.'}`;
}
