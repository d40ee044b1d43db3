// A real S3 server in place of the embedded one: what tests/support/start-radosgw.sh starts, or any other.
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import type { FinishedRequest } from '../../local/s3/server.ts';
import { type LocalStore, localClient } from '../../local/stack/store.ts';
import { type RecordedCall, startRecorder } from './recorded-s3.ts';

export interface RealS3 {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/**
 * The server that EDGECARD_S3_ENDPOINT, EDGECARD_S3_KEY and EDGECARD_S3_SECRET name, if they are set.
 * With EDGECARD_S3=real, as in tools/ci/run.sh, there must be one: it missing must not look like tests that pass.
 */
export function realS3(): RealS3 | undefined {
  const { EDGECARD_S3, EDGECARD_S3_ENDPOINT, EDGECARD_S3_KEY, EDGECARD_S3_SECRET } = process.env;
  const given = [EDGECARD_S3_ENDPOINT, EDGECARD_S3_KEY, EDGECARD_S3_SECRET];
  if (EDGECARD_S3 !== 'real' && given.every((value) => !value)) return undefined;
  if (!EDGECARD_S3_ENDPOINT || !EDGECARD_S3_KEY || !EDGECARD_S3_SECRET) {
    throw new Error(
      'A real S3 server is asked for, but not named: set EDGECARD_S3_ENDPOINT, EDGECARD_S3_KEY and EDGECARD_S3_SECRET, as tests/support/start-radosgw.sh prints them.',
    );
  }
  return { endpoint: EDGECARD_S3_ENDPOINT, accessKeyId: EDGECARD_S3_KEY, secretAccessKey: EDGECARD_S3_SECRET };
}

/** A bucket of the real server, made if it is not there; undefined where there is no such server. */
export async function openRealStore(
  bucket: string,
  onRequest: (finished: FinishedRequest) => void = () => {},
): Promise<LocalStore | undefined> {
  const real = realS3();
  if (!real) return undefined;
  const { endpoint, ...credentials } = real;
  const recorder = await startRecorder(endpoint, (call) => onRequest(asFinished(call)));
  const client = localClient(recorder.origin, credentials);
  const close = async () => {
    client.destroy();
    await recorder.close();
  };
  try {
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
  } catch (error) {
    await close();
    throw error;
  }
  return { endpoint: recorder.origin, bucket, credentials, client, close };
}

/** What the embedded server says of a request. */
function asFinished({ method, target, status }: RecordedCall): FinishedRequest {
  const [, bucket = '', ...key] = decodeURIComponent(new URL(target, 'http://s3').pathname).split('/');
  return { method, bucket, key: key.join('/'), status };
}
