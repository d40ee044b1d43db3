// Nothing comes into a zip or onto the card site that is not pinned by its hash, under a licence that may be shipped, and named in
// THIRD_PARTY.md; and nothing of it wants to run a script of its own when it is installed.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { FONT_PACKAGES } from '../../card-site/fonts/font-families.ts';
import { installBrowser } from '../../local/browser/browser-files.ts';
import { projectPath } from '../../project-path.ts';
import { MODEL_SOURCES } from '../../tools/models/model-sources.ts';
import { PACK_PARTS } from '../../tools/pack/pack-parts.ts';
import { makeSbom } from '../../tools/package/sbom.ts';
import { type ShippedPackage, shippedPackages } from '../../tools/package/shipped-packages.ts';
import { FOLDERS, type Locked, lockedIn, lockOf, type Manifest, manifestOf } from './locked-packages.ts';

const nameOf = (path: string) => path.split('node_modules/').at(-1) ?? '';

/** Projects of their own, in which the package for main sites is tested. */
const CONSUMERS = 'tests/main-site-package/consumers';
const hasLock = (consumer: string) => existsSync(projectPath(CONSUMERS, consumer, 'package-lock.json'));

/** May be shipped in a zip under MIT. */
const ALLOWED = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];
/** And these are of fonts alone. DejaVu's package names its licence, Bitstream's, in words. */
const isFont = (name: string) => /^@(fontsource|expo-google-fonts)/.test(name) || FONT_PACKAGES.includes(name);
/** May be shipped as a file of its own, which the deployer can replace. */
const isReplaceable = (name: string) => ['@img/sharp-libvips-linux-x64', 'libheif-js'].includes(name);
const allowedFor = (name: string) => [
  ...ALLOWED,
  ...(isReplaceable(name) ? ['LGPL-3.0', 'LGPL-3.0-or-later'] : []),
  ...(isFont(name) ? ['OFL-1.1', 'MIT AND OFL-1.1'] : []),
  ...(name === 'dejavu-fonts-ttf' ? ['SEE LICENSE IN README.md AND LICENSE'] : []),
];

describe('the lock file', () => {
  test.each(FOLDERS)('of %s has a SHA-512 of every package, and no address that it comes from', (folder) => {
    expect(lockProblems(lockedIn(folder))).toEqual([]);
  });

  test('has every package that the project needs', () => {
    expect(lockedIn('.').length).toBeGreaterThan(100);
  });

  test.each(readdirSync(projectPath(CONSUMERS)).filter(hasLock))('of the consumer %s is as strict', (consumer) => {
    const installed = lockedIn(`${CONSUMERS}/${consumer}`);
    expect(installed.length).toBeGreaterThan(0);
    expect(lockProblems(installed)).toEqual([]);
  });

  test('is looked at so closely that a package from elsewhere is seen', () => {
    const integrity = `sha512-${'A'.repeat(86)}==`;
    expect(
      lockProblems([
        ['node_modules/a', { version: '1.0.0', integrity, resolved: 'https://packages.evil.example/a.tgz' }],
        ['node_modules/b', { version: '1.0.0' }],
        ['node_modules/c', { version: '1.0.0', integrity: 'sha1-abc=' }],
        ['node_modules/d', { version: 'git+ssh://git@host/d.git', integrity }],
        ['node_modules/e', { version: '1.0.0', integrity }],
      ]),
    ).toEqual(['node_modules/a', 'node_modules/b', 'node_modules/c', 'node_modules/d']);
  });

  test.each(FOLDERS)('of %s agrees with package.json, whose run-time dependencies are of one version each', (folder) => {
    const { dependencies, devDependencies } = lockOf(folder).packages[''] as unknown as Manifest;
    const manifest = manifestOf(folder);
    expect({ dependencies, devDependencies }).toEqual({
      dependencies: manifest.dependencies,
      devDependencies: manifest.devDependencies,
    });
    expect(Object.entries(manifest.dependencies).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});

function lockProblems(packages: readonly (readonly [string, Locked])[]): readonly string[] {
  const isWell = ({ integrity = '', resolved, version, link }: Locked) =>
    /^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity) && resolved === undefined && /^\d+\.\d+\.\d+(-|\+|$)/.test(version) && !link;
  return packages.filter(([, entry]) => !isWell(entry)).map(([path]) => path);
}

test.each(FOLDERS)('of the packages in %s with a script to install them, each is decided upon', (folder) => {
  const scripted = lockedIn(folder).filter(([, { hasInstallScript }]) => hasInstallScript);
  expect(scripted.map(([path]) => nameOf(path)).sort()).toEqual(Object.keys(manifestOf(folder).allowScripts ?? {}).sort());
});

describe('what is shipped', () => {
  let shipped: readonly ShippedPackage[];
  beforeAll(async () => {
    shipped = await shippedPackages();
  });

  test('is what the lock file says, and needs no script to be installed', () => {
    const odd = shipped.filter(({ from, folder, version, license }) => {
      const entry = lockOf(from).packages[folder];
      return entry?.version !== version || entry.license !== license || entry.hasInstallScript;
    });
    expect(odd).toEqual([]);
  });

  test('is named with its licence in THIRD_PARTY.md', () => {
    expect(shipped.length).toBeGreaterThan(20);
    const { rows, fonts } = thirdParty();
    const unnamed = shipped.filter(
      ({ name, license }) => !fonts.test(name) && !rows.some((row) => row.licence === license && row.covers.test(name)),
    );
    expect(unnamed.map(({ name, license }) => `${name}: ${license}`)).toEqual([]);
  });

  test('is there once: two versions of one package are two places to mend', () => {
    const names = shipped.map(({ name }) => name);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  test('is of a licence that may be shipped, a font under its own', () => {
    const odd = shipped.filter(({ name, license }) => !allowedFor(name).includes(license));
    expect(odd).toEqual([]);
  });

  test('is in the bill of materials, with its hash and licence, and nothing else is', async () => {
    const sbom = await makeSbom();
    expect(sbom).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { name: 'edgecard' } } });
    const packages = sbom.components.filter(({ purl }) => purl.startsWith('pkg:npm/'));
    const listed = packages.map(({ name, version }) => `${name}@${version}`);
    expect(listed.sort()).toEqual(shipped.map(({ name, version }) => `${name}@${version}`).sort());
    const bare = packages.filter(({ hashes, licenses }) => !hashes?.length || !licenses?.length);
    expect(bare).toEqual([]);
    const refs = [sbom.metadata.component, ...sbom.components].map((component) => component['bom-ref']);
    expect(refs.filter((ref, at) => refs.indexOf(ref) !== at)).toEqual([]);
    expect(sbom.dependencies.map(({ ref }) => ref).sort()).toEqual(refs.sort());
  });

  test('inside the browser’s package is in it as well, as THIRD_PARTY.md has it', async () => {
    const { components, dependencies } = await makeSbom();
    const others = /^pkg:(npm|generic\/libvips)\//;
    const parts = components.filter(({ purl, type }) => !others.test(purl) && type !== 'machine-learning-model');
    const { parts: named } = thirdParty();
    expect(named.length).toBeGreaterThanOrEqual(5);
    expect(parts.map(({ name, licenses }) => ({ name, licenses }))).toEqual(
      named.map(({ name, licence }) => ({ name, licenses: [{ license: { id: licence } }] })),
    );
    const brought = dependencies.find(({ ref }) => ref.startsWith('@sparticuz/chromium@'))?.dependsOn;
    expect(brought).toEqual(expect.arrayContaining(parts.map((part) => part['bom-ref'])));
    for (const { purl, cpe, name } of parts) {
      expect(purl).toMatch(/^pkg:generic\/[a-z-]+@[0-9.]+$/);
      if (name !== 'Open Sans') expect(cpe).toMatch(/^cpe:2\.3:a:[a-z_]+:[a-z_]+:[0-9.]+(:\*){7}$/);
    }
  });

  test('has the models in it, each with the hash of its weights', async () => {
    const { components } = await makeSbom();
    const models = components.filter(({ type }) => type === 'machine-learning-model');
    expect(models.map(({ name }) => name)).toEqual(MODEL_SOURCES.map(({ name }) => name));
    for (const { name, hashes, licenses } of models) {
      const weights = readFileSync(projectPath(`cloud/photos/models/${name}.bin`));
      expect(hashes).toEqual([{ alg: 'SHA-256', content: createHash('sha256').update(weights).digest('hex') }]);
      expect(licenses).toEqual([{ license: { id: 'Apache-2.0' } }]);
    }
  });

  test.each(PACK_PARTS)('has $name in the version that the bill of materials says', async ({ file, version }) => {
    const { folder } = await installBrowser();
    const bytes = await readFile(join(folder, file));
    // As a string of C, or in a font's table of names.
    const forms = [Buffer.from(`${version}\0`), Buffer.from(`Version ${version}`, 'utf16le').swap16()];
    expect(forms.some((form) => bytes.includes(form))).toBe(true);
  });
});

/** The table of what is shipped, what of it is not a package, and the packages of fonts above it. */
function thirdParty() {
  const text = readFileSync(projectPath('THIRD_PARTY.md'), 'utf8');
  const table = text.slice(text.indexOf('## In the zips'));
  const rows = [...table.matchAll(/^\| (`.+?) \| (.+?) \| /gm)].map(([, packages = '', licence = '']) => ({
    licence: licence.split(',')[0],
    covers: new RegExp(
      `^(${[...packages.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name.replaceAll('.', '\\.').replaceAll('*', '[^/]+')).join('|')})$`,
    ),
  }));
  const parts = [...table.matchAll(/^\| ([^`|-][^|]*) \| ([^|]+) \| the pack/gm)].flatMap(([, names = '', licence = '']) =>
    (names.split(' (')[0] ?? '').split(', ').map((name) => ({ name, licence: idOf(licence.split(',')[0] ?? '') })),
  );
  const above = text.slice(0, text.indexOf('## In the zips'));
  const named = [...above.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
  const fonts = named.filter((name) => isFont(name));
  return { rows, parts, fonts: new RegExp(`^(${fonts.map((name) => name.replaceAll('*', '[^/]+')).join('|')})$`) };
}

const idOf = (licence: string) => (licence === 'SIL Open Font License 1.1' ? 'OFL-1.1' : licence);
