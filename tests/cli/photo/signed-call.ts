// Whether a call is signed as a Lambda function URL wants it: by AWS's page "Create a signed AWS API request", and not by the signer's code.
import { createHash, createHmac } from 'node:crypto';
import type { Asked } from './photo-api-double.ts';

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/((\d{8})\/([a-z0-9-]+)\/lambda\/aws4_request), SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})$/;

export function isSignedForLambda({ call, headers, body }: Asked, secret: string): boolean {
  const [, , scope = '', , , names = '', signature] = AUTHORIZATION.exec(headers.authorization ?? '') ?? [];
  const [method = '', target = ''] = call.split(' ');
  const { pathname, search } = new URL(target, 'http://host');
  const date = String(headers['x-amz-date']);
  const signed = names.split(';').map((name) => `${name}:${String(headers[name])}\n`);
  const request = [method, pathname, search.slice(1), signed.join(''), names, sha256(body)].join('\n');
  const text = ['AWS4-HMAC-SHA256', date, scope, sha256(request)].join('\n');
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secret}`);
  return names.includes('host') && names.includes('x-amz-date') && hmac(key, text).toString('hex') === signature;
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}
