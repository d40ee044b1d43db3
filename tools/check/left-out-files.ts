// Files about our example templates say so at their top, by a line `// @examples article score`. Jest and the type check leave
// them out where one of these templates is not in the catalogue any more, or not as we ship it.
import { globSync, readFileSync } from 'node:fs';
import { projectPath } from '../../project-path.ts';
import { hashOfTemplate, recordedExamples } from './example-templates.ts';

const LINE = /^\/\/ @examples ([a-z0-9 ]+)$/m;
/** The line stands before any code, so nothing else of a file is searched. */
const MAX_HEAD_CHARACTERS = 1_000;

export interface LeftOutFiles {
  /** From the top of the project, sorted. */
  readonly files: readonly string[];
  /** The examples that are why, sorted. */
  readonly examples: readonly string[];
}

/** The files of tests/ and examples/ that are about an example which is gone or changed. */
export function leftOutFiles(shipped: ReadonlySet<string> = shippedExamples()): LeftOutFiles {
  const files: string[] = [];
  const examples = new Set<string>();
  for (const file of filesOfProject()) {
    const missing = examplesOf(readFileSync(projectPath(file), 'utf8')).filter((name) => !shipped.has(name));
    if (missing.length > 0) files.push(file);
    for (const name of missing) examples.add(name);
  }
  return { files, examples: [...examples].sort() };
}

/** For the type check's `exclude`. */
export function filesAboutMissingExamples(): string[] {
  return [...leftOutFiles().files];
}

/** One sentence for people; undefined where nothing is left out. */
export function leftOutSentence({ files, examples } = leftOutFiles()): string | undefined {
  if (files.length === 0) return undefined;
  const [count, are] = files.length === 1 ? ['1 file', 'is'] : [`${files.length} files`, 'are'];
  const which = examples.length === 1 ? 'example template' : 'example templates';
  return `${count} about the ${which} ${examples.join(', ')} ${are} left out: the catalogue does not have ${examples.length === 1 ? 'it' : 'them'} as Edgecard ships ${examples.length === 1 ? 'it' : 'them'}.`;
}

/** The examples that a source says it is about. */
export function examplesOf(source: string): readonly string[] {
  return LINE.exec(source.slice(0, MAX_HEAD_CHARACTERS))?.[1]?.split(' ').filter(Boolean) ?? [];
}

/** The examples that the catalogue has as we ship them. */
export function shippedExamples(): ReadonlySet<string> {
  const asShipped = Object.entries(recordedExamples()).filter(([name, hash]) => hashOfTemplate(name) === hash);
  return inCatalogue(asShipped.map(([name]) => name));
}

/** The recorded examples that the catalogue has, and not as they are recorded. */
export function changedExamples(project: string = projectPath()): readonly string[] {
  const changed = Object.entries(recordedExamples(project)).filter(([name, hash]) => hashOfTemplate(name, project) !== hash);
  const names = changed.map(([name]) => name);
  return [...inCatalogue(names, project)];
}

/** The catalogue is read and not run: one that somebody is working on may not load. */
function inCatalogue(names: readonly string[], project: string = projectPath()): ReadonlySet<string> {
  const [, templates = ''] = readFileSync(`${project}/card-schema/catalogue.ts`, 'utf8').split(/\bTEMPLATES = /, 2);
  return new Set(names.filter((name) => hasEntry(templates, name)));
}

/** Whether an object literal has the property, which may be written for short: `{ score, default: defaultTemplate }`. */
function hasEntry(literal: string, name: string): boolean {
  return new RegExp(`[{,]\\s*(?://.*\\s*)*${name}\\s*[:,}]`).test(literal);
}

function filesOfProject(): readonly string[] {
  return globSync('{tests,examples}/**/*.{ts,tsx}', {
    cwd: projectPath(),
    exclude: (path) => path === 'node_modules' || path.endsWith('/node_modules'),
  }).sort();
}
