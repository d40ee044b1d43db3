// What happens when the cache has no answer: origin-request, S3, origin-response.
import type { CloudFrontHeaders, CloudFrontRequest, CloudFrontResponse } from 'aws-lambda';
import type { Log } from '../../edge/core/ports.ts';
import { type Answer, headerOf } from './answer.ts';
import { type ErrorPage, type Outcome, withHeaders } from './error-page.ts';
import {
  newRequestId,
  originRequestEvent,
  originRequestOf,
  originResponseEvent,
  type S3Origin,
  type ViewerRequest,
} from './events.ts';
import { callFunction, type EdgeFunction, FunctionFailure, validate } from './functions.ts';
import { loggablePath } from './loggable-path.ts';
import { createOrigin, type OriginAnswer } from './origin.ts';
import { FUNCTION_TIMEOUT_MS, refuse } from './refusals.ts';

export interface Handlers {
  readonly originRequest: EdgeFunction<ReturnType<typeof originRequestEvent>>;
  readonly originResponse: EdgeFunction<ReturnType<typeof originResponseEvent>>;
}

export interface MissParts {
  readonly handlers: Handlers;
  readonly origin: S3Origin;
  readonly log: Log;
  readonly functionTimeoutMs?: number;
  readonly errorPage?: ErrorPage | undefined;
}

/** S3's own; CloudFront takes them off. The last two are computed again for the viewer. */
const NOT_FOR_VIEWERS = ['x-amz-request-id', 'x-amz-id-2', 'content-length', 'transfer-encoding'];

export function createMiss({ handlers, origin, log, functionTimeoutMs = FUNCTION_TIMEOUT_MS, errorPage }: MissParts) {
  const s3 = createOrigin(origin);

  /** Never rejects: whatever fails becomes the answer that CloudFront gives then. */
  async function ask(viewer: ViewerRequest, stale: Answer | undefined): Promise<Outcome> {
    const requestId = newRequestId();
    const request = originRequestOf(viewer, origin, stale && headerOf(stale, 'etag'));
    // No function runs in its behaviour.
    if (viewer.path === errorPage?.path) return pageOf(errorPage, await reach(request), request.method);
    try {
      const decided = await callFunction(handlers.originRequest, originRequestEvent(request, requestId), functionTimeoutMs);
      if ('status' in decided) {
        validate('generated response', decided, request, {});
        return { answer: answerOf(decided, viewer.method), originFailed: false };
      }
      validate('request', decided, request, request.headers);
      // Read-only members are as they were, or the result would have been refused.
      return await askS3({ ...request, ...decided }, requestId);
    } catch (error) {
      return { answer: answerToFailure(error, viewer), originFailed: false };
    }
  }

  function reach(request: CloudFrontRequest): Promise<OriginAnswer | undefined> {
    return s3.fetch(request).catch((error: unknown) => {
      log('origin_unreachable', { uri: request.uri, reason: String(error) });
      return undefined;
    });
  }

  async function askS3(request: CloudFrontRequest, requestId: string): Promise<Outcome> {
    const found = await reach(request);
    // Without an answer there is no origin-response event.
    if (!found) return { answer: refuse('S3 out of reach'), originFailed: true };
    const response = { status: String(found.status), statusDescription: found.statusDescription, headers: found.headers };
    const event = originResponseEvent(request, response as CloudFrontResponse, requestId);
    const result = await callFunction(handlers.originResponse, event, functionTimeoutMs);
    validate('response', result, request, found.headers);
    const answer = answerOf(result, request.method, found);
    return { answer, originFailed: found.status >= 500 && answer.status >= 500 };
  }

  function answerToFailure(error: unknown, viewer: ViewerRequest): Answer {
    const failure = error instanceof FunctionFailure ? error : undefined;
    if (!failure) throw error;
    log('function_failed', {
      kind: failure.kind,
      reason: failure.message,
      method: viewer.method,
      path: loggablePath(viewer.path),
    });
    return refuse(failure.kind);
  }

  return { ask, close: s3.close };
}

function pageOf(page: ErrorPage, found: OriginAnswer | undefined, method: string): Outcome {
  if (!found) return { answer: refuse('S3 out of reach'), originFailed: true };
  const { status, headers } = found;
  const answer = answerOf({ status, headers }, method, found);
  return { answer: status < 400 ? withHeaders(answer, page.addedHeaders) : answer, originFailed: status >= 500 };
}

/** A result that has passed the rules, as an answer. Without a body of its own it has the origin's. */
function answerOf(result: Readonly<Record<string, unknown>>, method: string, origin?: OriginAnswer): Answer {
  const { body, bodyEncoding } = result;
  const headers = { ...((result['headers'] ?? {}) as CloudFrontHeaders) };
  const length = headers['content-length'];
  for (const name of NOT_FOR_VIEWERS) delete headers[name];
  const status = Number(result['status']);
  // The answer to HEAD has no body; the length that S3 gave is passed on, unless the function removed the body.
  if (method === 'HEAD' && length && body === undefined) headers['content-length'] = length;
  if (method === 'HEAD' || status === 204 || status === 304) return { status, headers, body: Buffer.alloc(0) };
  if (typeof body !== 'string') return { status, headers, body: origin?.body ?? Buffer.alloc(0) };
  return { status, headers, body: Buffer.from(body, bodyEncoding === 'base64' ? 'base64' : 'utf8') };
}
