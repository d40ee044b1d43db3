import { expect, test } from '@jest/globals';
import { misspeltVariables } from '../../../cli/terminal/misspelt-variables.ts';

test.each([
  ['EDGECARD_SINGING_KEY', 'EDGECARD_SIGNING_KEY'],
  ['EDGECARD_SIGNING_KEYS', 'EDGECARD_SIGNING_KEY'],
  ['edgecard_signing_key', 'EDGECARD_SIGNING_KEY'],
  ['EDGECARD_PAGEKEY', 'EDGECARD_PAGE_KEY'],
])('%s is nearly ours', (name, meant) => {
  expect(misspeltVariables({ [name]: 'x' })).toEqual([
    `The variable ${name} is set, and nothing reads it. Did you mean ${meant}?`,
  ]);
});

test('ours, those of tests and those of somebody else are nothing to speak of', () => {
  const names = [
    'EDGECARD_SIGNING_KEY',
    'EDGECARD_PAGE_KEY',
    'EDGECARD_S3_KEY',
    'EDGECARD_SEED',
    'EDGECARD_TEAM_URL',
    'SIGNING_KEYS',
  ];
  expect(misspeltVariables(Object.fromEntries(names.map((name) => [name, 'x'])))).toEqual([]);
});
