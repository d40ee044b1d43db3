// The command remove: takes templates out of the project, with everything that is theirs.
import { readFile } from 'node:fs/promises';
import { DEFAULT_CARD, knownTemplate, TEMPLATE_NAMES } from '../../card-schema/catalogue.ts';
import { projectPath } from '../../project-path.ts';
import { CATALOGUE, COMPONENTS, entriesOf } from '../new/entries.ts';
import { formatSource } from '../new/format.ts';
import { linesChanged } from '../new/lines-changed.ts';
import { oneChangeAtATime } from '../new/one-change-at-a-time.ts';
import { setAside } from '../new/set-aside.ts';
import { filesOf, importersOf, pathsOf, uncommitted } from '../new/template-files.ts';
import { writeFiles } from '../new/write-files.ts';
import { command, type Outcome } from '../terminal/command.ts';
import { UsageError } from '../terminal/errors.ts';
import { exampleTemplate } from '../terminal/example-lines.ts';
import { listed, plural } from '../terminal/plural.ts';
import { formatTable } from '../terminal/table.ts';
import { refuseUnknownTemplate } from '../terminal/unknown-template.ts';

const project = projectPath();

/** Files that a message names; the others are counted. */
const MAX_NAMED_FILES = 3;

export const removeTemplate = command({
  description: 'removes templates: their fields, words, components, styles and golden pictures',
  usage: '<template> … [--dry-run]',
  words: { usage: '<template> …', min: 1, otherwise: `Name the templates to remove, such as ${exampleTemplate()}.` },
  options: {
    'dry-run': { type: 'boolean', description: 'prints what would be removed, and removes nothing' },
    force: { type: 'boolean', description: 'also what git could not bring back, or cannot say' },
  },
  completes: TEMPLATE_NAMES.filter((name) => name !== DEFAULT_CARD.template),
  examples: [`remove ${exampleTemplate()} --dry-run`, `remove ${exampleTemplate()}`],
  notes: `Takes the templates out of ${CATALOGUE} and ${COMPONENTS} as well. All of it happens or nothing. The default card stays.
Addresses of a template that is gone show the default card, and its pictures stay in the bucket until \`purge --old\`.`,
  async run({ words, options }) {
    const names = namesIn(words);
    if (options['dry-run']) {
      const { files, edits } = await planOf(names, options);
      return dryRun(names, files, edits);
    }
    const { files, edits } = await oneChangeAtATime('cards remove', async () => {
      const plan = await planOf(names, options);
      await remove(plan);
      return plan;
    });
    return removed(names, files, edits);
  },
});

interface Plan {
  /** Files and folders. */
  readonly paths: readonly string[];
  readonly files: readonly string[];
  readonly edits: readonly Edit[];
}

/** Throws UsageError where something is needed, or would be lost. */
async function planOf(names: readonly string[], { force }: { readonly force?: boolean }): Promise<Plan> {
  const paths = names.flatMap((name) => pathsOf(project, name));
  const files = filesOf(project, paths);
  await refuseImported(files);
  if (force !== true) await refuseUncommitted(files);
  return { paths, files, edits: await editsOf(names) };
}

function namesIn(words: readonly string[]): readonly string[] {
  for (const word of words) refuseUnknownTemplate(word);
  const names = words.map(knownTemplate);
  const isDefault = names.some((name) => name === DEFAULT_CARD.template);
  if (isDefault) throw new UsageError(`${DEFAULT_CARD.template} stays: it is shown for every address that is not a card.`);
  return [...new Set(names)];
}

interface Edit {
  readonly path: string;
  readonly former: string;
  readonly text: string;
}

/** The schema before the component: a server that follows the sources never finds a template that nothing draws. */
async function editsOf(names: readonly string[]): Promise<readonly Edit[]> {
  const { unregister } = await import('../new/unregister.ts'); // TypeScript is large, and few commands need it
  return Promise.all(
    [CATALOGUE, COMPONENTS].map(async (path) => {
      const former = await readFile(projectPath(path), 'utf8');
      const without = names.reduce((source, name) => {
        const entry = entriesOf(name).find(({ file }) => file === path);
        return entry ? unregister(source, entry, name) : source;
      }, former);
      return { path, former, text: await formatSource(project, path, without) };
    }),
  );
}

/** What another template or a tool needs must find another place first. Tests of a template may go with it. */
async function refuseImported(files: readonly string[]): Promise<void> {
  const importers = (await importersOf(project, files, [CATALOGUE, COMPONENTS])).filter(
    ({ source }) => !isAboutTemplates(source),
  );
  if (importers.length === 0) return;
  const lines = importers.map(({ source, file }) => `${source} imports ${file}`);
  throw new UsageError(`Nothing was removed: ${listed(lines)}. Move what it needs, and run this again.`, { code: 'imported' });
}

function isAboutTemplates(source: string): boolean {
  return source.startsWith('tests/') || source.startsWith('examples/');
}

async function refuseUncommitted(files: readonly string[]): Promise<void> {
  const { files: lost, unknown } = await uncommitted(project, files);
  if (unknown !== undefined) {
    const message = `Nothing was removed: nobody knows whether git could bring it back, because ${unknown}. Make sure that you have a copy, and give --force.`;
    throw new UsageError(message, { code: 'uncommitted' });
  }
  if (lost.length === 0) return;
  const others = lost.length - MAX_NAMED_FILES;
  const named = others > 0 ? [...lost.slice(0, MAX_NAMED_FILES), plural(others, 'other')] : lost;
  const are = lost.length === 1 ? 'has' : 'have';
  throw new UsageError(
    `Nothing was removed: ${listed(named)} ${are} changes that git could not bring back. Commit them, or give --force.`,
    { code: 'uncommitted' },
  );
}

/** All or nothing. */
async function remove({ paths, edits }: Pick<Plan, 'paths' | 'edits'>): Promise<void> {
  const written = edits.map(({ path, former, text }) => ({ file: projectPath(path), former, text }));
  await writeFiles(written);
  const aside = await setAside(project, paths).catch(async (error: unknown) => {
    await writeFiles(written.map(({ file, former, text }) => ({ file, former: text, text: former })));
    throw error;
  });
  await aside.discard();
}

function dryRun(names: readonly string[], files: readonly string[], edits: readonly Edit[]): Outcome {
  const changes = edits.map(({ path, former, text }) => `--- ${path} (changed)\n${linesChanged(former, text)}`);
  return {
    text: `${formatTable(files.map((path) => ['removed', path]))}\n\n${changes.join('\n\n')}\n\nNothing was removed.`,
    json: { templates: names, dryRun: true, files: toJson(files, edits) },
  };
}

function removed(names: readonly string[], files: readonly string[], edits: readonly Edit[]): Outcome {
  const next = [
    ['npm run docs', 'takes it out of the tables of the documents'],
    ['npm run check', 'names what still needs it; tests about examples of Edgecard are left out without them'],
  ] as const;
  const rows = [...files.map((path) => ['removed', path]), ...edits.map(({ path }) => ['changed', path])];
  const others = TEMPLATE_NAMES.filter((name) => !names.includes(name));
  return {
    text: `${formatTable(rows)}\n\nThere ${others.length === 1 ? 'is' : 'are'} ${listed(others)} left. Next:\n\n${formatTable(next)}`,
    json: { templates: names, dryRun: false, files: toJson(files, edits), next: next.map(([command]) => command) },
  };
}

function toJson(files: readonly string[], edits: readonly Edit[]) {
  return [
    ...files.map((path) => ({ path, change: 'removed' })),
    ...edits.map(({ path, text }) => ({ path, change: 'changed', text })),
  ];
}
