import { execFileSync } from 'node:child_process';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { setAside } from '../../../cli/new/set-aside.ts';
import { filesOf, importersOf, pathsOf, uncommitted } from '../../../cli/new/template-files.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const FILES = {
  'card-schema/templates/promo.ts': "import { x } from '../languages/promo-words.ts';",
  'card-schema/languages/promo-words.ts': '',
  'card-schema/languages/promo-words-of-others.ts': '',
  'card-site/src/cards/promo/Promo.tsx': "import './promo.css';",
  'card-site/src/cards/promo/promo.css': '',
  'card-site/src/cards/promo/parts/badge.ts': '',
  'card-site/src/cards/promotion/Promotion.tsx': "import { badge } from '../promo/parts/badge.ts';",
  'tests/golden/promo-plain.jpg': '',
  'tests/golden/promotion-plain.jpg': '',
  'tests/promo.test.ts': "import { badge } from '../card-site/src/cards/promo/parts/badge.ts';",
};

async function projectOf(files: Readonly<Record<string, string>> = FILES) {
  const folder = await temporaryFolder('remove');
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder.path, name)), { recursive: true });
    await writeFile(join(folder.path, name), text);
  }
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], { cwd: folder.path });
  return { ...folder, git };
}

const OWN = Object.keys(FILES)
  .slice(0, 6)
  .filter((path) => !path.includes('of-others'));

test('what belongs to a template is its own and no other’s, its golden pictures included', async () => {
  await using project = await projectOf();
  const paths = pathsOf(project.path, 'promo');
  expect(paths).toEqual([...OWN.slice(0, 2), 'card-site/src/cards/promo', 'tests/golden/promo-plain.jpg']);
  expect([...filesOf(project.path, paths)].sort()).toEqual([...OWN, 'tests/golden/promo-plain.jpg'].sort());
  expect(pathsOf(project.path, 'promotion')).toEqual(['card-site/src/cards/promotion', 'tests/golden/promotion-plain.jpg']);
});

test('who imports one of the files is named, and those among themselves are not', async () => {
  await using project = await projectOf();
  const files = filesOf(project.path, pathsOf(project.path, 'promo'));
  const file = 'card-site/src/cards/promo/parts/badge.ts';
  expect(await importersOf(project.path, files, [])).toEqual([
    { source: 'card-site/src/cards/promotion/Promotion.tsx', file },
    { source: 'tests/promo.test.ts', file },
  ]);
  expect(await importersOf(project.path, files, ['tests/promo.test.ts'])).toHaveLength(1);
});

describe('what git could not bring back', () => {
  test('is what is new, changed or ignored', async () => {
    await using project = await projectOf({ ...FILES, '.gitignore': '*.css\n' });
    project.git('init', '-q');
    project.git('add', '-A');
    project.git('commit', '-q', '-m', 'feat: all');
    const files = filesOf(project.path, pathsOf(project.path, 'promo'));
    const [schema = '', words = ''] = files;
    expect(await uncommitted(project.path, files)).toEqual({ files: ['card-site/src/cards/promo/promo.css'] });
    await writeFile(join(project.path, schema), '// changed');
    await writeFile(join(project.path, words), '// changed and staged');
    project.git('add', words);
    expect((await uncommitted(project.path, files)).files.toSorted()).toEqual(
      [words, schema, 'card-site/src/cards/promo/promo.css'].toSorted(),
    );
  });

  test('is unknown where git does not say, and why', async () => {
    await using project = await projectOf();
    expect(await uncommitted(project.path, OWN)).toEqual({
      files: [],
      unknown: expect.stringMatching(/^git says “fatal: not a git repository[^\n]*”$/),
    });
  });

  test('is unknown without git', async () => {
    await using project = await projectOf();
    const { PATH = '' } = process.env;
    process.env['PATH'] = project.path;
    const found = await uncommitted(project.path, OWN).finally(() => {
      process.env['PATH'] = PATH;
    });
    expect(found).toEqual({ files: [], unknown: 'git is not installed' });
  });

  test('is known of more files than a screen has', async () => {
    await using project = await projectOf({});
    project.git('init', '-q');
    const names = Array.from({ length: 6000 }, (_, at) => `promo/${'long-name-'.repeat(20)}${at}`);
    await mkdir(join(project.path, 'promo'));
    for (const name of names) await writeFile(join(project.path, name), '');
    expect((await uncommitted(project.path, ['promo'])).files).toHaveLength(6000);
  });
});

describe('files that are set aside', () => {
  test('are gone, and nothing is left of them', async () => {
    await using project = await projectOf();
    const paths = pathsOf(project.path, 'promo');
    await (await setAside(project.path, paths)).discard();
    expect(pathsOf(project.path, 'promo')).toEqual([]);
    expect((await readdir(project.path)).sort()).toEqual(['card-schema', 'card-site', 'tests']);
  });

  test('are all back when one of them cannot be moved', async () => {
    await using project = await projectOf();
    const paths = pathsOf(project.path, 'promo');
    await rm(join(project.path, 'tests/golden/promo-plain.jpg'));
    await expect(setAside(project.path, paths)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(pathsOf(project.path, 'promo')).toEqual(paths.slice(0, -1));
    expect((await readdir(project.path)).sort()).toEqual(['card-schema', 'card-site', 'tests']);
  });
});
