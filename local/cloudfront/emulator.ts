// The picture distribution on this machine: the very functions that are deployed, and S3.
import type { Log } from '../../edge/core/ports.ts';
import type { CloudFrontFunction } from './cloudfront-function.ts';
import { type Distribution, startDistribution } from './distribution.ts';
import { askingWithPage, type ErrorPage } from './error-page.ts';
import type { S3Origin } from './events.ts';
import { createMiss, type Handlers } from './miss.ts';

export interface CloudFrontOptions {
  /** 0 takes any free one. */
  readonly port: number;
  readonly handlers: Handlers;
  /** The CloudFront Function on viewer-request, in front of the cache. Asked for each request; without it paths are keys as they came. */
  readonly viewerRequest?: () => CloudFrontFunction;
  readonly origin: S3Origin;
  /** DefaultRootObject: what a request for `/` becomes behind the function in front of the cache. Without it S3 is asked for `/`, which lists. */
  readonly rootObject?: string;
  /** Whether simultaneous misses of one address wait for the first one's answer; by default true. */
  readonly collapse?: boolean;
  /** Called with the reason why a function's result was refused, among others. */
  readonly log?: Log;
  /** The cache's clock. */
  readonly now?: () => number;
  /** ErrorCachingMinTTL: 10 by default, as at CloudFront. */
  readonly errorMinSeconds?: number;
  /** 30,000 by default, as at CloudFront. */
  readonly functionTimeoutMs?: number;
  readonly cacheBytes?: number;
  /** Sent in the place of CloudFront's own errors; none by default. */
  readonly errorPage?: ErrorPage;
  /** Taken from every answer, by the response headers policies; none by default. */
  readonly removedHeaders?: readonly string[];
}

export type CloudFront = Distribution;

export async function startCloudFront(options: CloudFrontOptions): Promise<CloudFront> {
  const { handlers, origin, log = () => {}, collapse = true, now = Date.now, errorMinSeconds = 10 } = options;
  const { functionTimeoutMs, cacheBytes, viewerRequest, rootObject, errorPage, removedHeaders = [] } = options;
  const timeout = functionTimeoutMs === undefined ? {} : { functionTimeoutMs };
  const miss = createMiss({ handlers, origin, log, errorPage, ...timeout });
  const distribution = await startDistribution({
    port: options.port,
    viewerRequest,
    isWithoutFunction: (path) => path === errorPage?.path,
    ask: (serve) => askingWithPage(miss.ask, { page: errorPage, errorMinSeconds, serve }),
    ...{ rootObject, collapse, log, now, errorMinSeconds, cacheBytes, removedHeaders },
  });
  return {
    ...distribution,
    close: async () => {
      await distribution.close();
      miss.close();
    },
  };
}
