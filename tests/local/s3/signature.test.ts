import { describe, expect, test } from '@jest/globals';
import { AwsV4Signer } from 'aws4fetch';
import { S3Error } from '../../../local/s3/errors.ts';
import { checkSignature, signRequest, splitTarget } from '../../../local/s3/signature.ts';
import { fc } from '../../support/fast-check.ts';

const credentials = { accessKeyId: 'LOCALKEY', secretAccessKey: 'local-secret', region: 'eu-central-1' };
const host = '127.0.0.1:9000';
const NOW = Date.parse('2026-11-21T12:00:00Z');

/** What aws4fetch, an implementation that is not ours, sends for the same request. */
async function otherSignature(method: string, target: string): Promise<string | null> {
  const url = `http://${host}${target}`;
  const datetime = '20261121T120000Z';
  const { headers } = await new AwsV4Signer({ url, method, service: 's3', datetime, ...credentials }).sign();
  return headers.get('authorization');
}

describe('A request to S3', () => {
  test.each([
    '/cards/0123456789ab/any/12-34-10.jpg',
    '/cards/~x/%C3%BC%20%C3%B6.jpg',
    "/cards/it's(a)*key!",
    '/cards/a%2Bb%3Fc%26d%25.jpg',
    '/cards?list-type=2&prefix=a%2Fb&max-keys=1',
    '/cards?empty=&b=2&a=1',
    '/',
  ])('is signed as another implementation signs it: %s', async (target) => {
    for (const method of ['GET', 'HEAD']) {
      const { authorization } = signRequest({ method, target, headers: { host } }, credentials, NOW);
      expect(authorization).toBe(await otherSignature(method, target));
    }
  });

  test('passes the check that a server makes, whatever its path', () => {
    const segment = fc.string({ unit: 'binary' }).map(encodeURIComponent);
    fc.assert(
      fc.property(fc.array(segment), fc.dictionary(segment, segment), (segments, query) => {
        const search = Object.entries(query).map(([name, value]) => `${name}=${value}`);
        const target = `/${segments.join('/')}?${search.join('&')}`;
        const request = { method: 'GET', target, headers: { host } };
        const headers = { ...request.headers, ...signRequest(request, credentials, NOW) };
        checkSignature({ ...request, headers }, credentials, NOW);
      }),
    );
  });

  test.each([
    ['another method', { method: 'PUT' }],
    ['another path', { target: '/cards/other.jpg' }],
    ['another query', { target: '/cards/a.jpg?x=1' }],
    ['another host', { headers: { host: 'elsewhere:9000' } }],
  ])(
    'does not pass it with %s than was signed',
    (_, changes: { method?: string; target?: string; headers?: { host: string } }) => {
      const request = { method: 'GET', target: '/cards/a.jpg', headers: { host } };
      const signed = { ...request, headers: { ...request.headers, ...signRequest(request, credentials, NOW) } };
      const changed = { ...signed, ...changes, headers: { ...signed.headers, ...changes.headers } };
      expect(() => checkSignature(changed, credentials, NOW)).toThrow(expect.objectContaining({ code: 'SignatureDoesNotMatch' }));
    },
  );

  test('does not pass it when its host was not signed', () => {
    const request = { method: 'GET', target: '/cards/a.jpg', headers: {} };
    const signed = { ...request, headers: { host, ...signRequest(request, credentials, NOW) } };
    expect(() => checkSignature(signed, credentials, NOW)).toThrow(expect.objectContaining({ code: 'AccessDenied' }));
  });

  test('makes an S3Error of any other authorization, and nothing else', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.webPath(), (authorization, date, target) => {
        const headers = { host, authorization, 'x-amz-date': date };
        expect(() => checkSignature({ method: 'GET', target, headers }, credentials, NOW)).toThrow(S3Error);
      }),
    );
  });
});

test('A target is taken apart without being tidied up', () => {
  expect(splitTarget('/b/..//%2e/a+b?x=a%3Db=c&y&y=2')).toEqual({
    path: '/b/..//./a+b',
    query: [
      ['x', 'a=b=c'],
      ['y', ''],
      ['y', '2'],
    ],
  });
  expect(() => splitTarget('/%zz')).toThrow(expect.objectContaining({ code: 'InvalidURI' }));
});
