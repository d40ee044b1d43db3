// What the tests of deployments share: the project with everything switched on, a live site for the smoke test, and accounts on moto.
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { everything } from '../infra/packaged-sets.ts';
import { openLiveSite } from '../tools/deploy/smoke/live-site.ts';
import { makeDistribution } from './distribution.ts';
import { openRealProject, type RealProject } from './real-project.ts';
import { clientOptions, type Relay } from './relay.ts';
import { openStackRelay } from './stack-relay.ts';

/** All of it switched on. */
const PARAMETERS = { ...everything, prerender: 'on', photos: 'on' };

export function sharedRealDeployments() {
  let project: RealProject;
  let live: Awaited<ReturnType<typeof openLiveSite>>;
  const open: Relay[] = [];

  beforeAll(async () => {
    live = await openLiveSite();
    project = await openRealProject(PARAMETERS);
  }, 120_000);
  afterEach(async () => {
    for (const moto of open.splice(0)) await moto.close();
  });
  afterAll(async () => {
    await live.close();
    await project.close();
  });

  return {
    get project() {
      return project;
    },
    /** The same project with other parameters. */
    openOther: (params: Readonly<Record<string, string>>) => openRealProject({ ...PARAMETERS, ...params }),
    /** An account in which nothing is but the distribution, which moto's CloudFormation does not make. */
    async openAccount(): Promise<Relay> {
      const values: Record<string, string> = {
        'CloudFrontDistribution.DomainName': live.pictures.replace('http://', ''),
        'CardSiteDistribution.DomainName': live.cardSite.replace('http://', ''),
      };
      const moto = await openStackRelay(values);
      open.push(moto);
      values['CloudFrontDistribution'] = await makeDistribution(moto);
      live.empty();
      const running = { commit: 'unknown', bundle: project.bundle };
      Object.assign(live.state, { running, caches: 'once', signingKeys: () => signingKeysOf(moto) });
      return moto;
    },
  };
}

async function signingKeysOf(moto: Relay): Promise<readonly string[]> {
  const client = new SecretsManagerClient(clientOptions(moto));
  const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: 'edgecard/moto/signing-keys' }));
  client.destroy();
  return SecretString.split(',');
}

/** Outputs of the stack that has been deployed. */
export async function outputsOf(moto: Relay): Promise<Readonly<Record<string, string>>> {
  const client = new CloudFormationClient(clientOptions(moto));
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: 'edgecard-moto' }));
  client.destroy();
  return Object.fromEntries((Stacks[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
}

export async function keysIn(moto: Relay, Bucket: string): Promise<readonly string[]> {
  const s3 = new S3Client(clientOptions(moto));
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  s3.destroy();
  return Contents.map(({ Key = '' }) => Key);
}
