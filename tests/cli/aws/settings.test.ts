// What a command says of the user's own AWS settings.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { asked } from '../../../cli/aws/aws.ts';
import { explainCredentials } from '../../../cli/aws/profiles.ts';
import { clientSettings } from '../../../cli/aws/settings.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

let folder: TemporaryFolder;
let files: Record<string, string>;
beforeEach(async () => {
  folder = await temporaryFolder('aws');
  files = { AWS_CONFIG_FILE: join(folder.path, 'config'), AWS_SHARED_CREDENTIALS_FILE: join(folder.path, 'credentials') };
});
afterEach(() => folder.remove());

const config = (text: string) => writeFile(files['AWS_CONFIG_FILE'] ?? '', text);

test.each([
  ['AWS_USE_FIPS_ENDPOINT', 'maybe', 'AWS_USE_FIPS_ENDPOINT must be true or false; got "maybe".'],
  ['AWS_USE_DUALSTACK_ENDPOINT', 'True', 'must be true or false; got "True".'],
  ['AWS_MAX_ATTEMPTS', 'many', 'AWS_MAX_ATTEMPTS must be a whole number from 1; got "many".'],
  ['AWS_RETRY_MODE', 'sometimes', 'AWS_RETRY_MODE must be standard or adaptive'],
  ['AWS_DEFAULTS_MODE', 'odd', 'AWS_DEFAULTS_MODE must be auto, standard'],
  [
    'AWS_ENDPOINT_URL_S3',
    'nonsense',
    'AWS_ENDPOINT_URL_S3 must be an address that begins with https:// or http://; got "nonsense".',
  ],
])('refuses %s=%s by its name', (name, value, sentence) => {
  expect(() => clientSettings('us-east-1', { ...files, [name]: value })).toThrow(sentence);
});

test('a key that no header takes is refused, and not shown', () => {
  expect(() => clientSettings('us-east-1', { ...files, AWS_ACCESS_KEY_ID: 'geheim ☃' })).toThrow(
    /^AWS_ACCESS_KEY_ID must be of ASCII characters without spaces\.$/,
  );
});

test("refuses a value of the profile's, and leaves other profiles alone", async () => {
  await config('[default]\nregion = eu-west-1\n[profile odd]\nuse_fips_endpoint = maybe # comment\n');
  expect(clientSettings('us-east-1', files)).toEqual({ region: 'us-east-1' });
  expect(() => clientSettings('us-east-1', { ...files, AWS_PROFILE: 'odd' })).toThrow(
    `use_fips_endpoint in ${files['AWS_CONFIG_FILE']} or ${files['AWS_SHARED_CREDENTIALS_FILE']} must be true or false; got "maybe".`,
  );
});

test('takes what the SDK takes: nothing, empty values, settings of a service below their key', async () => {
  await config('[default]\nretry_mode = adaptive\ns3 =\n  max_attempts = many\n[services x]\nmax_attempts = many\n');
  expect(clientSettings('eu-west-1', { ...files, AWS_USE_FIPS_ENDPOINT: '', AWS_MAX_ATTEMPTS: '5' })).toEqual({
    region: 'eu-west-1',
  });
});

test('a profile that does not exist is named, with those that do', async () => {
  await config('[default]\n[profile prod]\n[profile "two words"]\n[sso-session s]\n');
  await writeFile(files['AWS_SHARED_CREDENTIALS_FILE'] ?? '', '[old]\naws_access_key_id = A\n');
  expect(explainCredentials({ ...files, AWS_PROFILE: 'prdo' })).toMatch(
    /^AWS_PROFILE names the profile "prdo", which is not in .*config or .*credentials; there are old, default, prod, two words\.$/,
  );
  expect(explainCredentials({ ...files, AWS_PROFILE: 'prod' })).toMatch(/^The profile "prod" of .* gives no credentials: log in/);
  expect(explainCredentials(files)).toBeUndefined();
});

test('files that are folders, or are not there, are no profiles', async () => {
  await mkdir(files['AWS_CONFIG_FILE'] ?? '');
  expect(explainCredentials({ ...files, AWS_PROFILE: 'prod' })).toMatch(/there is none\.$/);
});

test('a token file that cannot be read is named', () => {
  expect(explainCredentials({ ...files, AWS_WEB_IDENTITY_TOKEN_FILE: '/no/such' })).toBe(
    'AWS_WEB_IDENTITY_TOKEN_FILE names /no/such, which cannot be read.',
  );
});

test.each([
  ['InvalidClientTokenId', /AWS_PROFILE/],
  ['SignatureDoesNotMatch', /clock of this machine/],
  ['RequestExpired', /clock of this machine/],
  ['ExpiredToken', /Log in to AWS again/],
])('%s of AWS comes with what to do', async (name, remedy) => {
  const refused = Object.assign(new Error('No'), { name });
  await expect(asked('S3, listing pictures', Promise.reject(refused))).rejects.toThrow(remedy);
});

test('no way to AWS is said as such', async () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:9'), { code: 'ECONNREFUSED' });
  await expect(asked('S3, listing pictures', Promise.reject(refused))).rejects.toThrow(
    /^S3, listing pictures: no answer \(ECONNREFUSED\)\./,
  );
});
