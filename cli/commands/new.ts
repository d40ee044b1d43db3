// The command new: a template with everything that it needs, to begin with.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { TEMPLATE_NAMES } from '../../card-schema/catalogue.ts';
import { projectPath } from '../../project-path.ts';
import { CATALOGUE, COMPONENTS, entriesOf } from '../new/entries.ts';
import { formatSource } from '../new/format.ts';
import { linesChanged } from '../new/lines-changed.ts';
import { oneChangeAtATime } from '../new/one-change-at-a-time.ts';
import { componentFolder, type NewTemplate, schemaFile, starterFiles, wordsFile } from '../new/starter-files.ts';
import { checkTemplateName, componentName } from '../new/template-name.ts';
import { type FileToWrite, writeFiles } from '../new/write-files.ts';
import { command, type Outcome } from '../terminal/command.ts';
import { UsageError } from '../terminal/errors.ts';
import { formatTable } from '../terminal/table.ts';

const project = projectPath();

export const newTemplate = command({
  description: 'begins a template: its fields, its words by language, its component and its style, ready to be drawn',
  usage: '<template> [--closed [--signed]] [--dry-run]',
  words: { usage: '<template>', min: 1, max: 1, otherwise: 'Name one template, such as promo.' },
  options: {
    open: { type: 'boolean', description: 'a template with free texts, whose addresses are signed; so if left out' },
    closed: { type: 'boolean', description: 'a template with numbers and choices only, whose addresses need no signature' },
    signed: {
      type: 'boolean',
      description: 'with --closed: its addresses are signed all the same, so that only your site makes them',
    },
    'dry-run': { type: 'boolean', description: 'prints what would be written, and writes nothing' },
  },
  examples: ['new promo', 'new streak --closed', 'new streak --closed --signed', 'new promo --dry-run'],
  notes: `Writes four files, and enters the template in ${CATALOGUE} and ${COMPONENTS}.
Nothing is overwritten, and nothing stays half done. The name is one lower-case word, as it stands in addresses.`,
  async run({ words, options }) {
    const [name = ''] = words;
    if (options.open && options.closed) throw new UsageError('Give one of --open and --closed.');
    if (options.signed && !options.closed)
      throw new UsageError('--signed goes with --closed: the addresses of a template with free texts are signed in any case.');
    refuseTaken(name);
    checkTemplateName(name);
    const addressing = options.closed ? 'closed' : 'open';
    const template: NewTemplate = { name, component: componentName(name), addressing, signed: options.signed ?? false };
    if (options['dry-run']) return dryRun(template, await filesOf(template));
    const files = await oneChangeAtATime('cards new', () => writeTemplate(template));
    return written(template, files);
  },
});

async function writeTemplate(template: NewTemplate): Promise<readonly ProjectFile[]> {
  const files = await filesOf(template);
  await writeFiles(files.map(({ path, ...file }) => ({ ...file, file: projectPath(path) })));
  return files;
}

function refuseTaken(name: string): void {
  const taken = TEMPLATE_NAMES.some((other) => other === name);
  if (taken)
    throw new UsageError(
      `There is a template called ${name} already; the others are ${TEMPLATE_NAMES.filter((other) => other !== name).join(', ')}.`,
    );
}

interface ProjectFile extends Omit<FileToWrite, 'file'> {
  /** In the project. */
  readonly path: string;
}

async function filesOf(template: NewTemplate): Promise<readonly ProjectFile[]> {
  const there = [schemaFile, wordsFile, componentFolder]
    .map((of) => of(template.name))
    .filter((path) => existsSync(projectPath(path)));
  if (there.length > 0) {
    throw new UsageError(`Nothing is overwritten, and there is ${there.join(' and ')} already: choose another name.`);
  }
  const files = [...(await starterFiles(template)), ...(await editsOf(template))];
  return Promise.all(files.map(async (file) => ({ ...file, text: await formatSource(project, file.path, file.text) })));
}

async function editsOf({ name }: NewTemplate): Promise<readonly ProjectFile[]> {
  const { register } = await import('../new/register.ts'); // TypeScript is large, and few commands need it
  return Promise.all(
    entriesOf(name).map(async (entry) => {
      const former = await readFile(projectPath(entry.file), 'utf8');
      return { path: entry.file, former, text: register(former, entry) };
    }),
  );
}

function dryRun({ name, addressing }: NewTemplate, files: readonly ProjectFile[]): Outcome {
  const parts = files.map(({ path, text, former }) =>
    former === undefined ? `--- ${path} (new)\n${text}` : `--- ${path} (changed)\n${linesChanged(former, text)}\n`,
  );
  return {
    text: `${parts.join('\n')}\nNothing was written.`,
    json: { template: name, addressing, dryRun: true, files: files.map(toJson) },
  };
}

function toJson({ path, text, former }: ProjectFile) {
  return { path, change: former === undefined ? 'new' : 'changed', text };
}

function written({ name, addressing }: NewTemplate, files: readonly ProjectFile[]): Outcome {
  const next = [
    ['npm start', 'shows it in the studio, whose address is printed first'],
    ['npm run check', 'says what does not fit together, and where'],
    ['npm run golden', 'draws its examples for the tests: look at them'],
    ['npm run docs', 'enters it in the tables of the documents'],
  ] as const;
  const changes = files.map(({ path, former }) => [former === undefined ? 'new' : 'changed', path]);
  return {
    text: `${formatTable(changes)}\n\nNext:\n\n${formatTable(next)}`,
    json: { template: name, addressing, dryRun: false, files: files.map(toJson), next: next.map(([command]) => command) },
  };
}
