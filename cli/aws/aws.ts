// Calls to AWS, with refusals reported in one sentence.
import { types } from 'node:util';
import { ExpectedError } from '../terminal/errors.ts';
import { explainCredentials } from './profiles.ts';

/** AWS, or the way to it, refused a call. The code is that of the service. */
export class AwsError extends ExpectedError {
  override readonly name = 'AwsError';
}

const WRONG_KEY = 'Look at AWS_PROFILE, or at AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.';
const CLOCK = 'Look at the clock of this machine.';
const SIGNATURE = 'AWS_SECRET_ACCESS_KEY does not belong to AWS_ACCESS_KEY_ID, or the clock of this machine is wrong.';

const REMEDIES: Readonly<Record<string, string>> = {
  ExpiredToken: 'Log in to AWS again.',
  ExpiredTokenException: 'Log in to AWS again.',
  InvalidAccessKeyId: WRONG_KEY,
  InvalidClientTokenId: WRONG_KEY,
  UnrecognizedClientException: WRONG_KEY,
  InvalidSignatureException: SIGNATURE,
  SignatureDoesNotMatch: SIGNATURE,
  RequestExpired: CLOCK,
  RequestTimeTooSkewed: CLOCK,
  NoSuchBucket: 'Look at --bucket and --region.',
  PermanentRedirect: 'The bucket is in another Region: give it with --region.',
};

/** Waits for a call. `what` says whose: `S3, listing edgecard-pictures`. Throws AwsError. */
export async function asked<T>(what: string, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (cause) {
    if (!types.isNativeError(cause)) throw cause;
    throw new AwsError(codeOf(cause), `${what}: ${awsReason(cause)}`, { cause });
  }
}

/** In a sentence or two, why a call to AWS failed, behind its name: `SQS: …`. */
export function awsReason(cause: unknown): string {
  const own = localReason(cause);
  if (own !== undefined) return own;
  if (!types.isNativeError(cause)) return String(cause);
  const code = codeOf(cause);
  const remedy = REMEDIES[code] ?? (code.startsWith('AccessDenied') ? 'The credentials lack the permission for it.' : '');
  return `${code}: ${cause.message.replace(/\.?$/, '.')} ${remedy}`.trimEnd();
}

const NO_CREDENTIALS = 'there are no credentials: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.';

const NETWORK = /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|TimeoutError)$/;

/** In a sentence, what failed on this machine and not at AWS: its settings, or the way to the network. */
export function localReason(error: unknown): string | undefined {
  const code = types.isNativeError(error) ? codeOf(error) : '';
  if (['CredentialsProviderError', 'TokenProviderError', 'ENOENT'].includes(code)) return explainCredentials() ?? NO_CREDENTIALS;
  const foreign = isForeignAnswer(error);
  if (!foreign && !NETWORK.test(code)) return undefined;
  const endpoints = Object.entries(process.env).filter(([name, value]) => name.startsWith('AWS_ENDPOINT_URL') && value);
  const set = endpoints.map(([name, value]) => `${name} is ${value}`).join(', ');
  const what = foreign ? 'what answered is not AWS, or a proxy changed its answer' : `no answer (${code})`;
  return `${what}. ${set === '' ? 'Look at the network, and at the Region.' : `${set}: is that right?`}`;
}

/** A page of a proxy or of a hotel's network, in place of JSON or XML: the SDK hangs the response on what its parser threw. */
function isForeignAnswer(error: unknown): boolean {
  return types.isNativeError(error) && error.name === 'SyntaxError' && '$response' in error;
}

/** Node's network errors have their code in a field of its own; their name says nothing. A host of several addresses fails with all. */
function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' && /^(Aggregate)?Error$/.test(error.name) ? error.code : error.name;
}
