// The photo site as its distribution serves it: the guard in front of the cache, the photo bucket, and where that has no such file the
// function of cloud/create-photo-variant.ts, in a process of its own.
import type { APIGatewayProxyStructuredResultV2, CloudFrontHeaders } from 'aws-lambda';
import type { Log } from '../../edge/core/ports.ts';
import type { Answer } from '../cloudfront/answer.ts';
import { headerOf } from '../cloudfront/answer.ts';
import { type Distribution, startDistribution } from '../cloudfront/distribution.ts';
import { ERROR_MIN_SECONDS, type Outcome, readRemovedHeaders } from '../cloudfront/error-page.ts';
import { header, originRequestOf, type S3Origin, type ViewerRequest } from '../cloudfront/events.ts';
import { createOrigin } from '../cloudfront/origin.ts';
import { refuse } from '../cloudfront/refusals.ts';
import { loadPhotoSiteGuard } from './site-guard.ts';

export interface PhotoSiteOptions {
  /** 0 takes any free one. */
  readonly port: number;
  readonly signingKeys: readonly string[];
  /** The photo bucket. */
  readonly origin: S3Origin;
  /** The function, of a file's key with a slash in front. */
  readonly makeSize: (path: string, method: string) => Promise<APIGatewayProxyStructuredResultV2>;
  /** Whether simultaneous misses of one address wait for the first one's answer; by default true. */
  readonly collapse?: boolean;
  readonly log?: Log;
}

/** S3's own; CloudFront takes them off, and computes the last two again for the viewer. */
const NOT_FOR_VIEWERS = ['x-amz-request-id', 'x-amz-id-2', 'content-length', 'transfer-encoding'];

export async function startPhotoSite(options: PhotoSiteOptions): Promise<Distribution> {
  const { port, signingKeys, origin, makeSize, collapse = true, log = () => {} } = options;
  const guard = loadPhotoSiteGuard(signingKeys);
  const s3 = createOrigin(origin);

  /** The origin group: what S3 has, and where it says 404 what the function says. */
  async function ask(viewer: ViewerRequest, stale: Answer | undefined): Promise<Outcome> {
    const found = await s3.fetch(originRequestOf(viewer, origin, stale && headerOf(stale, 'etag'))).catch((error: unknown) => {
      log('origin_unreachable', { uri: viewer.path, reason: String(error) });
      return undefined;
    });
    if (!found) return { answer: refuse('S3 out of reach'), originFailed: true };
    if (found.status !== 404) return { answer: ofS3(found), originFailed: found.status >= 500 };
    return { answer: await ofFunction(viewer), originFailed: false };
  }

  async function ofFunction({ path, method }: ViewerRequest): Promise<Answer> {
    try {
      const { statusCode = 200, headers = {}, body = '', isBase64Encoded } = await makeSize(path, method);
      const maps = Object.entries(headers).map(([name, value]) => header(name, String(value)));
      return {
        status: statusCode,
        headers: Object.assign({}, ...maps),
        body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
      };
    } catch (error) {
      log('photo_size_failed', { path, reason: String(error) });
      return refuse('S3 out of reach'); // a function URL says 502 as well
    }
  }

  const distribution = await startDistribution({
    port,
    viewerRequest: () => guard,
    ask: () => ask,
    ...{ collapse, log, now: Date.now, errorMinSeconds: ERROR_MIN_SECONDS, removedHeaders: readRemovedHeaders() },
  });
  return {
    ...distribution,
    close: async () => {
      await distribution.close();
      s3.close();
    },
  };
}

function ofS3({ status, headers, body }: Answer): Answer {
  const kept: CloudFrontHeaders = Object.fromEntries(Object.entries(headers).filter(([name]) => !NOT_FOR_VIEWERS.includes(name)));
  return { status, headers: kept, body };
}
