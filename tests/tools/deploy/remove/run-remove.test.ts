import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { projectPath } from '../../../../project-path.ts';
import type { DeployClients } from '../../../../tools/deploy/account/clients.ts';
import { findFunctionSuffix } from '../../../../tools/deploy/account/function-suffix.ts';
import { ensureKeySecrets } from '../../../../tools/deploy/account/key-secrets.ts';
import { type RemoveOptions, runRemove } from '../../../../tools/deploy/remove/run-remove.ts';
import { openStageAccount, type StageAccount } from '../../../doubles/aws/stage-account.ts';

const ZIPS = 'edgecard-dev-serverlessdeploymentbucket-a1b2c3d4e5f6';
const PICTURES = 'edgecard-dev-picturebucket-a1b2c3d4e5f6';
const PHOTOS = 'edgecard-dev-photobucket-a1b2c3d4e5f6';
const OTHERS = ['edgecard-dev-2-picturebucket-a1b2c3d4e5f6', 'edgecard-dev-photos', 'edgecard-dev-logbucket-backup', 'another'];
const FUNCTIONS = ['edgecard-dev-originRequest', 'edgecard-dev-originResponse-2'];

let aws: StageAccount;
let clients: DeployClients;
let printed: string[];
beforeEach(async () => {
  printed = [];
  aws = await openStageAccount({
    zips: ZIPS,
    buckets: {
      [ZIPS]: 5,
      [PICTURES]: 3,
      [PHOTOS]: 9,
      'edgecard-dev-photoinbox-a1b2c3d4e5f6': 1,
      'edgecard-dev-cardsitebucket-a1b2c3d4e5f6': 4,
      'edgecard-dev-logbucket-a1b2c3d4e5f6': 0,
      ...Object.fromEntries(OTHERS.map((name) => [name, 1])),
    },
    functions: [...FUNCTIONS, 'edgecard-dev-originRequestOfMine', 'edgecard-prod-originRequest'],
  });
  clients = {
    cloudFormation: new CloudFormationClient(aws.options),
    cloudFront: new CloudFrontClient(aws.options),
    lambda: new LambdaClient(aws.options),
    logsIn: () => new CloudWatchLogsClient(aws.options),
    s3: new S3Client(aws.options),
    secrets: new SecretsManagerClient(aws.options),
  };
});
afterEach(async () => {
  for (const client of Object.values(clients)) if (typeof client !== 'function') client.destroy();
  await aws.close();
});

const remove = (options: Partial<RemoveOptions> = {}) =>
  runRemove(
    { stage: 'dev', confirm: 'edgecard-dev', withPictures: false, ...options },
    { project: projectPath(), clientsFor: () => clients, print: (line) => void printed.push(line), pauseMs: 1 },
  );

const CHANGES = /^(UpdateTerminationProtection|DeleteStack|s3 Delete|lambda Delete|secretsmanager\.Delete|Logs_)/;

describe('Without its name typed', () => {
  test.each([undefined, 'edgecard-prod'])('nothing is removed: --confirm %s', async (confirm) => {
    await expect(remove({ confirm })).rejects.toThrow(
      'Nothing has been removed. If you mean it, run it again with --confirm edgecard-dev.',
    );
    expect(aws.calls.filter((call) => CHANGES.test(call))).toEqual([]);
    const said = printed.join('\n');
    expect(said).toContain('the stack edgecard-dev, with both distributions');
    for (const [bucket, kind] of [
      [PICTURES, 'pictures'],
      [PHOTOS, 'photos'],
    ])
      expect(said).toMatch(
        new RegExp(`^Kept: the signing keys.*, the bucket ${bucket} \\(${kind}\\) and the key that encrypts it`, 'm'),
      );
    expect(said).toContain(
      '- the bucket edgecard-dev-photoinbox-a1b2c3d4e5f6 (inbox of photos), with every version of its objects',
    );
    for (const other of OTHERS) expect(said).not.toContain(other);
  });
});

test('A stack that a deployment is changing keeps all that it has, its zips too', async () => {
  aws.state.stack = 'UPDATE_IN_PROGRESS';
  await expect(remove()).rejects.toThrow('The stack is being changed (UPDATE_IN_PROGRESS). Wait until that has ended');
  expect(aws.calls.filter((call) => CHANGES.test(call))).toEqual([]);
});

test('Of a stage that does not exist, the name is doubted', async () => {
  aws.state.stack = undefined; // under whatever name
  await expect(remove({ stage: 'dve', confirm: undefined })).rejects.toThrow('Nothing has been removed.');
  expect(printed[0]).toBe(
    "No stack is called edgecard-dve, and no bucket or edge function is left of one: is the stage's name right?",
  );
});

test('the name of another stack is said to be one', async () => {
  await expect(remove({ confirm: 'edgecard-prod' })).rejects.toThrow(
    /^--confirm edgecard-prod names another stack\. Nothing has been removed\./,
  );
});

describe('A stage that is taken down', () => {
  test('loses its stack, buckets, functions, page keys and logs, and keeps signing keys, pictures and photos', async () => {
    aws.state.replicas = false;
    await remove();
    expect(aws.state.stack).toBeUndefined();
    expect([...aws.state.buckets.keys()].sort()).toEqual([PICTURES, PHOTOS, ...OTHERS].sort());
    expect(aws.state.functions).toEqual(['edgecard-dev-originRequestOfMine', 'edgecard-prod-originRequest']);
    expect([aws.secrets.isDeleted('edgecard/dev/page-keys'), aws.secrets.isDeleted('edgecard/dev/signing-keys')]).toEqual([
      true,
      false,
    ]);
    expect(aws.calls.filter((call) => call.startsWith('Logs_')).length).toBeGreaterThan(10);
    const said = printed.join('\n');
    expect(said).toContain('aws secretsmanager delete-secret --region us-east-1 --secret-id edgecard/dev/signing-keys');
    expect(said).toContain(`- the photos in ${PHOTOS} (S3's price for storage): the same command with --with-pictures.`);
    expect(said).toContain('aws kms schedule-key-deletion --region us-east-1 --key-id key-1');
  });

  test('loses its pictures and photos as well when that is asked for', async () => {
    aws.state.replicas = false;
    await remove({ withPictures: true });
    expect([...aws.state.buckets.keys()].sort()).toEqual([...OTHERS].sort());
  });

  test('waits for nothing while CloudFront has copies of its functions, and says what to do', async () => {
    await expect(remove()).rejects.toThrow(
      /^CloudFront still has copies of edgecard-dev-originRequest and edgecard-dev-originResponse-2\. .* Run the same command again later/,
    );
    expect(aws.state.stack).toBeUndefined();
    aws.state.replicas = false;
    await remove(); // hours later
    expect(aws.state.functions.filter((name) => FUNCTIONS.includes(name))).toEqual([]);
  });

  test('is set up again at once, with its signing keys, while the copies are still there', async () => {
    await expect(remove()).rejects.toThrow('CloudFront still has copies');
    const keys = await ensureKeySecrets(clients.secrets, { service: 'edgecard', stage: 'dev', dryRun: false, print: () => {} });
    expect(keys.signing?.keys).toEqual(['a-key-of-this-stage-of-ours']);
    expect(keys.page?.keys).toEqual(['a-key-of-this-stage-of-ours']); // taken back
    expect(await findFunctionSuffix(clients, 'edgecard-dev')).toBe('-3');
  });

  test.each([
    's3 DeleteObjects',
    'UpdateTerminationProtection',
    'DeleteStack',
    's3 DeleteBucket',
    'secretsmanager.DeleteSecret',
    'lambda DeleteFunction',
  ])('and whose removal ends at %s, is taken down by the next', async (call) => {
    aws.state.replicas = false;
    let ended = false;
    aws.state.before = (name) => {
      if (name !== call || ended) return;
      ended = true;
      throw Object.assign(new Error('ended'), { code: 'AccessDenied', status: 403 });
    };
    await expect(remove()).rejects.toThrow();
    await remove();
    expect(aws.state.stack).toBeUndefined();
    expect([...aws.state.buckets.keys()].sort()).toEqual([PICTURES, PHOTOS, ...OTHERS].sort());
    expect(aws.state.functions.filter((name) => FUNCTIONS.includes(name))).toEqual([]);
  });

  test('that was never made whole is not asked for a protection that it has not', async () => {
    [aws.state.stack, aws.state.isProtected, aws.state.replicas] = ['REVIEW_IN_PROGRESS', false, false];
    await remove();
    expect(aws.state.stack).toBeUndefined();
    expect(aws.calls).not.toContain('UpdateTerminationProtection');
  });

  test('is taken down where its resources may not be listed, which only says the id of a key', async () => {
    aws.state.replicas = false;
    aws.state.before = (name) => {
      if (name === 'ListStackResources') throw Object.assign(new Error('no'), { code: 'AccessDenied', status: 403 });
    };
    await remove();
    expect(aws.state.stack).toBeUndefined();
    expect(printed.join('\n')).toContain('--key-id ID (its tags are app=edgecard, stage=dev)');
  });

  test('says that it could not be deleted where the reason may not be read', async () => {
    aws.state.before = (name) => {
      if (name === 'DeleteStack') aws.state.buckets.set(ZIPS, 1);
      if (name === 'DescribeStackEvents') throw Object.assign(new Error('no'), { code: 'AccessDenied', status: 403 });
    };
    await expect(remove()).rejects.toThrow(/could not be deleted \(DELETE_FAILED\)\.\nWhy is not known: AccessDenied/);
  });

  test('says why when CloudFormation cannot delete the stack, and what to do', async () => {
    aws.state.before = (name) => {
      if (name === 'DeleteStack') aws.state.buckets.set(ZIPS, 1); // a deployment puts something there meanwhile
    };
    await expect(remove()).rejects.toThrow(
      /could not be deleted \(DELETE_FAILED\)\.\n- ServerlessDeploymentBucket .*not empty.*A bucket holds objects: run it again/,
    );
  });
});
