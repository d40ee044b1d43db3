// A distribution on this machine: HTTP in, a CloudFront Function in front of the cache, whatever is asked on a miss, HTTP out.
// not-imitated.ts says what it leaves out.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Log } from '../../edge/core/ports.ts';
import { listen } from '../http/listen.ts';
import { type Answer, headerOf } from './answer.ts';
import type { CloudFrontFunction } from './cloudfront-function.ts';
import { createEdge, type EdgeParts, type Served } from './edge.ts';
import { withoutHeaders } from './error-page.ts';
import type { ViewerRequest } from './events.ts';
import { loggablePath } from './loggable-path.ts';
import { refuse } from './refusals.ts';
import { admit, send } from './viewer.ts';
import { runViewerFunction, ViewerFunctionFailure } from './viewer-function.ts';

export interface DistributionOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** The CloudFront Function on viewer-request, in front of the cache. Asked for each request; without it paths are keys as they came. */
  readonly viewerRequest?: (() => CloudFrontFunction) | undefined;
  /** Paths of a behaviour without that function. */
  readonly isWithoutFunction?: (path: string) => boolean;
  /** Given the way through the cache, what to do when the cache has no answer. */
  readonly ask: (serve: (viewer: ViewerRequest) => Promise<Served>) => EdgeParts['ask'];
  /** DefaultRootObject: what a request for `/` becomes behind the function in front of the cache. Without it S3 is asked for `/`, which lists. */
  readonly rootObject?: string | undefined;
  /** Whether simultaneous misses of one address wait for the first one's answer. */
  readonly collapse: boolean;
  /** Called with the reason why a function's result was refused, among others. */
  readonly log: Log;
  /** The cache's clock. */
  readonly now: () => number;
  /** ErrorCachingMinTTL. */
  readonly errorMinSeconds: number;
  readonly cacheBytes?: number | undefined;
  /** Taken from every answer, by the response headers policies. */
  readonly removedHeaders: readonly string[];
}

export interface Distribution {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
  clearCache(): void;
  /** Forgets one path, as it is after the function in front of the cache, as an invalidation of it does. */
  removeFromCache(path: string): void;
  /** Paths, with `*` at the end only, and tags, which begin with `#`. */
  invalidate(items: readonly string[]): void;
}

/** Larger than CloudFront's limit, so that the refusal is ours and not Node's. */
const MAX_PARSED_HEADER_BYTES = 256 * 1024;

export async function startDistribution(options: DistributionOptions): Promise<Distribution> {
  const { viewerRequest, isWithoutFunction = () => false, ask, rootObject, log, removedHeaders, cacheBytes } = options;
  const { now, collapse, errorMinSeconds } = options;
  const size = cacheBytes === undefined ? {} : { cacheBytes };
  const edge = createEdge({ ask: ask((viewer) => edge.serve(viewer)), now, collapse, errorMinSeconds, ...size });

  function inFrontOfCache(viewer: ViewerRequest, request: IncomingMessage): ViewerRequest | Answer {
    if (!viewerRequest || isWithoutFunction(viewer.path)) return viewer;
    try {
      return runViewerFunction(viewerRequest(), viewer, request);
    } catch (error) {
      if (!(error instanceof ViewerFunctionFailure)) throw error;
      log('viewer_function_failed', { reason: error.message, path: loggablePath(viewer.path) });
      return refuse('FunctionExecutionError');
    }
  }

  const server = createServer({ maxHeaderSize: MAX_PARSED_HEADER_BYTES }, (request, response) => {
    const viewer = admit(request);
    const asked = 'status' in viewer ? viewer : inFrontOfCache(viewer, request);
    if ('status' in viewer || 'status' in asked) {
      send(request, response, { answer: asked as Answer, result: 'Miss', kept: false }); // an answer, as the condition says
      return;
    }
    edge
      .serve(rootObject !== undefined && asked.path === '/' ? { ...asked, path: `/${rootObject}` } : asked)
      .then((served) => {
        send(request, response, { ...served, answer: withoutHeaders(served.answer, removedHeaders) });
        log('served', servedFields(viewer, asked.path, served));
      })
      .catch((error: unknown) => {
        log('emulator_failed', { path: loggablePath(viewer.path), reason: error instanceof Error ? error.stack : String(error) });
        sendFailure(response);
      });
  });
  server.on('clientError', refuseUnreadable);

  const { origin: url, port, close } = await listen(server, options.port);
  return { url, port, close, clearCache: edge.clear, removeFromCache: edge.remove, invalidate: edge.invalidate };
}

function servedFields({ method, path }: ViewerRequest, cacheKey: string, { answer, result }: Served) {
  return {
    method,
    path: loggablePath(path),
    ...(cacheKey === path ? {} : { cacheKey: loggablePath(cacheKey) }),
    status: answer.status,
    cache: result,
    card: headerOf(answer, 'x-card-status'),
    bytes: answer.body.length,
  };
}

/** A fault of the emulator itself, which must not look like one of CloudFront's. */
function sendFailure(response: ServerResponse): void {
  if (response.headersSent) response.destroy();
  else response.writeHead(500, { 'content-type': 'text/plain' }).end('The CloudFront emulator failed; its log says why.\n');
}

function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable) return;
  const answer = refuse(error.code === 'HPE_HEADER_OVERFLOW' ? 'large headers' : 'no HTTP');
  socket.end(
    `HTTP/1.1 ${answer.status} Refused\r\nContent-Type: text/html\r\nContent-Length: ${answer.body.length}\r\nConnection: close\r\n\r\n${answer.body}`,
  );
}
