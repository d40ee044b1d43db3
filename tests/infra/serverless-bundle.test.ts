// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are Fn::Sub's
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { picturePathsSource } from '../../card-site/bundle/picture-paths.ts';
import type { Json } from '../../cli/doctor/checks/stack-template.ts';
import { projectPath } from '../../project-path.ts';
import { DESIGN_VERSIONS } from '../support/design-versions.ts';

interface Plugin {
  new (serverless: unknown): unknown;
  readonly guardCode: (text: string, secret: string) => Json;
  readonly picturePathsCode: (text: string, designVersions: DesignVersions) => string;
}

const project = projectPath();
const Plugin = createRequire(import.meta.url)(projectPath('tools/package/serverless-bundle.cjs')) as Plugin; // osls wants CommonJS

test('puts a reference to the secret in place of the page keys and changes nothing else', () => {
  const text = readFileSync(projectPath('edge/card-site-guard.js'), 'utf8');
  const [before, after] = text.split('{{page-keys}}');
  const keys = { 'Fn::Sub': '{{resolve:secretsmanager:${PageKeys}:SecretString}}' };
  expect(Plugin.guardCode(text, 'PageKeys')).toEqual({ 'Fn::Join': ['', [before, keys, after]] });
});

test.each([
  ['none', 'function handler() {}'],
  ['two', '{{page-keys}} {{page-keys}}'],
])('refuses a guard with %s of its placeholder', (_count, text) => {
  expect(() => Plugin.guardCode(text, 'PageKeys')).toThrow('must hold {{page-keys}} once');
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
