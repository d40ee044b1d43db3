// The shapes of CloudFront's events: "Lambda@Edge event structure" in Amazon's CloudFront guide.
import type { CloudFrontHeaders, CloudFrontRequest, CloudFrontResultResponse } from 'aws-lambda';
import { CROSS_ORIGIN_HEADERS } from '../../core/answers.ts';
import { CACHE_TAG_HEADER, PHOTOS_METADATA, readPhotosMetadata } from '../../core/cache-tag.ts';
import type { ConfigHeaders } from '../../core/config.ts';
import type { Reply } from '../../core/reply.ts';

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
  setHeaders(request.headers, { [PAYLOAD_HEADER]: payload });
}

export function payloadOf(request: CloudFrontRequest): string | undefined {
  return request.headers[PAYLOAD_HEADER]?.[0]?.value;
}

/** Ids of the photos that a stored picture shows, as S3 says with it. An event may have no headers at all. */
export function photosIn(headers: CloudFrontHeaders | undefined): readonly string[] {
  return readPhotosMetadata(headers?.[`x-amz-meta-${PHOTOS_METADATA}`]?.[0]?.value ?? '');
}

/**
 * What S3 says of itself and of the bucket: the encryption key's ARN with the account's number, versions, metadata, life cycle. By its
 * prefix and not by a list, because S3 gets new ones. Behaviours without a function remove what infra/removed-headers.yml lists.
 */
const ORIGIN_S_OWN = /^(x-amz-.*|server)$/;

/**
 * Writes a reply into the origin's own response, which is edited and never replaced: CloudFront answers 502 when a function drops
 * `transfer-encoding` or `via`. No other code sets a header of a response.
 */
export function applyReply(
  { response, method }: { readonly response: CloudFrontResultResponse; readonly method: string },
  reply: Reply,
  serverTiming: string,
): CloudFrontResultResponse {
  response.headers ??= {};
  for (const name of Object.keys(response.headers)) if (ORIGIN_S_OWN.test(name)) delete response.headers[name];
  if (reply.body !== 'from origin') replaceBody(response, response.headers, reply.body);
  // Of robots.txt. That of a range which an object does not have stays: it names nothing.
  else if (Number(response.status) >= 400 && response.status !== '416') replaceErrorDocument(response, response.headers, method);
  setHeaders(response.headers, {
    ...CROSS_ORIGIN_HEADERS,
    'cache-control': reply.cacheControl,
    etag: reply.etag,
    'x-card-status': reply.status,
    'x-card-warning': reply.warning,
    [CACHE_TAG_HEADER]: reply.cacheTags,
    'server-timing': reply.status && serverTiming,
  });
  return response;
}

/** Turns the origin's refusal into a picture: 200, and for all but HEAD the bytes in base64. */
function replaceBody(response: CloudFrontResultResponse, headers: CloudFrontHeaders, body: 'none' | Uint8Array): void {
  // The origin's length and encoding were those of its error page; CloudFront computes the length of what we send.
  delete headers['content-length'];
  delete headers['content-encoding'];
  setHeaders(headers, { 'content-type': 'image/jpeg' });
  response.status = '200';
  response.statusDescription = 'OK';
  if (body === 'none') return;
  response.body = Buffer.from(body).toString('base64');
  response.bodyEncoding = 'base64';
}

/** S3's names who asked and for what: since 2024 an AccessDenied holds ARNs. */
function replaceErrorDocument(response: CloudFrontResultResponse, headers: CloudFrontHeaders, method: string): void {
  delete headers['content-length'];
  delete headers['content-encoding'];
  setHeaders(headers, { 'content-type': 'text/plain; charset=utf-8' });
  if (method === 'HEAD') return;
  response.body = `${response.status}: there is nothing to send.\n`;
  response.bodyEncoding = 'text';
}

function setHeaders(headers: CloudFrontHeaders, values: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== '') headers[name] = [{ key: name, value }];
  }
}
