// The user's AWS settings and the store on this machine, in a process of its own: the SDK reads its environment once.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { nonsenseSettings, settingNames } from '../../../support/nonsense-settings.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts';

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await temporaryFolder('settings');
});
afterEach(() => folder.remove());

function probe(env: Readonly<Record<string, string>>): Promise<string> {
  const args = [join(import.meta.dirname, 'store-probe.ts'), join(folder.path, 'data')];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env: { ...process.env, ...env } }, (_, out, err) => resolve(out + err));
  });
}

test('the names are those of the installed SDK', () => {
  const { variables, keys } = settingNames();
  expect(variables).toEqual(
    expect.arrayContaining(['AWS_USE_FIPS_ENDPOINT', 'AWS_MAX_ATTEMPTS', 'AWS_ENDPOINT_URL', 'AWS_PROFILE']),
  );
  expect(keys).toEqual(expect.arrayContaining(['use_fips_endpoint', 'retry_mode', 'defaults_mode', 'endpoint_url']));
  expect(variables.length).toBeGreaterThan(40);
  expect(keys.length).toBeGreaterThan(15);
});

test('nonsense in every setting does not reach the store', async () => {
  const output = await probe(await nonsenseSettings(folder.path));
  expect(output).toMatch(/^done$/m);
  expect(output).not.toContain('Error');
});

test.each(['true', 'false', '1', 'adaptive', 'auto', 'us-gov-west-1'])(
  'neither does %p, which some of them take',
  async (value) => {
    const env = await nonsenseSettings(folder.path);
    const { AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE, ...others } = env;
    const variables = Object.fromEntries(Object.keys(others).flatMap((name) => (name.startsWith('AWS_') ? [[name, value]] : [])));
    expect(await probe({ ...variables, _X_AMZN_TRACE_ID: value })).toMatch(/^done$/m);
  },
);

test.each([
  ['a profile that does not exist', { AWS_PROFILE: 'no-such-profile' }],
  ['a configuration file that does not exist', { AWS_CONFIG_FILE: '/no/such/file', HOME: '/no/such/home' }],
  ['a configuration file that is a folder', { AWS_CONFIG_FILE: '/', AWS_SHARED_CREDENTIALS_FILE: '/' }],
  ['a home that is a file', { HOME: '/dev/null' }],
  ['endpoints switched off', { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true', AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:9' }],
])('%s does not reach the store', async (_, env) => {
  expect(await probe(env)).toMatch(/^done$/m);
});
