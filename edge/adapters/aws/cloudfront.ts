// The shapes of CloudFront's events: "Lambda@Edge event structure" in Amazon's CloudFront guide.
import type { CloudFrontHeaders, CloudFrontRequest, CloudFrontResultResponse } from 'aws-lambda';
import type { CACHE_CONTROL, CardStatus } from '../../core/answers.ts';
import type { ConfigHeaders } from '../../core/config.ts';

/** The origin custom headers of a request, lower-case name → value. With origin access control only `s3` is there. */
export function customHeadersOf(request: CloudFrontRequest): ConfigHeaders {
  const headers = request.origin?.s3?.customHeaders ?? request.origin?.custom?.customHeaders ?? {};
  return Object.fromEntries(Object.entries(headers).map(([name, values]) => [name.toLowerCase(), values[0]?.value ?? '']));
}

/** The object key that a request's URI names. */
export function keyOf(request: CloudFrontRequest): string {
  return request.uri.slice(1);
}

/** Between our two functions alone: the payload of a card whose key holds only its hash. */
export const PAYLOAD_HEADER = 'x-card-payload';

/** Sets or removes it, so that one that a viewer has sent is never read. */
export function setPayload(request: CloudFrontRequest, payload: string | undefined): void {
  delete request.headers[PAYLOAD_HEADER];
  if (payload !== undefined) setHeaders(request.headers, { [PAYLOAD_HEADER]: payload });
}

export function payloadOf(request: CloudFrontRequest): string | undefined {
  return request.headers[PAYLOAD_HEADER]?.[0]?.value;
}

/**
 * Sets headers on the origin's own answer, which is edited and never replaced: CloudFront answers 502 when a function drops
 * `transfer-encoding` or `via`.
 */
export function setHeaders(headers: CloudFrontHeaders, values: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== '') headers[name] = [{ key: name, value }];
  }
}

/** What every answer says of itself. */
export interface AnswerHeaders {
  readonly status: CardStatus;
  readonly cacheControl: (typeof CACHE_CONTROL)[keyof typeof CACHE_CONTROL];
  readonly etag?: string;
  readonly warning?: string;
  readonly serverTiming?: string;
}

/** How an answer says that it came to be. */
export function cardStatusOf(response: CloudFrontResultResponse): { readonly status?: CardStatus } {
  const status = response.headers?.['x-card-status']?.[0]?.value as CardStatus | undefined; // nobody else sets it
  return status === undefined ? {} : { status };
}

/** Turns the origin's refusal into a picture: 200, the bytes in base64, and headers that say how it came to be. */
export function answerWithPicture(
  response: CloudFrontResultResponse,
  jpeg: Uint8Array | undefined,
  answer: AnswerHeaders,
): CloudFrontResultResponse {
  const headers = response.headers ?? {};
  // The origin's length and encoding were those of its error page; CloudFront computes the length of what we send.
  delete headers['content-length'];
  delete headers['content-encoding'];
  setHeaders(headers, {
    'content-type': 'image/jpeg',
    'cache-control': answer.cacheControl,
    etag: answer.etag,
    'x-card-status': answer.status,
    'x-card-warning': answer.warning,
    'server-timing': answer.serverTiming,
  });
  response.headers = headers;
  response.status = '200';
  response.statusDescription = 'OK';
  if (jpeg) {
    response.body = Buffer.from(jpeg).toString('base64');
    response.bodyEncoding = 'base64';
  }
  return response;
}
