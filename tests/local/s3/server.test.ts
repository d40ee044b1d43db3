import { readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, test } from '@jest/globals';
import { startS3Server } from '../../../local/s3/server.ts';
import { outcome } from '../../support/contract-bucket.ts';
import { ask } from '../../support/raw-request.ts';
import { signedFetch } from './signed-requests.ts';
import { Bucket, credentials, directory, finished, s3, server, shareServer, start, stop } from './started-server.ts';

shareServer();

const text = async (Key: string) => (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();
const put = (Key: string, Body: string, more: object = {}) => s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));

// fetch and the SDK tidy such paths up before they send them; this does not.
const signedRaw = async (key: string, method: string): Promise<number | undefined> => {
  const { signRequest } = await import('../../../local/s3/signature.ts');
  const target = `/${Bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;
  const { host } = new URL(server.endpoint);
  const headers = { host };
  const added = signRequest({ method, target, headers }, { ...credentials, region: 'us-east-1' }, Date.now());
  return (await ask(server.endpoint, target, { method, headers: { ...headers, ...added } })).status;
};

describe('The local S3 server', () => {
  test('listens on this machine only', () => {
    expect(server.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  test('refuses to start on a port that is taken', async () => {
    const port = Number(new URL(server.endpoint).port);
    await expect(startS3Server({ directory: directory.path, port, ...credentials })).rejects.toThrow('EADDRINUSE');
  });

  test('has its objects after a restart', async () => {
    await put('a/b.jpg', 'kept', { ContentType: 'image/jpeg', CacheControl: 'max-age=1' });
    await stop();
    await start();
    expect(await s3.send(new GetObjectCommand({ Bucket, Key: 'a/b.jpg' }))).toMatchObject({
      ContentType: 'image/jpeg',
      CacheControl: 'max-age=1',
    });
    expect(await text('a/b.jpg')).toBe('kept');
  });

  test.each(['../../escape', 'a/../../b', '.', '..', 'con:aux', 'x\\y', '/leading', 'double//slash'])(
    'takes the key %s without making it a file name',
    async (key) => {
      const sent = await signedRaw(key, 'PUT');
      expect(sent).toBe(200);
      expect(await readdir(join(directory.path, Bucket))).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
      expect((await readdir(directory.path)).sort()).toEqual(['.incoming', Bucket]);
      expect(await signedRaw(key, 'GET')).toBe(200);
    },
  );

  test.each(['UPPER', 'a', '.incoming', 'a..b', '%2e%2e', '-a-'])('refuses the bucket name %s', async (bucket) => {
    expect((await signedFetch(`/${bucket}`, { method: 'PUT' })).outcome).toMatch(
      /^(400|403) (InvalidBucketName|SignatureDoesNotMatch|MethodNotAllowed)/,
    );
    expect((await readdir(directory.path)).sort()).toEqual(['.incoming', Bucket]);
  });

  test('ignores what a killed process left behind, and removes it at the next start', async () => {
    const left = join(directory.path, '.incoming', 'half');
    await writeFile(left, '{"key":"half"');
    expect((await signedFetch(`/${Bucket}?list-type=2`)).body).toContain('<KeyCount>0</KeyCount>');
    await stop();
    await start();
    expect(await readdir(join(directory.path, '.incoming'))).toEqual(['half']); // it may be another process's, at work right now
    const minutesAgo = Date.now() / 1000 - 120;
    await utimes(left, minutesAgo, minutesAgo);
    await stop();
    await start();
    expect(await readdir(join(directory.path, '.incoming'))).toEqual([]);
  });

  test('answers a malformed address instead of falling over', async () => {
    const { response } = await signedFetch(`/${Bucket}/%zz`);
    expect(response.status).toBe(400);
    await put('after', 'still here');
    expect(await text('after')).toBe('still here');
  });

  test('reports every finished request', async () => {
    finished.length = 0;
    await put('logged.jpg', 'x', { IfNoneMatch: '*' });
    await outcome(put('logged.jpg', 'x', { IfNoneMatch: '*' }));
    await fetch(`${server.endpoint}/cards/logged.jpg`).then((response) => response.text());
    expect(finished).toEqual([
      { method: 'PUT', bucket: 'cards', key: 'logged.jpg', status: 200 },
      { method: 'PUT', bucket: 'cards', key: 'logged.jpg', status: 412 },
      { method: 'GET', bucket: 'cards', key: 'logged.jpg', status: 403 },
    ]);
  });
});
