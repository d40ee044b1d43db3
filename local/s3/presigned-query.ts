// A signature in the query: an address that anyone who has it may use until it expires.
// Source: "Authenticating Requests: Using Query Parameters (AWS Signature Version 4)" in Amazon's S3 API reference.
import { S3Error } from './errors.ts';
import {
  type Credentials,
  checkOwner,
  checkSignedNames,
  MAX_SKEW_MS,
  matches,
  type RequestToSign,
  signatureOf,
  splitTarget,
  timeOf,
} from './signature.ts';

/** S3's own limit, seven days. */
const MAX_EXPIRES_SECONDS = 604_800;
const SIGNATURE = 'X-Amz-Signature';
const PARAMETERS: readonly string[] = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Date',
  'X-Amz-Expires',
  'X-Amz-SignedHeaders',
  SIGNATURE,
];
/** The SDK's: what it sends as headers with other requests. Checksums of an answer are not imitated. */
const MOVED_HEADERS: readonly string[] = [
  'X-Amz-Content-Sha256',
  'X-Amz-Security-Token',
  'X-Amz-User-Agent',
  'x-amz-checksum-mode',
];

export function isPresigned(target: string): boolean {
  return /[?&]X-Amz-Signature=/.test(target);
}

/** The query without what the signature consists of. */
export function unsignedQuery(query: Iterable<readonly [string, string]>): ReadonlyMap<string, string> {
  return new Map([...query].filter(([name]) => !PARAMETERS.includes(name) && !MOVED_HEADERS.includes(name)));
}

/** Throws the S3Error that S3 answers to an address that these credentials did not sign, or whose time is over. */
export function checkPresigned(request: RequestToSign, credentials: Credentials, nowMs: number): void {
  const query = new Map(splitTarget(request.target).query);
  const [algorithm, credential = '', date = '', expires = '', signedHeaders = '', signature = ''] = PARAMETERS.map((name) =>
    query.get(name),
  );
  const seconds = /^\d{1,9}$/.test(expires) ? Number(expires) : Number.NaN;
  if (algorithm !== 'AWS4-HMAC-SHA256' || !(seconds >= 1 && seconds <= MAX_EXPIRES_SECONDS))
    throw new S3Error('AuthorizationQueryParametersError');
  checkOwner(credential, date, credentials, 'AuthorizationQueryParametersError');
  const fromMs = timeOf(date);
  if (!(fromMs - nowMs <= MAX_SKEW_MS)) throw new S3Error('AccessDenied', { message: 'Request is not valid yet' });
  if (nowMs > fromMs + seconds * 1000) throw new S3Error('AccessDenied', { message: 'Request has expired' });
  const names = signedHeaders.split(';');
  checkSignedNames(request, names);
  const signed = {
    ...request,
    target: withoutSignature(request.target),
    headers: { ...request.headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
  };
  if (!matches(signatureOf(signed, names, date, credentials), signature)) throw new S3Error('SignatureDoesNotMatch');
}

function withoutSignature(target: string): string {
  const [path = '', query = ''] = target.split(/\?(.*)/s);
  return `${path}?${query
    .split('&')
    .filter((pair) => !pair.startsWith(`${SIGNATURE}=`))
    .join('&')}`;
}
