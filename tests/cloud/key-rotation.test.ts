import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createKeyRotation, type RotationEvent } from '../../cloud/key-rotation/create-key-rotation.ts';
import { createLiveKeys } from '../../cloud/key-rotation/live-keys.ts';
import { parseKeys, rotateKeys } from '../../cloud/key-rotation/rotate-keys.ts';
import {
  GUARD,
  type KeyRotationAccount,
  openKeyRotationAccount,
  PAGE_KEYS,
  referenceTo,
} from '../doubles/aws/key-rotation-account.ts';
import { callDeployed } from './call-deployed.ts';

const STEPS = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const;
const credentials = { accessKeyId: 'LOCALKEY', secretAccessKey: 'local-secret' };
const eventOf = (Step: RotationEvent['Step'], ClientRequestToken: string): RotationEvent => ({
  Step,
  SecretId: PAGE_KEYS,
  ClientRequestToken,
});

let aws: KeyRotationAccount;
beforeEach(async () => {
  aws = await openKeyRotationAccount('key-one');
});
afterEach(() => aws.close());

function rotation() {
  const options = { region: 'us-east-1', endpoint: aws.endpoint, credentials, maxAttempts: 1 };
  const holders = { distributionId: 'E1', header: 'x-card-page-keys', guard: GUARD };
  const liveKeys = createLiveKeys(new CloudFrontClient(options), holders);
  return createKeyRotation({ secrets: new SecretsManagerClient(options), liveKeys });
}

async function rotate(token: string): Promise<readonly string[]> {
  const rotateKeys = rotation();
  for (const step of STEPS) await rotateKeys(eventOf(step, token));
  return parseKeys(aws.value('AWSCURRENT') ?? '');
}

const NOT_LIVE = 'The next key is not live yet in both, the distribution and the guard. Deploy, and rotate again.';

/** What the functions sign with, and whether the guard opens to it. */
function isOpen(): boolean {
  const { header, guard } = aws.live();
  return parseKeys(guard).includes(parseKeys(header)[0] ?? '');
}

describe('Rotations and deployments together', () => {
  test('two rotations between two deployments leave both holders as they were deployed', async () => {
    await rotate('a');
    aws.deploy();
    const deployed = aws.live();
    await rotate('b');
    await expect(rotate('c')).rejects.toThrow(NOT_LIVE);
    expect(aws.live()).toEqual(deployed);
    expect(isOpen()).toBe(true);
    aws.deploy();
    expect(aws.live()).toEqual({ header: aws.value('AWSCURRENT'), guard: aws.value('AWSCURRENT') });
    expect(isOpen()).toBe(true);
  });

  test('a deployment of new code alone changes both holders, because both name the version', async () => {
    await rotate('a');
    aws.deploy({ header: `${referenceTo(aws.current())} and new code` }); // the guard's code is what it was
    expect(aws.live().guard).toBe(aws.live().header);
    const before = aws.live();
    aws.deploy(); // of the same version
    expect(aws.live()).toEqual(before);
  });

  test('a guard whose text stays the same is not trusted to have what the header has', async () => {
    // What a template without versions would do: CloudFormation reads the secret again for the distribution alone.
    const current = referenceTo('');
    aws.deploy({ header: current, guard: current });
    const [, second] = await rotate('a');
    aws.deploy({ header: `${current} and new code`, guard: current });
    expect(parseKeys(aws.live().header)).toContain(second);
    expect(parseKeys(aws.live().guard)).not.toContain(second);
    await expect(rotate('b')).rejects.toThrow(NOT_LIVE);
    expect(isOpen()).toBe(true);
  });

  test('a deployment that was undone takes its keys out of both, and nothing rotates to them', async () => {
    const former = referenceTo(aws.current());
    await rotate('a');
    aws.deploy();
    aws.deploy({ header: former, guard: former }); // CloudFormation's roll-back, or a person's
    expect(aws.live()).toEqual({ header: 'key-one', guard: 'key-one' }); // a version that is current no more can still be read
    await expect(rotate('b')).rejects.toThrow(NOT_LIVE);
  });

  test('nothing rotates while CloudFront brings a deployment to its locations', async () => {
    await rotate('a');
    aws.deploy();
    aws.setStatus('InProgress');
    await expect(rotate('b')).rejects.toThrow('CloudFront is still bringing a deployment to its locations.');
    aws.setStatus('Deployed');
    expect(await rotate('b')).toHaveLength(3);
  });

  test('a key of one’s own is rotated to when it is live in both, and not before', async () => {
    aws.put('key-one,a-key-of-ones-own');
    await expect(rotate('a')).rejects.toThrow(NOT_LIVE);
    aws.deploy();
    expect((await rotate('a'))[0]).toBe('a-key-of-ones-own');
  });
});

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
    await expect(rotate('b')).rejects.toThrow(NOT_LIVE);
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
      GUARD_NAME: GUARD,
    },
  );
  expect(written).toEqual(['', '']);
  expect(parseKeys(aws.value('AWSCURRENT') ?? '')).toHaveLength(2);
  expect([...new Set(aws.calls)].sort()).toEqual([
    'DescribeSecret',
    'GetDistribution',
    'GetFunction',
    'GetSecretValue',
    'PutSecretValue',
    'UpdateSecretVersionStage',
  ]);
});
