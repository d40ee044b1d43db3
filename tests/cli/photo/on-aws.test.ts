import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, describe, expect, test } from '@jest/globals';
import { LOCAL_CREDENTIALS } from '../../../local/stack/config.ts';
import { type DeployedAccount, openDeployedAccount } from '../../doubles/aws/deployed-account.ts';
import { photoBucketsForTests } from '../../support/photo-buckets.ts';
import { ID, OTHER, PHOTO, photoCommands, READY, uploadAnswers } from './photo-commands.ts';
import { isSignedForLambda } from './signed-call.ts';

const { cards, open, folderPath } = photoCommands();

describe('--stack', () => {
  let aws: DeployedAccount | undefined;
  afterEach(async () => {
    await aws?.close();
    aws = undefined;
  });

  test('asks the function URL of the stack, and signs each call but the form, which S3 knows by its own', async () => {
    const api = await open((origin) => ({ ...uploadAnswers(origin, READY), 'GET /photos': [{ json: { photos: [] } }] }));
    aws = await openDeployedAccount({ bucket: 'pictures', photoApi: `${api.origin}/` });
    const { env } = aws;
    await writeFile(join(folderPath(), 'grün.jpg'), 'a picture');
    const { code, out } = await cards(['photo', 'add', 'grün.jpg', '--stack', 'edgecard-test'], env);
    expect([code, out]).toEqual([0, `photo:${ID}  1 face, 1 object: person\n`]);
    expect((await cards(['photo', 'list', '--stack', 'edgecard-test'], { ...env, AWS_SESSION_TOKEN: 'a-token' })).code).toBe(0);
    const signed = api.asked.map((one) => [one.call, isSignedForLambda(one, 'an example of a secret')]);
    expect(new Map(signed as [string, boolean][])).toEqual(
      new Map([
        ['POST /uploads', true],
        ['POST /inbox', false],
        ['GET /uploads/c4x2n8v0w6k1p5zt', true],
        ['GET /photos', true],
      ]),
    );
    expect(api.asked.at(-1)?.headers['x-amz-security-token']).toBe('a-token');
    expect(api.asked.some((one) => isSignedForLambda(one, 'another secret'))).toBe(false);
  });

  test('a stack without photos is named, and so is one that is not there', async () => {
    aws = await openDeployedAccount({ bucket: 'pictures' });
    const without = await cards(['photo', 'list', '--stack', 'edgecard-test'], aws.env);
    expect([without.code, without.err]).toEqual([
      1,
      'The stack edgecard-test has no photos: deploy it with photos switched on (docs/12-photos.md).\n',
    ]);
    expect((await cards(['photo', 'list', '--stack', 'other'], aws.env)).err).toContain('There is no stack other in us-east-1');
  });
});

describe('--bucket', () => {
  const servers = photoBucketsForTests();

  async function openBucket() {
    const { client, bucket, keys } = await servers.open();
    const { accessKeyId, secretAccessKey } = LOCAL_CREDENTIALS;
    const env = {
      AWS_ENDPOINT_URL: servers.endpoint,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    };
    for (const id of [OTHER, ID]) {
      const objects = {
        [`photos/${id}/photo.json`]: JSON.stringify({ ...PHOTO, id }),
        [`photos/${id}/250.jpg`]: `JPEG of ${id}`,
        [`masters/${id}.webp`]: 'master',
      };
      for (const [Key, Body] of Object.entries(objects)) await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
    }
    // One that is being made has no record yet.
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: 'photos/000000000000000z/250.jpg', Body: 'half' }));
    const photo = (...words: readonly string[]) => cards(['photo', ...words, '--bucket', bucket], env);
    return { photo, bucket, keys };
  }

  test('lists and shows without the API, and writes the files', async () => {
    const { photo, bucket } = await openBucket();
    const { code, out } = await photo('list', '--json');
    expect([code, JSON.parse(out)]).toEqual([
      0,
      { place: bucket, photos: [OTHER, ID].map((id) => ({ id, name: 'portrait.jpg', width: 1200, height: 800 })) },
    ]);
    expect((await photo('show', ID, '--out', 'files')).out).toContain('1200 × 800 pixels; 1 face');
    expect(await readFile(join(folderPath(), 'files/250.jpg'), 'utf8')).toBe(`JPEG of ${ID}`);
    const missing = await photo('show', ID.replace('v', 'w'));
    expect([missing.code, missing.err]).toEqual([
      1,
      `There is no photo:${ID.replace('v', 'w')} in ${bucket}. Did you mean photo:${ID}?\n`,
    ]);
  });

  test('removes all of a photo, and of that one alone', async () => {
    const { photo, keys } = await openBucket();
    expect((await photo('remove', ID, '--yes')).out).toBe(
      `photo:${ID} is removed: 3 objects.\nCards that show it are not touched from here: \`purge --photo\` removes them.\n`,
    );
    const left = (await keys()).filter((key) => key.includes(ID));
    expect(left).toEqual([`removed/${ID}`]);
    expect((await keys()).filter((key) => key.includes(OTHER))).toHaveLength(3);
  });

  test('a bucket that is not there is said with the remedy', async () => {
    const { accessKeyId, secretAccessKey } = LOCAL_CREDENTIALS;
    const keys = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
    const env = { AWS_ENDPOINT_URL: servers.endpoint, ...keys };
    for (const words of [['list'], ['show', ID]]) {
      const { code, err } = await cards(['photo', ...words, '--bucket', 'no-such-bucket'], env);
      expect(code).toBe(1);
      expect(err).toContain('NoSuchBucket');
      expect(err).toContain('Look at --bucket and --region.');
    }
  });
});
