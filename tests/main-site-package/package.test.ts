import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { designVersions } from '../../card-site/bundle/design-versions.ts';
import { projectPath } from '../../project-path.ts';
import { currentCommit } from '../../tools/deploy/commit.ts';
import { installConsumer, PACKAGE_FOLDER, tarball } from './install-consumer.ts';

const inPackage = (path: string) => readFile(join(PACKAGE_FOLDER, path), 'utf8');

describe('the tarball', () => {
  test('has at most 100 kB', async () => {
    expect((await stat(await tarball())).size).toBeLessThanOrEqual(100_000);
  });

  test('needs zod and nothing else', async () => {
    const { dependencies, ...manifest } = JSON.parse(await inPackage('package.json'));
    expect(Object.keys(dependencies)).toEqual(['zod']);
    const others = ['devDependencies', 'peerDependencies', 'optionalDependencies', 'bundledDependencies', 'scripts', 'private'];
    expect(others.filter((name) => name in manifest)).toEqual([]);
    expect(manifest).toMatchObject({ type: 'module', sideEffects: false, license: 'MIT', engines: { node: '>=20' } });
  });

  test('has a version that a later commit exceeds: its time in UTC', async () => {
    const { version } = JSON.parse(await inPackage('package.json'));
    expect(version).toMatch(/^\d+\.\d+\.20\d{12}(-uncommitted)?$/);
  });

  test('says which commit and which designs it was built from', async () => {
    const { BUILT_FROM } = await import(join(PACKAGE_FOLDER, 'esm/built-from.js'));
    const versions = await designVersions();
    const { version } = JSON.parse(await inPackage('package.json'));
    expect(BUILT_FROM).toEqual({ version, commit: await currentCommit(projectPath()), designVersions: versions });
    const readme = await inPackage('README.md');
    for (const said of [version, BUILT_FROM.commit, ...Object.values(versions)]) expect(readme).toContain(said);
  });

  test('imports no file of TypeScript, neither in code nor in declarations', async () => {
    const files = await readdir(join(PACKAGE_FOLDER, 'esm'), { recursive: true, withFileTypes: true });
    const modules = files.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    expect(modules.filter((path) => !/\.(js|d\.ts)$/.test(path))).toEqual([]);
    for (const path of modules) expect(await readFile(path, 'utf8')).not.toMatch(/['"]\.{1,2}\/[^'"]*\.ts['"]/);
  });
});

test('publint and Are the types wrong find nothing', async () => {
  await using consumer = await installConsumer('lint');
  expect(await consumer.node('node_modules/publint/src/cli.js', '--strict', 'node_modules/@edgecard/card-schema')).toContain(
    'All good!',
  );
  // ES modules alone, on purpose: CommonJS has import(), and a second copy of the schema would double every bundle that gets both.
  const esModules = ['--ignore-rules', 'cjs-resolves-to-esm'];
  await consumer.node('node_modules/@arethetypeswrong/cli/dist/index.js', await tarball(), ...esModules);
});
