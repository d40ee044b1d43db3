import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, test } from '@jest/globals';
import { startS3Server } from '../../../local/s3/server.ts';
import { clientOf, outcome } from '../../support/contract-bucket.ts';
import { signedFetch } from './signed-requests.ts';
import { Bucket, credentials, directory, s3, shareServer } from './started-server.ts';

shareServer();

const put = (Key: string, Body: string, more: object = {}) => s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));

describe('The local S3 server', () => {
  test('refuses keys of more than 1,024 bytes', async () => {
    expect(await outcome(put('ü'.repeat(513), 'x'))).toBe('400 KeyTooLongError');
  });

  test.each([
    ['16 minutes ago', -16 * 60_000, '403 RequestTimeTooSkewed'],
    ['16 minutes ahead', 16 * 60_000, '403 RequestTimeTooSkewed'],
    ['14 minutes ago', -14 * 60_000, '200 done'],
  ])('answers a request signed %s', async (_, offset, expected) => {
    await put('clock', 'x');
    expect((await signedFetch(`/${Bucket}/clock`, { at: Date.now() + offset })).outcome).toBe(expected);
  });

  test.each([
    ['an x-amz- header that nobody signed', { headers: { 'x-amz-checksum-mode': 'ENABLED' } }, '403 AccessDenied'],
    ['another hash than was signed', { headers: { 'x-amz-content-sha256': 'e'.repeat(64) } }, '403 SignatureDoesNotMatch'],
    ['a date of another day', { headers: { 'x-amz-date': '20200101T000000Z' } }, '400 AuthorizationHeaderMalformed'],
    ['another scheme', { headers: { authorization: 'Basic eDp5' } }, '403 AccessDenied'],
  ])('refuses a request with %s', async (_, init, expected) => {
    await put('guarded', 'x');
    expect((await signedFetch(`/${Bucket}/guarded`, init)).outcome).toBe(expected);
  });

  test('refuses a signature for another Region', async () => {
    const elsewhere = await startS3Server({ directory: directory.path, port: 0, ...credentials, region: 'eu-central-1' });
    const client = clientOf({ ...elsewhere, ...credentials });
    const refused = await outcome(client.send(new GetObjectCommand({ Bucket, Key: 'x' }))).finally(() => elsewhere.close());
    client.destroy();
    expect(refused).toBe('400 AuthorizationHeaderMalformed');
  });

  test('sends its errors in chunks, without a length, and none to HEAD', async () => {
    const { response } = await signedFetch(`/${Bucket}/missing`);
    expect(response.headers.get('transfer-encoding')).toBe('chunked');
    expect(response.headers.has('content-length')).toBe(false);
    expect(response.headers.get('content-type')).toBe('application/xml');
    const head = await signedFetch(`/${Bucket}/missing`, { method: 'HEAD' });
    expect(head.response.status).toBe(404);
    expect(head.response.headers.has('transfer-encoding')).toBe(false);
  });

  test.each([
    ['POST', `/${Bucket}/x`, '405 MethodNotAllowed'],
    ['DELETE', `/${Bucket}`, '405 MethodNotAllowed'],
    ['GET', `/${Bucket}?acl`, '501 NotImplemented'],
    ['GET', `/${Bucket}`, '501 NotImplemented'],
    ['GET', `/${Bucket}?list-type=2&max-keys=-1`, '400 InvalidArgument'],
    ['GET', `/${Bucket}/x?versionId=1`, '501 NotImplemented'],
  ])('refuses %s %s instead of doing something else', async (method, path, expected) => {
    expect((await signedFetch(path, { method })).outcome).toBe(expected);
  });
});
