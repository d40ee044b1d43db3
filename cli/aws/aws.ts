// Calls to AWS, with refusals reported in one sentence.
import { ExpectedError } from '../terminal/errors.ts';

/** AWS, or the way to it, refused a call. The code is that of the service. */
export class AwsError extends ExpectedError {
  override readonly name = 'AwsError';
}

const REMEDIES: Readonly<Record<string, string>> = {
  CredentialsProviderError: 'Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
  ExpiredToken: 'Log in to AWS again.',
  ExpiredTokenException: 'Log in to AWS again.',
  NoSuchBucket: 'Look at --bucket and --region.',
  PermanentRedirect: 'The bucket is in another Region: give it with --region.',
};

/** Waits for a call. `what` says whose: `S3, listing edgecard-pictures`. Throws AwsError. */
export async function asked<T>(what: string, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    const code = codeOf(cause);
    const remedy = REMEDIES[code] ?? (code.startsWith('AccessDenied') ? 'The credentials lack the permission for it.' : '');
    throw new AwsError(code, `${what}: ${code}: ${cause.message.replace(/\.?$/, '.')} ${remedy}`.trimEnd(), { cause });
  }
}

/** Node's network errors have their code in a field of its own; their name says nothing. */
function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' && error.name === 'Error' ? error.code : error.name;
}
