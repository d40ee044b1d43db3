// Signature Version 4 in the authorization header, as S3 takes it: how a request is signed and how a signature is judged.
// Source: "Authenticating Requests: Using the Authorization Header (AWS Signature Version 4)" in Amazon's S3 API reference.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { S3Error, type S3ErrorCode } from './errors.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

export interface RequestToSign {
  readonly method: string;
  /** Path and query exactly as they are sent. */
  readonly target: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** S3 answers RequestTimeTooSkewed beyond fifteen minutes. */
export const MAX_SKEW_MS = 15 * 60_000;
const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=(?<credential>[^,\s]+),\s*SignedHeaders=(?<names>[a-z0-9;-]+),\s*Signature=(?<signature>[0-9a-f]{64})$/;
const CREDENTIAL = /^(?<id>[^/,\s]+)\/(?<day>\d{8})\/(?<region>[^/,\s]+)\/s3\/aws4_request$/;
const AMZ_DATE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** Adds the headers that make a request S3's to answer. The payload is not signed: only requests without a body come here. */
export function signRequest(request: RequestToSign, credentials: Credentials, nowMs: number): Record<string, string> {
  const date = new Date(nowMs).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const added = { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', 'x-amz-date': date };
  const signed = { ...request, headers: { ...request.headers, ...added } };
  // Everything that matters to S3; the rest may change on the way.
  const names = Object.keys(signed.headers).filter((name) => name === 'host' || name === 'range' || name.startsWith('x-amz-'));
  const signature = signatureOf(signed, names.sort(), date, credentials).toString('hex');
  const scope = scopeOf(date, credentials.region);
  return {
    ...added,
    authorization: `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
  };
}

/** Throws the S3Error that S3 answers to a request that these credentials did not sign, or not now. */
export function checkSignature(request: RequestToSign, credentials: Credentials, nowMs: number): void {
  const { credential = '', names, signature = '' } = AUTHORIZATION.exec(headerOf(request, 'authorization'))?.groups ?? {};
  if (!names || !CREDENTIAL.test(credential)) throw new S3Error('AccessDenied');
  const date = headerOf(request, 'x-amz-date');
  checkOwner(credential, date, credentials, 'AuthorizationHeaderMalformed');
  if (!(Math.abs(nowMs - timeOf(date)) <= MAX_SKEW_MS)) throw new S3Error('RequestTimeTooSkewed');
  const signedNames = names.split(';');
  checkSignedNames(request, signedNames);
  if (!matches(signatureOf(request, signedNames, date, credentials), signature)) throw new S3Error('SignatureDoesNotMatch');
}

/** Whose key it was, and for which day and Region; `malformed` is the code for a credential that names others. */
export function checkOwner(credential: string, date: string, credentials: Credentials, malformed: S3ErrorCode): void {
  const { id, day, region } = CREDENTIAL.exec(credential)?.groups ?? {};
  if (id === undefined) throw new S3Error(malformed);
  if (id !== credentials.accessKeyId) throw new S3Error('InvalidAccessKeyId');
  if (region !== credentials.region || day !== date.slice(0, 8)) throw new S3Error(malformed);
}

/** A header that S3 acts on and that nobody vouched for could have been added on the way. */
export function checkSignedNames(request: RequestToSign, signedNames: readonly string[]): void {
  const unsigned = Object.keys(request.headers).filter((name) => name.startsWith('x-amz-') && !signedNames.includes(name));
  if (unsigned.length > 0 || !signedNames.includes('host')) throw new S3Error('AccessDenied');
}

export function matches(expected: Buffer, signature: string): boolean {
  return /^[0-9a-f]{64}$/.test(signature) && timingSafeEqual(expected, Buffer.from(signature, 'hex'));
}

export function signatureOf(request: RequestToSign, names: readonly string[], date: string, credentials: Credentials): Buffer {
  const scope = scopeOf(date, credentials.region);
  return sign(['AWS4-HMAC-SHA256', date, scope, sha256(canonicalRequest(request, names))].join('\n'), date, credentials);
}

/** Signs a text, such as a policy, with the key of its day. */
export function sign(text: string, date: string, { region, secretAccessKey }: Credentials): Buffer {
  const key = scopeOf(date, region).split('/').reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  return hmac(key, text);
}

function canonicalRequest(request: RequestToSign, names: readonly string[]): string {
  const { path, query } = splitTarget(request.target);
  const pairs = query.map(([name, value]) => `${encode(name)}=${encode(value)}`).sort();
  const headers = names.map((name) => `${name}:${headerOf(request, name).trim().replace(/\s+/g, ' ')}\n`);
  return [
    request.method,
    path.split('/').map(encode).join('/'),
    pairs.join('&'),
    headers.join(''),
    names.join(';'),
    headerOf(request, 'x-amz-content-sha256'),
  ].join('\n');
}

/** The decoded path and query of a request target. Nothing is normalised: `//` and `..` are parts of a key like any other. */
export function splitTarget(target: string): { path: string; query: (readonly [string, string])[] } {
  const cut = target.indexOf('?');
  const search = cut < 0 ? '' : target.slice(cut + 1);
  try {
    const pairs = search.split('&').filter(Boolean);
    return {
      path: decodeURIComponent(cut < 0 ? target : target.slice(0, cut)),
      query: pairs.map((pair) => {
        const [name = '', ...value] = pair.split('=');
        return [decodeURIComponent(name), decodeURIComponent(value.join('='))] as const;
      }),
    };
  } catch (cause) {
    throw new S3Error('InvalidURI', { cause });
  }
}

function headerOf(request: RequestToSign, name: string): string {
  const value = request.headers[name] ?? '';
  return typeof value === 'string' ? value : value.join(',');
}

function scopeOf(date: string, region: string): string {
  return `${date.slice(0, 8)}/${region}/s3/aws4_request`;
}

export function timeOf(date: string): number {
  return Date.parse(date.replace(AMZ_DATE, '$1-$2-$3T$4:$5:$6Z'));
}

// encodeURIComponent spares five characters that Signature Version 4 encodes.
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
