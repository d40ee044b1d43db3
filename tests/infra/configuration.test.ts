// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are those of osls
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { SETTINGS } from '../../edge/core/config.ts';
import { ERROR_MIN_SECONDS, FALLBACK_PAGE } from '../../local/cloudfront/error-page.ts';
import { projectPath } from '../../project-path.ts';
import { PROMISES } from '../faults/expected.ts';

const texts = ['serverless.yml', ...readdirSync(projectPath('infra')).map((name) => `infra/${name}`)]
  .filter((path) => /\.(yml|json|cjs)$/.test(path))
  .map((path) => [path, readFileSync(projectPath(path), 'utf8')] as const);
const pictures = readFileSync(projectPath('infra/pictures.yml'), 'utf8');

test.each(texts)('%s holds no secret', (_path, text) => {
  // Long runs of letters and digits together are what keys look like.
  const runs = text.match(/[A-Za-z0-9+_]{24,}/g) ?? [];
  expect(runs.filter((run) => /\d/.test(run) && /[A-Za-z]/.test(run))).toEqual([]);
  expect(text).not.toMatch(/^\s*SecretString:|AKIA[0-9A-Z]{16}|BEGIN [A-Z ]*PRIVATE KEY/m);
});

test('every setting of the functions is an origin header, and every such header a setting', () => {
  const given = [...pictures.matchAll(/- HeaderName: (\S+)/g)].map(([, name]) => name);
  expect(given.sort()).toEqual(
    Object.values(SETTINGS)
      .map(({ header }) => header)
      .sort(),
  );
});

test('keys come by reference to a secret', () => {
  const keys = [...pictures.matchAll(/HeaderName: \S+-keys\n\s+(?:#.*\n\s+)?HeaderValue: (.+)/g)].map(([, value]) => value);
  expect(keys).toEqual(['${self:custom.signingKeysReference}', '${self:custom.pageKeysReference}']);
  expect(texts[0]?.[1]).toContain(
    "signingKeysReference: '{{resolve:secretsmanager:${self:custom.signingKeys}:SecretString:::${param:signingKeysVersion}}}'",
  );
  expect(texts[0]?.[1]).toContain(
    "pageKeysReference: '{{resolve:secretsmanager:${self:custom.pageKeys}:SecretString:::${param:pageKeysVersion}}}'",
  );
});

test('the emulator’s error page is that of the deployment: its path, its status, its headers', () => {
  const pages = [...pictures.matchAll(/ErrorCode: \d+, .*ResponseCode: (\d+), ResponsePagePath: (\S+) \}/g)].map(
    ([, ...both]) => both,
  );
  expect(pages).toEqual(Array(4).fill(['200', '*fallback']));
  expect(pictures).toContain(`PathPattern: &fallback ${FALLBACK_PAGE.path}`);
  for (const [name, value] of Object.entries(FALLBACK_PAGE.addedHeaders))
    expect(pictures.slice(pictures.indexOf('FallbackHeaders:'))).toContain(
      `{ Header: ${name}, Value: ${value}, Override: true }`,
    );
  expect(ERROR_MIN_SECONDS).toBe(PROMISES.cloudfront.keptSeconds);
});

test('CloudFront keeps its own errors for as long as the faults are judged by', () => {
  const kept = [...pictures.matchAll(/ErrorCode: (\d+), ErrorCachingMinTTL: (\d+)/g)].map(([, ...both]) => both.map(Number));
  const { keptSeconds } = PROMISES.cloudfront;
  expect(kept).toEqual([500, 502, 503, 504].map((code) => [code, keptSeconds]));
});

test('docs/6-configure.md has every parameter of a deployment, and the defaults of the switches', () => {
  const page = readFileSync(projectPath('docs/6-configure.md'), 'utf8');
  const block =
    /\nparams:\n {2}default:\n([\s\S]*?)\n\n?provider:/.exec(readFileSync(projectPath('serverless.yml'), 'utf8'))?.[1] ?? '';
  const params = [...block.matchAll(/^ {4}(\w+): '?(.*?)'?$/gm)].map(([, name = '', value = '']) => ({ name, value }));
  expect(params.length).toBeGreaterThan(15);
  expect(params.filter(({ name }) => !page.includes(`\`${name}\``))).toEqual([]);
  const switches = params.filter(({ value }) => value === 'on' || value === 'off');
  expect(switches.filter(({ name, value }) => !page.includes(`| \`${name}\` | \`${value}\` |`))).toEqual([]);
});

test('docs/7-deploy.md says for how many stages an account has room', () => {
  const count = texts.flatMap(([, text]) => text.match(/Type: AWS::CloudFront::ResponseHeadersPolicy/g) ?? []).length;
  const page = readFileSync(projectPath('docs/7-deploy.md'), 'utf8');
  // cloudfront-limits.html: 20 policies of response headers.
  expect(page).toContain(`room for ${Math.floor(20 / count)} stages: each takes ${count} of its 20 policies of response headers`);
});

test('no `*` stands for a resource without a comment that says why', () => {
  const unexplained = readdirSync(projectPath('infra'))
    .filter((file) => file.endsWith('.yml'))
    .flatMap((file) => {
      const lines = readFileSync(projectPath('infra', file), 'utf8').split('\n');
      return lines.flatMap((line, index) => {
        // All of something: `*` itself, every bucket, every Region, every distribution.
        const isWide = /Resource:.*('\*'|:::\*'|:\*:\$\{AWS::AccountId\}|:\*:\*)|distribution\/\*/.test(line);
        const isExplained = line.includes(' # ') || /^\s*#/.test(lines[index - 1] ?? '') || file === 'picture-key.yml';
        return isWide && !isExplained ? [`${file}:${index + 1} ${line.trim()}`] : [];
      });
    });
  expect(unexplained).toEqual([]);
});
