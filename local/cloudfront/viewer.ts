// The viewer's side of the emulator: which requests are turned away at once, and how an answer is sent.
// Sources, in Amazon's CloudFront guide: "Quotas", "Request and response behavior for Amazon S3 origins", "Range GETs".
import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseRange } from '../http/byte-range.ts';
import { isNotModified } from '../http/not-modified.ts';
import { type Answer, headerOf } from './answer.ts';
import type { Served } from './edge.ts';
import { DISTRIBUTION_DOMAIN, newRequestId, type ViewerRequest } from './events.ts';
import { MAX_REQUEST_BYTES, MAX_URL_BYTES, refuse } from './refusals.ts';

const POINT_OF_PRESENCE = 'LOC50-C1';

/** The request as the edge sees it, or the answer that turns it away. */
export function admit(request: IncomingMessage): ViewerRequest | Answer {
  const { method = '', headers, rawHeaders, socket } = request;
  // A proxy's form, http://host/path, means the path. Node gives bytes as Latin-1, so characters are bytes here.
  const target = (request.url ?? '').replace(/^https?:\/\/[^/?]*/i, '');
  if (target.length > MAX_URL_BYTES) return refuse('a long address');
  const bytes = rawHeaders.reduce((sum, text) => sum + text.length + 2, target.length); // `: ` or a line's end after each
  if (bytes > MAX_REQUEST_BYTES) return refuse('large headers');
  if (method !== 'GET' && method !== 'HEAD') return refuse('another method');
  if (Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined) {
    return refuse('a request’s body');
  }
  const path = target.replace(/\?.*/s, '');
  if (!path.startsWith('/')) return refuse('no HTTP');
  const forwardedFor = headers['x-forwarded-for'];
  return { method, path, clientIp: socket.remoteAddress ?? '127.0.0.1', forwardedFor: forwardedFor?.toString() };
}

/** Sends what was served: all of it, a part of it, or word that the viewer has it already. */
export function send(request: IncomingMessage, response: ServerResponse, { answer, result, age }: Served): void {
  const requestId = newRequestId();
  const via = [headerOf(answer, 'via'), `1.1 ${DISTRIBUTION_DOMAIN} (CloudFront)`].filter(Boolean).join(', ');
  const { status, headers, body } = fitToRequest(answer, request);
  const own: Record<string, string | undefined> = {
    Via: via,
    'X-Cache': `${answer.status >= 400 ? 'Error' : result} from cloudfront`,
    'X-Amz-Cf-Pop': POINT_OF_PRESENCE,
    'X-Amz-Cf-Id': requestId,
    Age: age === undefined ? undefined : String(age),
  };
  for (const [name, values] of Object.entries(headers)) {
    if (name !== 'via')
      response.setHeader(
        values[0]?.key ?? initialCaps(name),
        values.map(({ value }) => value),
      );
  }
  for (const [name, value] of Object.entries(own)) if (value !== undefined) response.setHeader(name, value);
  response.writeHead(status).end(request.method === 'HEAD' ? undefined : body);
}

function fitToRequest(answer: Answer, { method, headers }: IncomingMessage): Answer {
  if (answer.status !== 200) return withLength(answer, method);
  const etag = headerOf(answer, 'etag');
  const lastModified = headerOf(answer, 'last-modified');
  if (isNotModified(headers, { etag, lastModified })) {
    const { 'content-type': _type, 'content-length': _length, ...rest } = answer.headers;
    return { status: 304, headers: rest, body: Buffer.alloc(0) };
  }
  const condition = headers['if-range'];
  const wanted = method === 'GET' && (condition === undefined || condition === etag || condition === lastModified);
  const size = answer.body.length;
  const range = wanted ? parseRange(headers.range?.toString(), size) : undefined;
  if (range === undefined) return withLength(answer, method);
  if (range === 'unsatisfiable') {
    const error = refuse('a range beyond the end');
    return withLength({ ...error, headers: { ...error.headers, ...one('Content-Range', `bytes */${size}`) } }, method);
  }
  const { from, to } = range;
  const part = { ...answer.headers, ...one('Content-Range', `bytes ${from}-${to}/${size}`) };
  return withLength({ status: 206, headers: part, body: answer.body.subarray(from, to + 1) }, method);
}

/** For HEAD the length is that of the body we hold, or the one that the origin gave for a body that we do not hold. */
function withLength(answer: Answer, method: string | undefined): Answer {
  const { status, headers, body } = answer;
  if (status === 204 || status === 304 || (method === 'HEAD' && body.length === 0)) return answer;
  return { status, headers: { ...headers, ...one('Content-Length', String(body.length)) }, body };
}

function one(key: string, value: string) {
  return { [key.toLowerCase()]: [{ key, value }] };
}

function initialCaps(name: string): string {
  return name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
}
