// A stage from its first deployment to its second life, with osls and our scripts on moto.
import { CloudFormationClient, DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { expect, test } from '@jest/globals';
import { findFunctionSuffix } from '../../tools/deploy/account/function-suffix.ts';
import { keysIn, outputsOf, sharedRealDeployments } from './real-deployments.ts';
import { clientOptions, type Relay } from './relay.ts';

const shared = sharedRealDeployments();

const signingKeys = async (moto: Relay) => {
  const client = new SecretsManagerClient(clientOptions(moto));
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: 'edgecard/moto/signing-keys' }));
  client.destroy();
  return SecretString;
};
const memoryOf = async (moto: Relay, FunctionName: string) => {
  const client = new LambdaClient(clientOptions(moto));
  const { MemorySize } = await client.send(new GetFunctionConfigurationCommand({ FunctionName }));
  client.destroy();
  return MemorySize;
};
const typesIn = async (moto: Relay) => {
  const client = new CloudFormationClient(clientOptions(moto));
  const { StackResources = [] } = await client.send(new DescribeStackResourcesCommand({ StackName: 'edgecard-moto' }));
  client.destroy();
  return StackResources.map(({ ResourceType }) => ResourceType);
};

async function nextSuffix(moto: Relay): Promise<string> {
  const [cloudFormation, lambda] = [new CloudFormationClient(clientOptions(moto)), new LambdaClient(clientOptions(moto))];
  const suffix = await findFunctionSuffix({ cloudFormation, lambda }, 'edgecard-moto');
  for (const client of [cloudFormation, lambda]) client.destroy();
  return suffix;
}

test('an update that was refused is made by the next deployment', async () => {
  const moto = await shared.openAccount();
  expect(await shared.project.deploy(moto)).toMatchObject({ code: 0, output: expect.stringContaining('Deployed. Pictures: ') });
  await using other = await shared.openOther({ drawingMemoryMb: '3008', dashboard: 'off' });
  expect(await typesIn(moto)).toContain('AWS::CloudWatch::Dashboard');
  moto.refuse = ({ operation }) => operation === 'cloudformation:UpdateStack';
  expect((await other.deploy(moto)).code).toBe(1);
  expect(await memoryOf(moto, 'edgecard-moto-originResponse')).toBe(2048);
  moto.refuse = () => false;
  const { code, output } = await other.deploy(moto);
  expect([output, code]).toEqual([expect.stringContaining('Deployed. Pictures: '), 0]);
  expect(await memoryOf(moto, 'edgecard-moto-originResponse')).toBe(3008);
  expect(await typesIn(moto)).not.toContain('AWS::CloudWatch::Dashboard');
}, 180_000);

test('a stage that was taken down is set up again, next to what stayed of it, and signs with the keys that it had', async () => {
  const moto = await shared.openAccount();
  expect(await shared.project.deploy(moto)).toMatchObject({ code: 0, output: expect.stringContaining('Deployed. Pictures: ') });
  const [keys, first] = [await signingKeys(moto), await outputsOf(moto)];
  const removed = await shared.project.remove(moto);
  expect([removed.output, removed.code]).toEqual([expect.stringContaining('removed'), 0]);
  expect(await keysIn(moto, first['CardSiteBucketName'] ?? '')).toContain('index.html');
  expect(await memoryOf(moto, 'edgecard-moto-originResponse')).toBe(2048);
  // What `npm run deploy` finds and gives to the package, which is made already here.
  expect(await nextSuffix(moto)).toBe('-2');
  await using next = await shared.openOther({ functionSuffix: '-2' });
  const { code, output } = await next.deploy(moto);
  expect([output, code]).toEqual([expect.stringContaining('Deployed. Pictures: '), 0]);
  expect(await signingKeys(moto)).toBe(keys);
  expect(await memoryOf(moto, 'edgecard-moto-originResponse-2')).toBe(2048);
  const second = await outputsOf(moto);
  expect(second['CardSiteBucketName']).not.toBe(first['CardSiteBucketName']);
  expect(await keysIn(moto, second['CardSiteBucketName'] ?? '')).toContain('index.html');
}, 180_000);
