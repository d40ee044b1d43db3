import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { picturePathsSource } from '../../card-site/bundle/picture-paths.ts';
import type { Json } from '../../cli/doctor/checks/stack-template.ts';
import { projectPath } from '../../project-path.ts';
import { DESIGN_VERSIONS } from '../support/design-versions.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

interface Plugin {
  new (serverless: unknown): unknown;
  readonly guardCode: (text: string, reference: string) => Json;
  readonly bundleNameOf: (folder: string) => string;
  readonly picturePathsCode: (text: string, designVersions: DesignVersions) => string;
}

const project = projectPath();
const Plugin = createRequire(import.meta.url)(projectPath('tools/package/serverless-bundle.cjs')) as Plugin; // osls wants CommonJS

const REFERENCE = '{{resolve:secretsmanager:edgecard/test/page-keys:SecretString:::}}';

test('puts a reference to the secret in place of the page keys and changes nothing else', () => {
  const text = readFileSync(projectPath('edge/card-site-guard.js'), 'utf8');
  const [before, after] = text.split('{{page-keys}}');
  expect(Plugin.guardCode(text, REFERENCE)).toEqual({ 'Fn::Join': ['', [before, REFERENCE, after]] });
});

test('names the bundle that draws by what is in it, and by nothing else', async () => {
  await using folder = await temporaryFolder('bundle');
  const files = [
    'edge/origin-response.js',
    'edge/origin-response/bucket-ABC.js',
    'edge/fallback.jpg',
    'dist/design-versions.json',
    'dist/pack/manifest.json',
  ];
  const write = async (file: string, text: string) => {
    await mkdir(dirname(join(folder.path, file)), { recursive: true });
    await writeFile(join(folder.path, file), text);
  };
  for (const file of files) await write(file, 'as it was');
  const name = Plugin.bundleNameOf(folder.path);
  expect(name).toMatch(/^[0-9a-f]{12}$/);
  await write('edge/origin-request.js', 'another function');
  expect(Plugin.bundleNameOf(folder.path)).toBe(name);
  const names = [name];
  for (const file of files) {
    await write(file, 'changed');
    names.push(Plugin.bundleNameOf(folder.path));
  }
  expect(new Set(names).size).toBe(files.length + 1);
});

test.each([
  ['none', 'function handler() {}'],
  ['two', '{{page-keys}} {{page-keys}}'],
])('refuses a guard with %s of its placeholder', (_count, text) => {
  expect(() => Plugin.guardCode(text, REFERENCE)).toThrow('must hold {{page-keys}} once');
});

test('takes the function in front of the pictures as the build of these design versions wrote it', () => {
  const text = picturePathsSource(DESIGN_VERSIONS);
  expect(Plugin.picturePathsCode(text, DESIGN_VERSIONS)).toBe(text);
  expect(() => Plugin.picturePathsCode(text, { ...DESIGN_VERSIONS, default: 'ffffffffffff' })).toThrow('is of another build');
});

test('must come after the compiler', () => {
  const serverless = { serviceDir: project, service: {}, pluginManager: { plugins: [] } };
  expect(() => new Plugin(serverless)).toThrow('must be listed after serverless-plugin-typescript');
});
