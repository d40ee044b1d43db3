import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { projectPath } from '../../project-path.ts';

interface Lifecycle {
  readonly lifecycleOf: (retiredVersions: string, inUse: readonly string[]) => { readonly Rules: readonly object[] };
}

const infra = projectPath('infra');
const { lifecycleOf } = createRequire(import.meta.url)(join(infra, 'picture-lifecycle.cjs')) as Lifecycle; // osls wants CommonJS

test('keeps every picture by default', () => {
  expect(lifecycleOf('', []).Rules).not.toContainEqual(expect.objectContaining({ ExpirationInDays: expect.anything() }));
});

test('removes what was drawn in retired design versions, each named once', () => {
  const rules = lifecycleOf('0123456789ab, ba9876543210,0123456789ab', ['cccccccccccc']).Rules;
  expect(rules.slice(2)).toEqual([
    { Id: 'retired-0123456789ab', Status: 'Enabled', Prefix: '0123456789ab/', ExpirationInDays: 1 },
    { Id: 'retired-ba9876543210', Status: 'Enabled', Prefix: 'ba9876543210/', ExpirationInDays: 1 },
  ]);
});

test.each([
  ['too short, which would be a prefix of others', 'abc', 'a design version has 12 hex digits; got "abc"'],
  ['in another spelling', '0123456789AB', 'a design version has 12 hex digits'],
  ['the packs', 'packs', 'a design version has 12 hex digits'],
  ['in use', 'cccccccccccc', 'cccccccccccc is what this build draws'],
  ['one too many', Array.from({ length: 999 }, (_, at) => at.toString(16).padStart(12, '0')).join(), 'at most 998; got 999'],
])('refuses a version that is %s', (_what, retired, complaint) => {
  expect(() => lifecycleOf(retired, ['cccccccccccc'])).toThrow(complaint);
});
