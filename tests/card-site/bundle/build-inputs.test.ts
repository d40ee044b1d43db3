// A build is named by its inputs. One that is forgotten here would be a stale card for a year.
import { mkdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type BuildKind, hashInputs, readInputs } from '../../../card-site/bundle/build-inputs.ts';
import { cardSiteGraph } from '../../../card-site/bundle/card-site-graph.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

let folder: TemporaryFolder;
let project: string;
beforeEach(async () => {
  folder = await temporaryFolder('inputs');
  project = join(folder.path, 'checkout');
  for (const path of ['card-schema/fields.ts', 'card-site/src/draw.tsx', 'edge/picture-paths.js', 'tsconfig.json'])
    await write(path, 'now');
  await write('card-site/fonts/files/noto/a.woff2', 'font');
  await write('package.json', '{"dependencies":{"react":"19.3.1"},"devDependencies":{"vite":"8.3.8"}}');
  await write('node_modules/react/package.json', '{"version":"19.3.1"}');
  await write('node_modules/vite/package.json', '{"version":"8.3.8"}');
});
afterEach(() => folder.remove());

async function write(path: string, content: string): Promise<void> {
  await mkdir(dirname(join(project, path)), { recursive: true });
  await writeFile(join(project, path), content);
}

const hash = (kind: BuildKind = 'card-site', env = {}) => hashInputs(kind, { project, env });

test.each([
  'card-schema/fields.ts',
  'card-schema/templates/promo.ts',
  'card-site/index.html',
  'card-site/vite.config.ts',
  'card-site/.env',
  'card-site/.postcssrc.json',
  'card-site/.browserslistrc',
  '.postcssrc.json',
  'card-site/public/logo.svg',
  'card-site/src/draw.tsx',
  'card-site/src/cards/promo/Promo.tsx',
  'card-site/src/cards/promo/photo.jpg',
  'card-site/src/cards/promo/own-font.woff2',
  'card-site/bundle/make-card-site.ts',
  'card-site/fonts/font-table.json',
  'card-site/fonts/files/noto/a.woff2',
  'card-site/fonts/files/noto/b.woff2',
  'card-site/tsconfig.json',
  'edge/picture-paths.js',
  'edge/core/drawing-settings.ts',
  'tsconfig.json',
  'project-path.ts',
  '.env.production',
  'postcss.config.js',
  // Of npm, pnpm, and yarn with both of its linkers.
  'node_modules/.package-lock.json',
  'node_modules/.pnpm/lock.yaml',
  'node_modules/.yarn-state.yml',
  'node_modules/.yarn-integrity',
])('a change of %s makes another build', async (path) => {
  const before = hash();
  await write(path, 'changed');
  expect(hash()).not.toBe(before);
});

test.each(['react', 'vite'])('another version of %s makes another build, whatever has installed it', async (name) => {
  const before = hash();
  await write(`node_modules/${name}/package.json`, '{"version":"99.0.0"}');
  expect(hash()).not.toBe(before);
});

test('a file that is gone, or has another name, makes another build', async () => {
  const before = hash();
  await rm(join(project, 'card-site/src/draw.tsx'));
  const without = hash();
  await write('card-site/src/drawn.tsx', 'now');
  expect(new Set([before, without, hash()]).size).toBe(3);
});

test('a font of the same size that was written at another time makes another build', async () => {
  const before = hash();
  await utimes(join(project, 'card-site/fonts/files/noto/a.woff2'), 1, 1);
  expect(hash()).not.toBe(before);
});

test('what a package that is a link leads to counts, and so does a folder behind a link', async () => {
  const elsewhere = join(folder.path, 'brand');
  await mkdir(elsewhere);
  await writeFile(join(elsewhere, 'colours.ts'), 'red');
  for (const link of ['node_modules/@acme/brand', 'card-site/src/brand']) {
    const before = hash();
    await mkdir(dirname(join(project, link)), { recursive: true });
    await symlink(elsewhere, join(project, link));
    const linked = hash();
    await writeFile(join(elsewhere, 'colours.ts'), `${link} is blue`);
    expect(new Set([before, linked, hash()]).size).toBe(3);
    await rm(join(project, link));
  }
});

test('a link to a folder around it ends', async () => {
  await symlink(join(project, 'card-site'), join(project, 'card-site/src/again'));
  expect(hash()).toMatch(/^[0-9a-f]{20}$/);
});

test('variables that Vite puts into a page count, others do not', () => {
  const before = hash();
  expect(hash('card-site', { VITE_BRAND: 'blue' })).not.toBe(before);
  expect(hash('card-site', { BRAND: 'blue', NODE_ENV: 'test' })).toBe(before);
});

test.each([
  'card-site/studio/app.tsx',
  'card-site/src/draw.tsx~',
  'card-site/src/.draw.tsx.swp',
  'card-schema/catalogue.ts.1f2e.partial',
  'card-schema/node_modules/.cache/x',
  'local/stack/stack.ts',
  'card.jpg',
  'dist/design-versions.json',
])('a change of %s makes no other build of the card site', async (path) => {
  const before = hash();
  await write(path, 'changed');
  expect(hash()).toBe(before);
});

test('the studio’s own page counts for the static studio', async () => {
  const before = hash('studio');
  await write('card-site/studio/app.tsx', 'changed');
  expect(hash('studio')).not.toBe(before);
  expect(hash('studio')).not.toBe(hash('card-site'));
});

test('where the checkout lies does not count', async () => {
  const { mtimeMs } = await import('node:fs/promises').then(({ stat }) =>
    stat(join(project, 'card-site/fonts/files/noto/a.woff2')),
  );
  const before = hash();
  await import('node:fs/promises').then(({ rename }) => rename(project, join(folder.path, 'C# Köln 100%')));
  project = join(folder.path, 'C# Köln 100%');
  await utimes(join(project, 'card-site/fonts/files/noto/a.woff2'), mtimeMs / 1000, mtimeMs / 1000);
  expect(hash()).toBe(before);
});

test('every file that this project’s card pages are made of is in the name', async () => {
  const { shared, templates } = await cardSiteGraph();
  const { files } = readInputs('card-site');
  const reached = [...shared, ...Object.values(templates).flat()].filter((path) => !path.startsWith('node_modules/'));
  expect(reached.length).toBeGreaterThan(20);
  expect(reached.filter((path) => !files.has(path))).toEqual([]);
});

// What it leaves out must not be vouched for: then the build records it.
test.each([
  'card-site/src/.hidden.css',
  'card-site/src/logo.tmp',
  'card-site/studio/x.svg',
  'card-site/node_modules/a.js',
  'a.svg',
])('%s is no file of the name', async (path) => {
  await write(path, 'now');
  expect(readInputs('card-site', { project, env: {} }).files).not.toContain(path);
});

test('a file that is changed and changed back has the same name and another stamp', async () => {
  const read = () => readInputs('card-site', { project, env: {} });
  const before = read();
  expect(read()).toEqual(before);
  await setTimeout(20); // a file system may count in steps of 10 ms
  await write('card-site/src/draw.tsx', 'B');
  await write('card-site/src/draw.tsx', 'now');
  await utimes(join(project, 'card-site/src/draw.tsx'), 1, 1);
  expect(read().hash).toBe(before.hash);
  expect(read().stamp).not.toBe(before.stamp);
});
