import { expect, test } from '@jest/globals';
import { DEVELOPMENT_KEYS, parseConfig } from '../../../../edge/core/config.ts';
import { problemOfKeys } from '../../../../tools/deploy/account/usable-keys.ts';
import { CONFIG_HEADERS } from '../../../support/events.ts';

const KEY = 'k'.repeat(16);

test.each([
  ['a key', KEY],
  ['two keys', `${KEY},${'l'.repeat(64)}`],
  ['a space after the comma', `${KEY}, ${'l'.repeat(16)}`],
  ['a key in base64', 'q83vEjRWeJCrze8SNFZ4kA=='],
  ['punctuation that ends nothing', 'a-b_c.d~e!f$g*h(i)j'],
])('%s can be deployed, and the functions take it', (_name, text) => {
  expect(problemOfKeys(text)).toBeUndefined();
  expect(() => parseConfig({ ...CONFIG_HEADERS, 'x-card-page-keys': text })).not.toThrow();
});

test.each([
  ['no text', undefined, 'holds bytes and no text'],
  ['nothing', '', 'holds no key'],
  ['spaces', '  ', 'holds no key'],
  [
    'what AWS’s console makes of a key and a value',
    '{"key":"abcdefghijklmnop"}',
    'holds JSON; the keys are plain text, separated by commas',
  ],
  ['a file with its last line break', `${KEY}\n`, 'holds a line break, as a file does at its end; write the keys without one'],
  [
    'a short key',
    'hunter2',
    'holds a key that is not 16 or more letters and digits (of other characters, none of , { } " \' \\ and no space)',
  ],
  ['a short key behind a good one', `${KEY},hunter2`, 'holds in place 2 of 2 a key that is not 16 or more letters and digits'],
  ['a comma at the end', `${KEY},`, 'in place 2 of 2'],
  ['what would end the guard’s text', `${'k'.repeat(16)}'`, 'a key that is not'],
  ['a backslash', `${'k'.repeat(16)}\\`, 'a key that is not'],
  ['a reference that nobody resolved', `{{resolve:${KEY}}}`, 'holds JSON'],
  ['letters that no header takes', 'ключключключключ', 'a letter beyond ASCII'],
  ['a space that is none', `${KEY}\u00a0`, 'a character that is not seen'],
  ['a mark of a file’s beginning', `\uFEFF${KEY}`, 'a character that is not seen'],
  ['a tab behind the comma', `${KEY},\t${KEY}`, 'a tab'],
  ['a space in a key', `${KEY} ${KEY}`, 'a key that is not'],
  ['more than a header takes', 'k'.repeat(1784), 'holds 1784 characters, more than the 1783 that CloudFront takes'],
  ['the local stack’s key', DEVELOPMENT_KEYS.signing, 'holds a development key, which is public'],
])('%s is refused in words that do not quote it', (_name, text, problem) => {
  const said = problemOfKeys(text);
  expect(said).toContain(problem);
  if (text && text.trim().length > 2) expect(said).not.toContain(text.trim());
});
