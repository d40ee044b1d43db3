// The package of a team that has templates of its own, under a name of its own.
import { execFile } from 'node:child_process';
import { cp, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { projectPath } from '../../project-path.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts';
import { OPTIONS } from './example-cards.ts';
import { type Consumer, installConsumer } from './install-consumer.ts';

const COPIED = ['card-schema', 'card-site', 'cli', 'cloud', 'edge', 'infra', 'local', 'tools', 'project-path.ts', 'package.json'];
const ALSO_COPIED = ['tsconfig.json', 'biome.json', '.gitignore', 'LICENSE'];
const run = promisify(execFile);

/** In the copy: every example of the new templates, and its address by the copy's own code. */
const OWN_CARDS = `
  import { cardUrl } from './card-schema/card-url.ts';
  import { TEMPLATES } from './card-schema/catalogue.ts';
  import { designVersions } from './card-site/bundle/design-versions.ts';
  const options = ${JSON.stringify(OPTIONS)};
  const cards = ['promo', 'streak'].flatMap((template) =>
    Object.values(TEMPLATES[template].examples).map((input) => ({ template, input })));
  const versions = await designVersions();
  const urls = await Promise.all(cards.map(({ template, input }) =>
    cardUrl(template, input, { ...options, designVersions: versions })));
  console.log(JSON.stringify({ cards, options, urls }));
`;

let copy: TemporaryFolder;
let consumer: Consumer;
let own: { readonly cards: readonly { readonly template: string; readonly input: object }[]; readonly urls: readonly string[] };
beforeAll(async () => {
  copy = await temporaryFolder('own-templates');
  for (const path of [...COPIED, ...ALSO_COPIED]) await cp(projectPath(path), join(copy.path, path), { recursive: true });
  await symlink(projectPath('node_modules'), join(copy.path, 'node_modules'));
  const node = async (...args: readonly string[]) => (await run(process.execPath, args, { cwd: copy.path })).stdout;
  await node('cli/cards.ts', 'new', 'promo');
  await node('cli/cards.ts', 'new', 'streak', '--closed');
  await node('tools/package-main-site/package-main-site.ts', '--name', '@acme/cards', '--version', '1.2.3');
  own = JSON.parse(await node('--input-type=module', '--eval', OWN_CARDS));
  consumer = await installConsumer('own-templates', join(copy.path, 'dist/main-site/acme-cards-1.2.3.tgz'));
  await writeFile(join(consumer.folder, 'own-cards.json'), JSON.stringify({ cards: own.cards, options: OPTIONS }));
});
afterAll(async () => {
  await consumer?.[Symbol.asyncDispose]();
  await copy?.remove();
});

test('it gives the addresses of open and of closed templates', async () => {
  const urls: readonly string[] = JSON.parse(await consumer.node('urls.js'));
  expect(urls).toEqual(own.urls);
  expect(urls.some((url) => /\/~[0-9a-f]{12}\/promo\/[\w-]+\.[\w-]{22}\.jpg$/.test(url))).toBe(true);
  expect(urls.some((url) => /\/~[0-9a-f]{12}\/streak\/[\w-]+\.jpg$/.test(url))).toBe(true);
});

test('its types know the new templates, and refuse a misspelt field of a closed one', async () => {
  const [card] = own.cards.filter(({ template }) => template === 'streak');
  const call = (params: object) => `void cardUrl('streak', ${JSON.stringify(params)}, { origin: 'https://social.app.example' });`;
  const usage = [
    "import { cardUrl } from '@acme/cards';",
    call({ ...card?.input }),
    '// @ts-expect-error',
    call({ ...card?.input, wrong: 1 }),
  ];
  await writeFile(join(consumer.folder, 'usage.ts'), usage.join('\n'));
  const strict = ['--strict', '--noEmit', '--module', 'nodenext'];
  expect(await consumer.node(projectPath('node_modules/typescript/bin/tsc'), ...strict, 'usage.ts')).toBe('');
});

test('it holds one tarball, of the name and version that were given', async () => {
  expect((await readdir(join(copy.path, 'dist/main-site'))).sort()).toEqual(['acme-cards-1.2.3.tgz', 'package']);
});
