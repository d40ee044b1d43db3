// AWS settings that no client can do anything with, in the environment and in files: every name that the installed SDK looks for.
import { globSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectPath } from '../../project-path.ts';

/** A header cannot hold it, a number or a switch neither. */
const NONSENSE = 'nönsense ☃';

const VARIABLE = /\b(?:AWS|SMITHY)_[A-Z0-9]+(?:_[A-Z0-9]+)*\b|_X_AMZN_TRACE_ID/g;
const KEY = /["'.]([a-z][a-z0-9]*(?:_[a-z0-9]+)+)\b/g;

function sdkSources(): readonly string[] {
  const files = globSync(projectPath('node_modules/@{aws-sdk,smithy}/*/dist-cjs/**/*.js'));
  return files.filter((file) => !/browser|native/.test(file)).map((file) => readFileSync(file, 'utf8'));
}

/** More names than the SDK reads, for constants look alike; none fewer. */
export function settingNames(): { readonly variables: readonly string[]; readonly keys: readonly string[] } {
  const sources = sdkSources();
  const variables = new Set(sources.flatMap((text) => [...text.matchAll(VARIABLE)].map(([name]) => name)));
  const services = ['S3', 'SQS', 'SNS', 'DYNAMODB', 'CLOUDFRONT', 'CLOUDFORMATION', 'SECRETS_MANAGER'];
  for (const service of services) variables.add(`AWS_ENDPOINT_URL_${service}`); // the SDK puts these names together
  const keys = sources.filter((text) => text.includes('configFileSelector')).flatMap((text) => [...text.matchAll(KEY)]);
  return { variables: [...variables].sort(), keys: [...new Set(keys.map(([, key = '']) => key))].sort() };
}

/** The variables, each with nonsense, and files with every key, which a profile that there is names. */
export async function nonsenseSettings(folder: string): Promise<Record<string, string>> {
  const { variables, keys } = settingNames();
  const lines = [...keys, 'region', 'services', 'sso_session', 'login_session'].map((key) => `${key} = ${NONSENSE}`).join('\n');
  const config = join(folder, 'aws-config');
  await writeFile(config, `[default]\n${lines}\n[profile nonsense]\n${lines}\n`);
  await mkdir(join(folder, 'aws-credentials')); // a folder where a file should be
  return {
    ...Object.fromEntries(variables.map((name) => [name, NONSENSE])),
    AWS_PROFILE: 'nonsense',
    AWS_CONFIG_FILE: config,
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'aws-credentials'),
    // Node says on standard error that it cannot read this one.
    NODE_EXTRA_CA_CERTS: join(folder, 'no-such-certificates.pem'),
    HTTP_PROXY: 'http://127.0.0.1:9',
    HTTPS_PROXY: 'http://127.0.0.1:9',
    http_proxy: 'http://127.0.0.1:9',
    https_proxy: 'http://127.0.0.1:9',
    ALL_PROXY: 'http://127.0.0.1:9',
    NODE_USE_ENV_PROXY: '1',
    // jest.config.js excepts this machine, for the tests themselves.
    NO_PROXY: '',
    no_proxy: '',
  };
}
