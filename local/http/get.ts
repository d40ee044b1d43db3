// One request, as a viewer or a stranger makes it.
import { types } from 'node:util';

const { isNativeError } = types;

/** CloudFront gives a function 30 seconds; nobody waits longer. */
const MAX_ANSWER_MS = 35_000;

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
  readonly sentMs: number;
  readonly receivedMs: number;
}

/** Follows no redirect: it is an answer of its own, and crawlers may not follow one either. */
export async function get(url: string, maxMs = MAX_ANSWER_MS): Promise<HttpAnswer> {
  const sentMs = Date.now();
  const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(maxMs) });
  const receivedMs = Date.now();
  const body = new Uint8Array(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, body, sentMs, receivedMs };
}

/** fetch hides the reason in the cause: ECONNREFUSED, CERT_HAS_EXPIRED. */
export function reasonOf(error: unknown): string {
  // Not instanceof, which tests with a realm of their own would fail.
  const inner = isNativeError(error) && isNativeError(error.cause) ? error.cause : error;
  if (!isNativeError(inner)) return String(inner);
  return 'code' in inner && typeof inner.code === 'string' ? inner.code : inner.message;
}
