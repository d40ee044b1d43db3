import { type CloudFront, startCloudFront } from '../../local/cloudfront/emulator.ts';
import type { Handlers } from '../../local/cloudfront/miss.ts';
import { LOCAL_BUCKET, LOCAL_CREDENTIALS, LOCAL_REGION } from '../../local/stack/config.ts';
import { PROMISES } from './expected.ts';

export interface BenchCloudFront extends CloudFront {
  /** Sets origin custom headers over those of the deployment. */
  configure(config: Readonly<Record<string, string>>): void;
  putClockForward(seconds: number): void;
  /** How the last request was answered. */
  lastResult(): string | undefined;
}

interface BenchCloudFrontOptions {
  /** Of S3. */
  readonly endpoint: string;
  readonly handlers: Handlers;
  /** How long CloudFront waits for S3; 30 s by default, as in a deployment. */
  readonly readTimeoutMs?: number | undefined;
  /** The origin custom headers of the deployment. */
  deployed(): Readonly<Record<string, string>>;
}

/** A CloudFront with an empty cache, in front of S3. */
export async function startBenchCloudFront({
  endpoint,
  handlers,
  readTimeoutMs,
  deployed,
}: BenchCloudFrontOptions): Promise<BenchCloudFront> {
  let forwardMs = 0;
  let last: string | undefined;
  const customHeaders: Record<string, string> = { ...deployed() };
  const cloudFront = await startCloudFront({
    port: 0,
    handlers,
    origin: { endpoint, bucket: LOCAL_BUCKET, region: LOCAL_REGION, ...LOCAL_CREDENTIALS, customHeaders, readTimeoutMs },
    errorMinSeconds: PROMISES.cloudfront.keptSeconds,
    now: () => Date.now() + forwardMs,
    log(event, { cache } = {}) {
      if (event === 'served') last = String(cache);
    },
  });
  return {
    ...cloudFront,
    configure: (config) => void Object.assign(customHeaders, deployed(), config),
    putClockForward(seconds) {
      forwardMs += seconds * 1000;
    },
    lastResult: () => last,
  };
}
