import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ensureKeySecrets } from '../../../../tools/deploy/account/key-secrets.ts';
import { problemOfKeys } from '../../../../tools/deploy/account/usable-keys.ts';
import { DeployError } from '../../../../tools/deploy/deploy-error.ts';
import { type AwsServer, startAwsServer } from '../../../doubles/aws/aws-server.ts';
import { createSecrets, type Secrets } from '../../../doubles/aws/secrets-manager.ts';

const SIGNING = 'edgecard/prod/signing-keys';
const PAGE = 'edgecard/prod/page-keys';

let secrets: Secrets;
let server: AwsServer;
let calls: string[];
let printed: string[];
let client: SecretsManagerClient;
beforeEach(async () => {
  secrets = createSecrets();
  [calls, printed] = [[], []];
  server = await startAwsServer({
    json: secrets.operations,
    before: ({ name }) => void calls.push(name.replace('secretsmanager.', '')),
  });
  const credentials = { accessKeyId: 'LOCALKEY', secretAccessKey: 'local-secret' };
  client = new SecretsManagerClient({ region: 'us-east-1', endpoint: server.endpoint, credentials, maxAttempts: 1 });
});
afterEach(async () => {
  client.destroy();
  await server.close();
});

const ensure = (dryRun = false) =>
  ensureKeySecrets(client, { service: 'edgecard', stage: 'prod', dryRun, print: (line) => void printed.push(line.trim()) });

describe('On an empty account', () => {
  test('both secrets are made, each with a key of its own that can be deployed', async () => {
    const { signing, page } = await ensure();
    expect([signing?.name, page?.name]).toEqual([SIGNING, PAGE]);
    expect(signing?.keys).toEqual([secrets.value(SIGNING, signing?.version)]);
    expect(page?.keys).toEqual([secrets.value(PAGE, page?.version)]);
    expect(signing?.keys).not.toEqual(page?.keys);
    for (const name of [SIGNING, PAGE]) {
      expect(problemOfKeys(secrets.value(name))).toBeUndefined();
      expect(secrets.value(name)).toMatch(/^[a-z0-9]{64}$/);
    }
    expect(printed).toEqual([`${SIGNING}: made, with a new key`, `${PAGE}: made, with a new key`]);
  });

  test('a dry run says so and makes nothing', async () => {
    expect(await ensure(true)).toEqual({ signing: undefined, page: undefined });
    expect(secrets.names()).toEqual([]);
    expect(printed[0]).toBe(`${SIGNING}: is not there; it would be made, with a new key`);
  });
});

describe('Keys that are there', () => {
  test('are taken as they are, by the version that is current', async () => {
    secrets.put(SIGNING, 'a-key-brought-before-the-first-deployment');
    secrets.put(PAGE, 'the-page-key-before');
    const version = secrets.put(PAGE, 'the-page-key-now,the-page-key-before');
    const { signing, page } = await ensure();
    expect(signing?.keys).toEqual(['a-key-brought-before-the-first-deployment']);
    expect(page).toEqual({ name: PAGE, version, keys: ['the-page-key-now', 'the-page-key-before'] });
    expect(calls).toEqual(['GetSecretValue', 'GetSecretValue']);
    expect(printed).toEqual([]);
  });

  test('that are to be deleted are restored', async () => {
    secrets.put(SIGNING, 'a-key-of-the-stage-before');
    secrets.put(PAGE, 'a-page-key-of-the-stage-before');
    secrets.remove(PAGE);
    expect(await ensure(true)).toMatchObject({ page: undefined });
    expect(secrets.isDeleted(PAGE)).toBe(true);
    expect((await ensure()).page?.keys).toEqual(['a-page-key-of-the-stage-before']);
    expect(secrets.isDeleted(PAGE)).toBe(false);
    expect(printed.at(-1)).toBe(`${PAGE}: was to be deleted; restored`);
  });

  test('that cannot be deployed are refused before anything is made, with what to do', async () => {
    secrets.put(SIGNING, '{"key":"abcdefghijklmnop"}');
    const refused = ensure();
    await expect(refused).rejects.toThrow(DeployError);
    await expect(refused).rejects.toThrow(
      `The secret ${SIGNING} holds JSON; the keys are plain text, separated by commas. Write it with: aws secretsmanager put-secret-value --region us-east-1 --secret-id ${SIGNING} --secret-string file://key.txt, a file that holds the keys and nothing after them. Nothing has been built or changed.`,
    );
    expect(secrets.names()).toEqual([SIGNING]);
  });

  test('a secret without a value is refused', async () => {
    secrets.put(SIGNING, 'about to be gone');
    secrets.empty(SIGNING);
    await expect(ensure()).rejects.toThrow(`The secret ${SIGNING} holds no value.`);
  });
});
