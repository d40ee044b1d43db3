import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createKeyRotation, type RotationEvent } from '../../cloud/key-rotation/create-key-rotation.ts';
import { createDeployedKeys } from '../../cloud/key-rotation/deployed-keys.ts';
import { parseKeys, rotateKeys } from '../../cloud/key-rotation/rotate-keys.ts';
import { type KeyRotationAccount, openKeyRotationAccount } from '../doubles/aws/key-rotation-account.ts';
import { callDeployed } from './call-deployed.ts';

const STEPS = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const;
const credentials = { accessKeyId: 'LOCALKEY', secretAccessKey: 'local-secret' };
const eventOf = (Step: RotationEvent['Step'], ClientRequestToken: string): RotationEvent => ({
  Step,
  SecretId: 'edgecard/test/page-keys',
  ClientRequestToken,
});

let aws: KeyRotationAccount;
beforeEach(async () => {
  aws = await openKeyRotationAccount('key-one');
});
afterEach(() => aws.close());

function rotation() {
  const options = { region: 'us-east-1', endpoint: aws.endpoint, credentials, maxAttempts: 1 };
  const deployedKeys = createDeployedKeys(new CloudFrontClient(options), 'E1', 'x-card-page-keys');
  return createKeyRotation({ secrets: new SecretsManagerClient(options), deployedKeys });
}

async function rotate(token: string): Promise<readonly string[]> {
  const rotateKeys = rotation();
  for (const step of STEPS) await rotateKeys(eventOf(step, token));
  return parseKeys(aws.value('AWSCURRENT') ?? '');
}

describe('A rotation', () => {
  test('first puts a second key next to the one that goes on signing', async () => {
    expect(await rotate('a')).toEqual(['key-one', expect.stringMatching(/^[0-9a-f]{64}$/)]);
  });

  test('then lets the second sign, a new one wait, and the former be accepted', async () => {
    const [, second] = await rotate('a');
    aws.deploy();
    const [signs, waits, accepted] = await rotate('b');
    expect([signs, accepted]).toEqual([second, 'key-one']);
    expect(waits).toMatch(/^[0-9a-f]{64}$/);
    aws.deploy();
    expect(await rotate('c')).toEqual([waits, expect.stringMatching(/^[0-9a-f]{64}$/), signs]);
  });

  test('never leaves the edge with a first key that it does not know', async () => {
    const before = await rotate('a');
    await expect(rotate('b')).rejects.toThrow('The next key is not deployed yet. Raise keysRevision, deploy, and rotate again.');
    expect(parseKeys(aws.value('AWSCURRENT') ?? '')).toEqual(before);
    expect(aws.value('AWSPENDING')).toBe(before.join()); // no version was made for b
    aws.deploy();
    expect((await rotate('b'))[0]).toBe(before[1]);
  });

  test('makes one version only, however often its steps come', async () => {
    const rotateKeys = rotation();
    for (const step of STEPS.flatMap((one) => [one, one])) await rotateKeys(eventOf(step, 'a'));
    expect(aws.calls.filter((call) => call === 'PutSecretValue')).toHaveLength(1);
    expect(aws.calls.filter((call) => call === 'UpdateSecretVersionStage')).toHaveLength(1);
  });

  test('knows no fifth step', async () => {
    await expect(rotation()(eventOf('dropSecret' as RotationEvent['Step'], 'a'))).rejects.toThrow(
      'Step must be createSecret, setSecret, testSecret or finishSecret; got "dropSecret".',
    );
  });
});

test('keys are at least 16 letters and digits, as headers and the guard want them, and no two are alike', () => {
  const made = Array.from({ length: 100 }, () => rotateKeys(['a'])[1] ?? '');
  for (const key of made) expect(key).toMatch(/^[A-Za-z0-9]{16,}$/);
  expect(new Set(made).size).toBe(100);
});

test('a secret without a key is an error', () => {
  expect(() => rotateKeys(parseKeys(' , '))).toThrow('The secret holds no key.');
});

test('the function that is deployed does it, calls no more than its role allows, and prints no key', async () => {
  const written = await callDeployed(
    'rotate-page-keys',
    STEPS.map((step) => eventOf(step, 'a')),
    {
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: aws.endpoint, // these two stand for AWS
      AWS_ENDPOINT_URL_CLOUDFRONT: aws.endpoint,
      DISTRIBUTION_ID: 'E1',
    },
  );
  expect(written).toEqual(['', '']);
  expect(parseKeys(aws.value('AWSCURRENT') ?? '')).toHaveLength(2);
  expect([...new Set(aws.calls)].sort()).toEqual([
    'DescribeSecret',
    'GetDistributionConfig',
    'GetSecretValue',
    'PutSecretValue',
    'UpdateSecretVersionStage',
  ]);
});
