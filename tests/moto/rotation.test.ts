// The rotation of the page keys, step by step, against moto's Secrets Manager and CloudFront.
import {
  CloudFrontClient,
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetDistributionConfigCommand,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createKeyRotation, type RotationEvent } from '../../cloud/key-rotation/create-key-rotation.ts';
import { createLiveKeys } from '../../cloud/key-rotation/live-keys.ts';
import { parseKeys } from '../../cloud/key-rotation/rotate-keys.ts';
import { configWith, makeDistribution } from './distribution.ts';
import { clientOptions, openRelay, type Relay } from './relay.ts';

const STEPS = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const;
const HEADER = 'x-card-page-keys';
const GUARD = 'edgecard-test-card-site-guard';
const SecretId = 'edgecard/test/page-keys';
/** As Secrets Manager names a version. */
const tokenOf = (letter: string) => `${letter.repeat(8)}-1111-4111-8111-111111111111`;

let moto: Relay;
let secrets: SecretsManagerClient;
let cloudFront: CloudFrontClient;
let distribution: string;

beforeEach(async () => {
  moto = await openRelay();
  secrets = new SecretsManagerClient(clientOptions(moto));
  cloudFront = new CloudFrontClient(clientOptions(moto));
  await secrets.send(new CreateSecretCommand({ Name: SecretId, SecretString: 'key-one' }));
  distribution = await makeDistribution(moto, { 'x-card-bucket': 'pictures', [HEADER]: 'key-one' });
  await makeGuard('key-one');
});
afterEach(async () => {
  secrets.destroy();
  cloudFront.destroy();
  await moto.close();
});

const stage = async (VersionStage: string) =>
  (await secrets.send(new GetSecretValueCommand({ SecretId, VersionStage }))).SecretString ?? '';

async function makeGuard(keys: string): Promise<void> {
  await cloudFront.send(
    new CreateFunctionCommand({
      Name: GUARD,
      FunctionConfig: { Comment: '', Runtime: 'cloudfront-js-2.0' },
      FunctionCode: Buffer.from(`const PAGE_KEYS = '${keys}'.split(',');\n`),
    }),
  );
}

/** As a deployment does: distribution and guard get the keys that are current. */
async function deploy({ guard = true } = {}): Promise<void> {
  // moto updates no functions.
  if (guard) {
    await cloudFront.send(new DeleteFunctionCommand({ Name: GUARD, IfMatch: '*' }));
    await makeGuard(await stage('AWSCURRENT'));
  }
  const { ETag } = await cloudFront.send(new GetDistributionConfigCommand({ Id: distribution }));
  const config = configWith('deployed', { [HEADER]: await stage('AWSCURRENT') });
  await cloudFront.send(
    new UpdateDistributionCommand({ Id: distribution, ...(ETag ? { IfMatch: ETag } : {}), DistributionConfig: config }),
  );
}

async function rotate(token: string, steps: readonly RotationEvent['Step'][] = STEPS): Promise<readonly string[]> {
  const holders = { distributionId: distribution, header: HEADER, guard: GUARD };
  const rotation = createKeyRotation({ secrets, liveKeys: createLiveKeys(cloudFront, holders) });
  for (const Step of steps) await rotation({ Step, SecretId, ClientRequestToken: tokenOf(token) });
  return parseKeys(await stage('AWSCURRENT'));
}

test('a second key is put next to the first, then signs, and the former is still accepted', async () => {
  const [first, second] = await rotate('a');
  expect(first).toBe('key-one');
  await deploy();
  expect(await rotate('b')).toEqual([second, expect.stringMatching(/^[0-9a-f]{64}$/), 'key-one']);
});

test('without a deployment in between, the second rotation fails and leaves every stage as it was', async () => {
  const before = await rotate('a');
  await expect(rotate('b')).rejects.toThrow('The next key is not live yet in both');
  expect(parseKeys(await stage('AWSCURRENT'))).toEqual(before);
  const { VersionIdsToStages = {} } = await secrets.send(new DescribeSecretCommand({ SecretId }));
  expect(VersionIdsToStages[tokenOf('a')]).toContain('AWSCURRENT');
  expect(Object.keys(VersionIdsToStages)).not.toContain(tokenOf('b'));
});

test('a deployment that leaves the guard as it was does not make the next key one to rotate to', async () => {
  await rotate('a');
  await deploy({ guard: false });
  await expect(rotate('b')).rejects.toThrow('The next key is not live yet in both');
});

test('steps that come twice make one version', async () => {
  await rotate(
    'a',
    STEPS.flatMap((step) => [step, step]),
  );
  expect(moto.calls.filter((call) => call === 'secretsmanager:PutSecretValue')).toHaveLength(1);
});
