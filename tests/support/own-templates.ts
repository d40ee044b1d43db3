// Copies of the project with a team's own templates, in which `npm run check` and `npm test` are green.
// `node tests/support/own-templates.ts FOLDER added|alone|own|changed` makes one to look into.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { projectPath } from '../../project-path.ts';

const CATALOGUE = 'card-schema/catalogue.ts';
const COMPONENTS = 'card-site/src/cards/templates.tsx';

export const OWN_SETS = {
  /** Three more: one that sorts before our `event`, one that sorts after `default` and is signed though it is closed, and one that stands after it, of an address that `new` does not make. */
  added(project: string): void {
    cards(project, 'new', 'banner');
    cards(project, 'new', 'zone', '--closed', '--signed');
    addFixed(project, 'crest');
  },
  /** Nothing but the default card. */
  alone(project: string): void {
    for (const name of ['score', 'article', 'quote', 'event']) remove(project, name);
  },
  /** None of our examples, and three of the team's own, one of them at the root. */
  own(project: string): void {
    OWN_SETS.alone(project);
    cards(project, 'new', 'banner');
    cards(project, 'new', 'zone', '--closed');
    cards(project, 'new', 'match', '--closed');
    edit(project, 'card-schema/templates/match.ts', "addressing: 'closed'", "addressing: 'root'");
  },
  /** Our examples as a team changes them: a field more, another limit, another name. */
  changed(project: string): void {
    const article = 'card-schema/templates/article.ts';
    // The longest card has no room for more, so the title gives some up.
    edit(project, article, "text({ label: 'Title', max: 140 })", "text({ label: 'Title', max: 132 })");
    edit(project, article, '    section: text(', "    kicker: text({ label: 'Kicker', max: 4 }),\n    section: text(");
    edit(project, article, /author: '/g, "kicker: 'New', author: '");
    edit(project, 'card-schema/templates/quote.ts', 'max: 280', 'max: 270');
    rename(project, 'score', 'result');
    for (const file of [CATALOGUE, COMPONENTS, article]) format(project, file);
  },
} as const;

export type OwnSet = keyof typeof OWN_SETS;

/** Copies the project as below, and gives the copy its templates. */
export function makeOwnSet(folder: string, set: OwnSet): void {
  copyCheckout(folder);
  OWN_SETS[set](folder);
  commitAll(folder);
}

/** Copies the files that git has or would have, with hard links to what is installed. */
export function copyCheckout(folder: string): void {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: projectPath() });
  const files = listed
    .toString()
    .split('\0')
    .filter((file) => file !== '' && existsSync(projectPath(file)));
  for (const file of files) cpSync(projectPath(file), join(folder, file));
  execFileSync('cp', ['-al', projectPath('node_modules'), join(folder, 'node_modules')]);
  // What the type check remembers is written in place: it would be the original's.
  rmSync(join(folder, 'node_modules/.cache/tsc'), { recursive: true, force: true });
}

/** Makes the copy a repository, so that its status says what has changed. */
export function commitAll(folder: string): void {
  git(folder, 'init', '--quiet');
  git(folder, 'add', '--all');
  git(
    folder,
    '-c',
    'user.name=Team',
    '-c',
    'user.email=team@example.com',
    'commit',
    '--quiet',
    '--message',
    'feat: our own cards',
  );
}

function git(project: string, ...args: readonly string[]): void {
  execFileSync('git', ['-C', project, ...args], { stdio: 'pipe' });
}

function cards(project: string, ...args: readonly string[]): void {
  execFileSync(process.execPath, [join(project, 'cli/cards.ts'), ...args], { cwd: project, stdio: 'pipe' });
}

function format(project: string, file: string): void {
  const biome = join(project, 'node_modules/@biomejs/biome/bin/biome');
  execFileSync(process.execPath, [biome, 'check', '--write', file], { cwd: project, stdio: 'pipe' });
}

function edit(project: string, file: string, from: string | RegExp, to: string): void {
  const before = readFileSync(join(project, file), 'utf8');
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${file} does not say ${from}.`);
  writeFileSync(join(project, file), after);
}

const componentOf = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

function remove(project: string, name: string): void {
  const component = componentOf(name);
  for (const path of [
    `card-schema/templates/${name}.ts`,
    `card-schema/languages/${name}-words.ts`,
    `card-site/src/cards/${name}`,
  ])
    rmSync(join(project, path), { recursive: true, force: true });
  edit(project, CATALOGUE, `import { ${name} } from './templates/${name}.ts';\n`, '');
  edit(project, CATALOGUE, new RegExp(`(?<=TEMPLATES = {.*) ${name},`), '');
  edit(project, COMPONENTS, `import { ${component} } from './${name}/${component}.tsx';\n`, '');
  edit(project, COMPONENTS, `  ${name}: ${component},\n`, '');
}

/** As a team does that copies the default card by hand. */
function addFixed(project: string, name: string): void {
  const component = componentOf(name);
  const schema = readFileSync(join(project, 'card-schema/templates/default.ts'), 'utf8');
  writeFileSync(join(project, `card-schema/templates/${name}.ts`), schema.replace('defaultTemplate', name));
  const folder = join(project, 'card-site/src/cards', name);
  mkdirSync(folder);
  const source = readFileSync(join(project, 'card-site/src/cards/default/Default.tsx'), 'utf8');
  writeFileSync(
    join(folder, `${component}.tsx`),
    source.replace('function Default', `function ${component}`).replace('./default.css', '../default/default.css'),
  );
  edit(project, CATALOGUE, /(?=import \{ defaultTemplate)/, `import { ${name} } from './templates/${name}.ts';\n`);
  edit(project, CATALOGUE, 'default: defaultTemplate }', `default: defaultTemplate, ${name} }`);
  edit(project, COMPONENTS, /(?=import \{ Default)/, `import { ${component} } from './${name}/${component}.tsx';\n`);
  edit(project, COMPONENTS, '  default: Default,\n', `  default: Default,\n  ${name}: ${component},\n`);
}

/** A template with its files, its component and whatever in them has its name. */
function rename(project: string, name: string, to: string): void {
  const renamed = (text: string) =>
    text.replaceAll(name, to).replaceAll(componentOf(name), componentOf(to)).replaceAll(name.toUpperCase(), to.toUpperCase());
  const files = globSync([`card-schema/{templates,languages}/${name}{,-words}.ts`, `card-site/src/cards/${name}/*`], {
    cwd: project,
  });
  for (const file of [...files, CATALOGUE, COMPONENTS]) {
    const text = renamed(readFileSync(join(project, file), 'utf8'));
    rmSync(join(project, file));
    mkdirSync(dirname(join(project, renamed(file))), { recursive: true });
    writeFileSync(join(project, renamed(file)), text);
  }
}

if (import.meta.main) {
  const [folder, set] = process.argv.slice(2);
  if (folder === undefined || set === undefined || !Object.hasOwn(OWN_SETS, set)) {
    console.error(`Give a folder and one of ${Object.keys(OWN_SETS).join(', ')}.`);
    process.exitCode = 2;
  } else makeOwnSet(resolve(folder), set as OwnSet);
}
