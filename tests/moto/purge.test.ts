// @examples article score
// `cards versions` and `cards purge` against moto's S3, with versions of objects, and its CloudFront.
import {
  CreateBucketCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { TEMPLATE_NAMES } from '../../card-schema/catalogue.ts';
import { build, folder, json, keys, OLD, OLDER, sharePurgeFolder } from '../cli/purge-folder.ts';
import { runCommand } from '../cli/run-command.ts';
import { makeDistribution } from './distribution.ts';
import { clientOptions, openRelay, type Relay } from './relay.ts';

sharePurgeFolder();

let moto: Relay;
let s3: S3Client;
let bucket: string;

beforeEach(async () => {
  moto = await openRelay();
  s3 = new S3Client({ ...clientOptions(moto), forcePathStyle: true });
  bucket = `pictures-${moto.account}`;
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  await s3.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  for (const Key of [...keys(), 'packs/0123', 'robots.txt']) {
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: 'four', ServerSideEncryption: 'aws:kms' }));
  }
});
afterEach(async () => {
  s3.destroy();
  await moto.close();
});

const cards = (...args: readonly string[]) => runCommand(folder.path, [...args, '--bucket', bucket], moto.environment);
const versionsOf = async (ending: string) => {
  const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: bucket }));
  const of = (all: readonly { readonly Key?: string | undefined }[]) => all.filter(({ Key = '' }) => Key.endsWith(ending)).length;
  return { pictures: of(Versions), markers: of(DeleteMarkers) };
};

test('versions counts what is held of each design', async () => {
  const { held } = json(await cards('versions', '--json'));
  expect(held).toHaveLength(TEMPLATE_NAMES.length + 3);
  expect(held[0]).toEqual({ template: 'score', designVersion: build.score, pictures: 2, bytes: 8, old: false });
});

test('a purged picture gets a delete marker, its versions stay, and CloudFront forgets its addresses', async () => {
  const distribution = await makeDistribution(moto);
  const { code, err } = await cards('purge', '/1-2-3.jpg', '--distribution', distribution, '--yes', '--json');
  expect([code, err]).toEqual([0, '']);
  expect(moto.calls.at(-1)).toBe('cloudfront:CreateInvalidation');
  expect(await versionsOf('1-2-3.jpg')).toEqual({ pictures: 3, markers: 3 });
  expect(await versionsOf('4-5-6.jpg')).toEqual({ pictures: 1, markers: 0 });
});

test('with --versions nothing of it is left, and other pictures are', async () => {
  await cards('purge', '/1-2-3.jpg', '--yes');
  const outcome = await cards('purge', '/1-2-3.jpg', '--versions', '--yes', '--json');
  expect(json(outcome)).toMatchObject({ deleted: 6, failed: [] });
  expect(await versionsOf('1-2-3.jpg')).toEqual({ pictures: 0, markers: 0 });
  expect(await versionsOf('.jpg')).toEqual({ pictures: 3, markers: 0 });
});

test('old designs go, and what this build draws stays', async () => {
  expect(json(await cards('purge', '--old', '--yes', '--json'))).toMatchObject({ deleted: 3, failed: [] });
  const { held } = json(await cards('versions', '--json'));
  const found = (held as readonly { designVersion: string; pictures: number }[]).filter(({ pictures }) => pictures > 0);
  expect(found.map(({ designVersion }) => designVersion)).not.toEqual(expect.arrayContaining([OLD]));
  expect(found.map(({ designVersion }) => designVersion)).not.toEqual(expect.arrayContaining([OLDER]));
});
