// `cards new` in a copy of the project, and what the compiler says to those who leave something out.
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { checkTemplateName, componentName } from '../../../cli/new/template-name.ts';
import { writeFiles } from '../../../cli/new/write-files.ts';
import { projectPath } from '../../../project-path.ts';
import type { Outcome } from '../../cli/run-cards.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

const COPIED = [
  'card-schema',
  'card-site',
  'cloud',
  'edge',
  'infra',
  'local',
  'cli',
  'tools',
  'project-path.ts',
  'biome.json',
  'package.json',
  'tsconfig.json',
  '.gitignore',
];
const CATALOGUE = 'card-schema/catalogue.ts';
const COMPONENTS = 'card-site/src/cards/templates.tsx';
const NEW_FILES = [
  'card-schema/templates/promo.ts',
  'card-schema/languages/promo-words.ts',
  'card-site/src/cards/promo/Promo.tsx',
  'card-site/src/cards/promo/promo.css',
];

/** Half of it is written, and then there is no room: fs writes what a text gives piece by piece. */
const TEXT_THAT_FAILS = (function* () {
  yield 'half';
  throw new Error('the disk is full');
})() as unknown as string;

let whole: TemporaryFolder;
let copy: string;
beforeAll(async () => {
  whole = await temporaryFolder('new');
});
afterAll(() => whole.remove());

async function copyProject(): Promise<void> {
  copy = await mkdtemp(join(whole.path, 'copy-'));
  for (const path of COPIED) await cp(projectPath(path), join(copy, path), { recursive: true });
  await symlink(projectPath('node_modules'), join(copy, 'node_modules'));
}

const run = (script: string, ...args: readonly string[]): Promise<Outcome> =>
  new Promise((resolve) => {
    execFile(process.execPath, [join(copy, script), ...args], { cwd: copy }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });
const cards = (...args: readonly string[]) => run('cli/cards.ts', ...args);
const biome = (...paths: readonly string[]) => run('node_modules/@biomejs/biome/bin/biome', 'check', ...paths);
const tsc = () => run('node_modules/typescript/bin/tsc', '-p', 'card-site', '--pretty', 'false');
const read = (path: string) => readFile(join(copy, path), 'utf8');
const edit = async (path: string, from: string | RegExp, to: string) => {
  const before = await read(path);
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${path} does not say ${from}.`);
  await writeFile(join(copy, path), after);
};

/** Every source of the copy with its text. */
async function sources(): Promise<Readonly<Record<string, string>>> {
  const folders = ['card-schema', 'card-site'];
  const listed = await Promise.all(
    folders.map((folder) => readdir(join(copy, folder), { recursive: true, withFileTypes: true })),
  );
  const files = listed
    .flat()
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [file.slice(copy.length + 1), await readFile(file, 'utf8')])),
  );
}

describe('cards new', () => {
  beforeEach(copyProject);

  test('begins templates that are formatted, compile and have an address', async () => {
    const before = await sources();
    const { code, out } = await cards('new', 'promo');
    expect([code, out]).toEqual([0, expect.stringContaining('npm run golden')]);
    const after = await sources();
    const changed = Object.keys(after).filter((file) => after[file] !== before[file]);
    expect(changed.sort()).toEqual([...NEW_FILES, CATALOGUE, COMPONENTS].sort());
    for (const file of changed) expect(out).toContain(file);
    for (const args of [['streak', '--closed'], ['a'.repeat(31)]]) expect(await cards('new', ...args)).toMatchObject({ code: 0 });
    expect(await biome('card-schema', 'card-site')).toMatchObject({ code: 0 });
    expect(await tsc()).toEqual({ code: 0, out: '', err: '' });
    expect((await cards('url', 'promo', '--title', 'T')).out).toMatch(/:8080\/promo\/[\w-]+\.[\w-]{22}\.jpg\n$/);
    expect((await cards('url', 'streak', '--count', '128')).out).toMatch(/:8080\/streak\/128-days-sun-en\.jpg\n$/);
  }, 60_000);

  test('lists it before the default card, with its import in order', async () => {
    await cards('new', 'promo');
    expect(await read(CATALOGUE)).toMatch(/event, promo, default: defaultTemplate }/);
    expect(await read(CATALOGUE)).toMatch(/event\.ts';\nimport { promo } from '\.\/templates\/promo\.ts';\nimport { quote }/);
    expect(await read(COMPONENTS)).toMatch(/ {2}event: Event,\n {2}promo: Promo,\n {2}default: Default,\n}/);
  });

  test('takes one after the other, and lists that are long or written otherwise', async () => {
    await edit(
      CATALOGUE,
      /export const TEMPLATES = .*;/,
      'export const TEMPLATES = {\n  default: defaultTemplate, // first\n  score, article, quote,\n  event // last\n} satisfies object;',
    );
    await edit(COMPONENTS, '  default: Default,\n', '  // what nobody asked for\n  default: Default, // the face\n');
    for (const name of ['one', 'two', 'top9', 'top10']) expect(await cards('new', name)).toMatchObject({ code: 0 });
    expect(await read(CATALOGUE)).toMatch(
      /default: defaultTemplate, \/\/ first\n[^}]*event, \/\/ last\n {2}one,\n {2}two,\n {2}top9,\n {2}top10,\n}/,
    );
    expect(await read(COMPONENTS)).toContain('  top10: Top10,\n  // what nobody asked for\n  default: Default, // the face\n');
    expect(await biome(CATALOGUE, COMPONENTS)).toMatchObject({ code: 0 });
  }, 60_000);

  test('prints with --dry-run what it would write, and writes nothing', async () => {
    const before = await sources();
    const { code, out } = await cards('new', 'promo', '--dry-run');
    expect(code).toBe(0);
    for (const file of NEW_FILES) expect(out).toContain(`--- ${file} (new)\n`);
    expect(out).toContain(`--- ${COMPONENTS} (changed)\n+ import { Promo } from './promo/Promo.tsx';\n+   promo: Promo,\n`);
    const { files, dryRun } = JSON.parse((await cards('new', 'promo', '--dry-run', '--json')).out);
    expect([dryRun, files[0].change, files[0].path]).toEqual([true, 'new', NEW_FILES[0]]);
    expect(await sources()).toEqual(before);
    await cards('new', 'promo');
    expect(await read(files[0].path)).toBe(files[0].text);
  });
});

describe('a name', () => {
  test.each([
    [
      '',
      /^A template's name is one word of 1 to 31 lower-case letters and digits that begins with a letter, as it stands in addresses; got ""\.$/,
    ],
    ['Promo', /got "Promo"/],
    ['two-words', /got "two-words"/],
    ['../promo', /got "\.\.\/promo"/],
    ['1st', /got "1st"/],
    ['a'.repeat(32), /one word of 1 to 31/],
    [
      'assets',
      /^No template can be called assets: the card site has a folder assets\/ already\. Another name will do, such as myassets\.$/,
    ],
    [
      'text',
      /: schemas have something called text from card-schema\/fields\.ts already\. Another name will do, such as mytext\.$/,
    ],
    ...['texts', 'choice', 'language', 'integer', 'image', 'date'].map((kind): [string, RegExp] => [
      kind,
      /fields\.ts already\./,
    ]),
    ['class', /: class is a word of JavaScript\./],
    ['await', /: await is a word of JavaScript\./],
    ['arguments', /: arguments is a word of JavaScript\./],
    ['undefined', /: undefined is a word of JavaScript\./],
    ['map', /: its component would be called Map, as something of JavaScript is\./],
    ['error', /: its component would be called Error,/],
  ])('cannot be %p', (name, message) => {
    expect(() => checkTemplateName(name)).toThrow(message);
  });

  test.each(['a', 'promo', 'top10', 'type', 'event', 'response', 'async', 'b'.repeat(31)])('can be %p', (name) => {
    expect(() => checkTemplateName(name)).not.toThrow();
  });
});

describe('what it refuses, and then writes nothing', () => {
  beforeEach(copyProject);

  test.each([
    [[], 'Name one template, such as promo.'],
    [['promo', '--open', '--closed'], 'Give one of --open and --closed.'],
    [['Promo'], 'got "Promo"'],
    [['default'], 'There is a template called default already; the others are score, article,'],
    [['quoted'], `${CATALOGUE} has something called quoted already: choose another name.`],
  ])('%p', async (args, message) => {
    const before = await sources();
    const { code, out, err } = await cards('new', ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
    expect(err).not.toMatch(/\n\s+at /);
    expect(await sources()).toEqual(before);
  });

  test.each(['card-schema/templates/promo.ts', 'card-site/src/cards/promo/mine.css'])(
    'where %s is there already',
    async (file) => {
      await mkdir(join(copy, file, '..'), { recursive: true });
      await writeFile(join(copy, file), 'mine');
      const before = await sources();
      const { code, err } = await cards('new', 'promo');
      expect([code, err]).toEqual([
        2,
        expect.stringMatching(/^Nothing is overwritten, and there is card-s\S+promo\S* already: choose/),
      ]);
      expect(await sources()).toEqual(before);
    },
  );

  test.each([
    [CATALOGUE, 'TEMPLATES', '} as const;', "  import { promo } from './templates/promo.ts';\n", '  promo,'],
    [COMPONENTS, 'COMPONENTS', '};\n\nexport', "  import { Promo } from './promo/Promo.tsx';\n", '  promo: Promo,'],
  ])('in %s written in a way of its own, and says what to add', async (file, constant, end, ...lines) => {
    await edit(file, new RegExp(`(${constant}.*) = {`), '$1 = Object.freeze({');
    await edit(file, end, end.replace(';', ');'));
    const before = await sources();
    const { code, err } = await cards('new', 'promo');
    expect(code).toBe(2);
    expect(err).toContain(`${file} has no \`const ${constant} = { … }\` of one piece`);
    for (const line of lines) expect(err).toContain(line);
    expect(await sources()).toEqual(before);
  });

  test('in a file that is no TypeScript just now, with the line', async () => {
    await edit(COMPONENTS, '  score: Score,', '  score: : Score,');
    const before = await sources();
    const { code, err } = await cards('new', 'promo');
    const line = (await read(COMPONENTS)).split('\n').indexOf('  score: : Score,') + 1;
    expect([code, err]).toEqual([
      2,
      `${COMPONENTS} has a mistake in line ${line}, so nothing was written: Expression expected.\n`,
    ]);
    expect(await sources()).toEqual(before);
  });

  test('when a file cannot be written, and takes back what it has written', async () => {
    const before = await sources();
    const former = await read(CATALOGUE);
    const good = [
      { file: join(copy, 'card-site/src/cards/promo/promo.css'), text: 'a' },
      { file: join(copy, CATALOGUE), text: 'b', former },
    ];
    await expect(writeFiles([...good, { file: join(copy, 'package.json/impossible.ts'), text: 'c' }])).rejects.toThrow('ENOTDIR');
    expect(await sources()).toEqual(before);
    await expect(writeFiles([...good, { file: join(copy, COMPONENTS), text: 'c', former: 'something else' }])).rejects.toThrow(
      `${COMPONENTS} has changed meanwhile`,
    );
    expect(await sources()).toEqual(before);
    expect(await readdir(join(copy, 'card-site/src/cards'))).not.toContain('promo');
  });

  test('when a write fails half-way, and tells of that', async () => {
    const before = await sources();
    const good = { file: join(copy, 'card-site/src/cards/promo/promo.css'), text: 'a' };
    const half = { file: join(copy, 'card-site/src/cards/promo/Promo.tsx'), text: TEXT_THAT_FAILS };
    await expect(writeFiles([good, half])).rejects.toThrow('the disk is full');
    expect(await sources()).toEqual(before);
    expect(await readdir(join(copy, 'card-site/src/cards'))).not.toContain('promo');
  });

  test('and undoes what it can when somebody has put a file into its folder', async () => {
    const folder = join(copy, 'card-site/src/cards/promo');
    const former = await read(CATALOGUE);
    const files = [
      { file: join(copy, CATALOGUE), text: 'b', former },
      { file: join(folder, 'promo.css'), text: 'a' },
      { file: join(folder, 'sub/Promo.tsx'), text: 'a' },
      { file: join(folder, 'sub/Promo.tsx'), text: 'a second time' },
    ];
    const mine = join(folder, 'sub/mine.css');
    // Put there when the last file is about to be written, which fails.
    Object.defineProperty(files[3], 'text', {
      get() {
        writeFileSync(mine, 'mine');
        return 'a second time';
      },
    });
    await expect(writeFiles(files)).rejects.toThrow('EEXIST');
    expect(await read(CATALOGUE)).toBe(former);
    expect(await readdir(folder, { recursive: true })).toEqual(['sub', 'sub/mine.css']);
  });
});

describe('the compiler', () => {
  const schema = (name: string) => `card-schema/templates/${name}.ts`;
  const component = (name: string) => `card-site/src/cards/${name}/${componentName(name)}.tsx`;
  let complaints: string;

  // Every mistake in a template of its own or in an example of its own, because one run of the compiler is slow enough.
  beforeAll(async () => {
    await copyProject();
    for (const name of ['promo', 'componentless', 'unlisted', 'misplaced']) await cards('new', name);
    await edit(schema('promo'), "label: 'This spring'", "lable: 'This spring'");
    await edit(schema('promo'), "theme: 'night'", "theme: 'nihgt'");
    await edit(schema('promo'), "title: 'Hello!', ", '');
    await edit(schema('promo'), 'alt({ title, label,', 'alt({ titel: title, label,');
    await edit(component('promo'), '{ title, label, note', '{ title, lable, note');
    await edit(component('promo'), ' min={44}', '');
    await edit(COMPONENTS, /.*[Cc]omponentless.*\n/g, '');
    await edit(COMPONENTS, /.*[Uu]nlisted.*\n/g, '');
    await edit(CATALOGUE, / unlisted,|import { unlisted }.*\n/g, '');
    await edit(COMPONENTS, './misplaced/Misplaced.tsx', './misplaced/Other.tsx');
    const { code, out } = await tsc();
    expect(code).not.toBe(0);
    complaints = out;
  }, 60_000);

  test.each([
    [
      'a schema without a component in the table',
      COMPONENTS,
      /Property 'componentless' is missing .* required in type 'Components'/,
    ],
    ['a table with a component that is not there', COMPONENTS, /Cannot find module '\.\/misplaced\/Other\.tsx'/],
    [
      'a component without a schema in the catalogue',
      component('unlisted'),
      /Type '"unlisted"' does not satisfy the constraint '.*"score"/,
    ],
    [
      'an example with a field that does not exist',
      schema('promo'),
      /'lable' does not exist in type '{ title: string; label\?: string/,
    ],
    [
      'an example without a field that must be given',
      schema('promo'),
      /Property 'title' is missing in type '{ label: string; theme: "mint"; }'/,
    ],
    [
      'an example with a choice that does not exist',
      schema('promo'),
      /Type '"nihgt"' is not assignable to type .*Did you mean '"night"'/,
    ],
    [
      'alternative words that ask for a field that does not exist',
      schema('promo'),
      /Property 'titel' does not exist on type 'Readonly<{ title: string; label: string;/,
    ],
    [
      'a component that asks for one',
      component('promo'),
      /Property 'lable' does not exist on type 'Readonly<{ title: string; label: string;/,
    ],
    ['a FitText without a limit', component('promo'), /Property 'min' is missing .* required in type 'FitTextProps'/],
  ])('points out %s', (_, file, message) => {
    const said = complaints.split('\n').filter((line) => line.startsWith(`${file}(`));
    expect(said).toContainEqual(expect.stringMatching(message));
  });
});
