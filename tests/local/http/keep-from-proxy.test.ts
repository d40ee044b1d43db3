import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { keepFromProxy } from '../../../local/http/get.ts';

const NAMES = ['no_proxy', 'NO_PROXY'] as const;
const before = NAMES.map((name) => [name, process.env[name]] as const);

beforeEach(() => {
  for (const name of NAMES) delete process.env[name];
});
afterEach(() => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

test('this machine is excepted once, and no other', () => {
  keepFromProxy('127.0.0.1');
  keepFromProxy('127.0.0.1');
  keepFromProxy('social.app.com');
  expect(NAMES.map((name) => process.env[name])).toEqual(['127.0.0.1', '127.0.0.1']);
});

test.each(NAMES)('the user’s own exceptions in %s stay in force, whose small letters go before capital ones', (name) => {
  process.env[name] = 'intranet.app.com, .corp';
  keepFromProxy('localhost');
  expect(process.env['no_proxy'] ?? process.env['NO_PROXY']).toBe('intranet.app.com,.corp,localhost');
});
