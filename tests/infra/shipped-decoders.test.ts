// What opens photos is machine code for Lambda: the bill of materials names all of it, on whatever computer it is written.
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { projectPath } from '../../project-path.ts';
import { LIBVIPS_PACKAGE } from '../../tools/package/libvips-parts.ts';
import { makeSbom } from '../../tools/package/sbom.ts';
import { describePackage, type Lock } from '../../tools/package/shipped-packages.ts';
import { lockOf } from './locked-packages.ts';

const DECODERS = ['aom', 'heif', 'lcms', 'png', 'vips', 'webp'];

test('the libraries inside libvips are in the bill of materials, in the versions that its package names', async () => {
  const { components, dependencies } = await makeSbom();
  const inside = components.filter(({ purl }) => purl.startsWith('pkg:generic/libvips/'));
  const versions: unknown = JSON.parse(readFileSync(projectPath('node_modules', LIBVIPS_PACKAGE, 'versions.json'), 'utf8'));
  expect(Object.fromEntries(inside.map(({ name, version }) => [name, version]))).toEqual(versions);
  expect(inside.filter(({ licenses }) => !licenses?.length)).toEqual([]);
  const brought = dependencies.find(({ ref }) => ref.startsWith(`${LIBVIPS_PACKAGE}@`))?.dependsOn;
  expect(brought).toEqual(inside.map((part) => part['bom-ref']));
  for (const { cpe } of inside.filter(({ name }) => DECODERS.includes(name)))
    expect(cpe).toMatch(/^cpe:2\.3:a:[a-z_]+:[a-z_]+:[0-9.]+(:\*){7}$/);
});

test('a package for other computers than this one is described by the lock file', async () => {
  const packages = lockOf('.').packages as Lock;
  const other = Object.keys(packages).find((path) => path.includes('@img/sharp-') && !existsSync(projectPath(path))) ?? '';
  const { version, license } = packages[other] ?? {};
  const name = other.replace('node_modules/', '');
  expect(await describePackage(other, {}, packages)).toEqual({ name, version, license, from: '.', folder: other });
  await expect(describePackage('node_modules/no-such-package', {}, packages)).rejects.toThrow('ENOENT');
});
