// Runs the CloudFront Function on viewer-request in front of the cache, and refuses what CloudFront refuses of its result.
// Source: "CloudFront Functions event structure" and "Restrictions on CloudFront Functions" in Amazon's CloudFront guide.
import type { IncomingMessage } from 'node:http';
import type { Answer } from './answer.ts';
import type { CloudFrontFunction, FunctionResponse } from './cloudfront-function.ts';
import { header, type ViewerRequest } from './events.ts';
import { isObject } from './json.ts';
import { MAX_URL_BYTES } from './refusals.ts';
import { viewerRequestEvent } from './viewer-request-event.ts';

/** Thrown results and results against the rules are one failure to CloudFront. */
export class ViewerFunctionFailure extends Error {
  override readonly name = 'ViewerFunctionFailure';
}

/**
 * The request as the function leaves it, whose path is the cache key, or the answer that the function gives in its place. Throws
 * ViewerFunctionFailure.
 */
export function runViewerFunction(
  run: CloudFrontFunction,
  viewer: ViewerRequest,
  request: IncomingMessage,
): ViewerRequest | Answer {
  const event = viewerRequestEvent(request);
  const result = called(run, { ...event, request: { ...event.request, uri: viewer.path } });
  if ('statusCode' in result) return answerOf(result as unknown as FunctionResponse); // an answer has no shape but this
  const { method, uri, querystring } = result;
  if (method !== viewer.method) throw new ViewerFunctionFailure('the method is read-only');
  if (typeof uri !== 'string' || !uri.startsWith('/')) throw new ViewerFunctionFailure('uri does not begin with /');
  if (uri.length > MAX_URL_BYTES) throw new ViewerFunctionFailure(`uri has ${uri.length} characters`);
  if (!isObject(querystring)) throw new ViewerFunctionFailure('querystring is not an object');
  return { ...viewer, path: uri };
}

function called(run: CloudFrontFunction, event: Parameters<CloudFrontFunction>[0]): Record<string, unknown> {
  try {
    const result: unknown = run(event);
    if (isObject(result)) return result;
  } catch (cause) {
    throw new ViewerFunctionFailure(`the function failed: ${String(cause)}`, { cause });
  }
  throw new ViewerFunctionFailure('the result is not an object');
}

function answerOf({ statusCode, headers = {}, body = '' }: FunctionResponse): Answer {
  const maps = Object.entries(headers).map(([name, { value }]) => header(name, value));
  return { status: statusCode, headers: Object.assign({}, ...maps), body: Buffer.from(body) };
}
