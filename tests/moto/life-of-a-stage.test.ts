// A stage from its first deployment to its second life, with osls and our scripts on moto; taken down, it leaves what is kept on purpose.
import { CloudFormationClient, DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { GetFunctionConfigurationCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { expect, test } from '@jest/globals';
import { outputsOf, sharedRealDeployments } from './real-deployments.ts';
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

const functionsIn = async (moto: Relay) => {
  const client = new LambdaClient(clientOptions(moto));
  const { Functions = [] } = await client.send(new ListFunctionsCommand({}));
  client.destroy();
  return Functions.map(({ FunctionName = '' }) => FunctionName).sort();
};
const bucketsIn = async (moto: Relay) => {
  const s3 = new S3Client(clientOptions(moto));
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  s3.destroy();
  return Buckets.map(({ Name = '' }) => Name).sort();
};

/** What taking a stage down asks and changes, in order, up to its functions. It switches off no protection: moto's stacks have none. */
const REMOVAL = [
  'cloudformation:DescribeStacks',
  's3:ListBuckets',
  'lambda:ListFunctions',
  's3:ListObjectVersions',
  's3:DeleteObjects',
  'cloudformation:DeleteStack',
  's3:DeleteBucket',
  'secretsmanager:DescribeSecret',
  'secretsmanager:DeleteSecret',
];
/** As Lambda says it for hours, which moto does not. */
const REPLICATED = {
  code: 'InvalidParameterValueException',
  message: 'Lambda was unable to delete it because it is a replicated function.',
};
const EDGE = ['edgecard-moto-originRequest', 'edgecard-moto-originResponse'];

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

test('a stage is taken down, refused each kind of call in turn, and is set up again at once, with its signing keys', async () => {
  const moto = await shared.openAccount();
  expect(await shared.project.deploy(moto)).toMatchObject({ code: 0, output: expect.stringContaining('Deployed. Pictures: ') });
  const [keys, first] = [await signingKeys(moto), await outputsOf(moto)];
  for (const refused of REMOVAL) {
    moto.refuse = ({ operation }) => operation === refused;
    const { code, output, calls } = await shared.project.remove(moto);
    expect([refused, code, output]).toEqual([refused, 1, expect.stringContaining('not allowed by the test')]);
    expect(output).toContain('what is gone stays gone');
    expect(output).not.toMatch(/\n\s+at /);
    expect(calls).toContain(refused);
  }
  moto.refuse = ({ operation }) => operation === 'lambda:DeleteFunction' && REPLICATED;
  const waiting = await shared.project.remove(moto);
  expect([waiting.output, waiting.code]).toEqual([expect.stringContaining('CloudFront still has copies of'), 1]);
  expect(await functionsIn(moto)).toEqual(EDGE);
  expect(await bucketsIn(moto)).toEqual([first['PhotoBucket'], first['PictureBucketName']]);

  const { code, output } = await shared.project.deploy(moto);
  expect([output, code]).toEqual([expect.stringContaining('Deployed. Pictures: '), 0]);
  expect(await signingKeys(moto)).toBe(keys);
  // Another one of this life keeps the names.
  expect(await shared.project.deploy(moto)).toMatchObject({ code: 0 });
  const edge = (await functionsIn(moto)).filter((name) => name.includes('-origin'));
  expect(edge).toEqual([...EDGE, ...EDGE.map((name) => `${name}-2`)].sort());
  expect((await outputsOf(moto))['CardSiteBucketName']).not.toBe(first['CardSiteBucketName']);

  moto.refuse = () => false;
  const whole = await shared.project.remove(moto);
  expect([whole.output, whole.code]).toEqual([expect.stringContaining('The stage moto is taken down.'), 0]);
  expect([await functionsIn(moto), await signingKeys(moto)]).toEqual([[], keys]);
  expect((await bucketsIn(moto)).every((name) => /^edgecard-moto-(picture|photo)bucket/.test(name))).toBe(true);
}, 300_000);
