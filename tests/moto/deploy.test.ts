// `npm run deploy` with the real osls and our real template, on moto's CloudFormation as far as it carries (adapted-template.ts).
import { GetBucketEncryptionCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';
import { keysIn, outputsOf, sharedRealDeployments } from './real-deployments.ts';
import { clientOptions } from './relay.ts';

const shared = sharedRealDeployments();

test('a first deployment makes everything, and the same again finds all of it there', async () => {
  const moto = await shared.openAccount();
  const first = await shared.project.deploy(moto);
  expect([first.output, first.code]).toEqual([expect.stringContaining('Deployed. Pictures: '), 0]);
  const { PictureBucketName: Bucket = '', CardSiteBucketName = '' } = await outputsOf(moto);
  const s3 = new S3Client(clientOptions(moto));
  const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
  s3.destroy();
  expect(JSON.stringify(ServerSideEncryptionConfiguration)).toContain('aws:kms');
  expect(await keysIn(moto, CardSiteBucketName)).toEqual(expect.arrayContaining(['index.html', 'deployment.json']));

  const again = await shared.project.deploy(moto);
  expect([again.output, again.code]).toEqual([expect.stringContaining('Deployed. Pictures: '), 0]);
  expect(again.calls).not.toContain('cloudformation:UpdateStack');
  expect(again.output.match(/All there\./g)).toHaveLength(3);
}, 120_000);
