// What the CORS rules of a bucket let pages of other origins do: post a form, and read what they are given an address for.
import type { IncomingMessage, ServerResponse } from 'node:http';

/** The browser asks again after so long. */
const MAX_AGE_SECONDS = '600';

/** Marks the answer for the page that asked; true if the request was the question of a browser whether it may ask, and is answered. */
export function answerOrigin(request: IncomingMessage, response: ServerResponse, origins: readonly string[]): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return false;
  response.setHeader('vary', 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method');
  const isAllowed = origins.includes(origin);
  if (isAllowed) {
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('access-control-allow-methods', 'GET, HEAD, POST');
    response.setHeader('access-control-expose-headers', 'ETag');
  }
  if (request.method !== 'OPTIONS') return false;
  const headers = request.headers['access-control-request-headers'];
  if (isAllowed && headers !== undefined) response.setHeader('access-control-allow-headers', headers);
  if (isAllowed) response.setHeader('access-control-max-age', MAX_AGE_SECONDS);
  response.writeHead(isAllowed ? 200 : 403).end();
  return true;
}
