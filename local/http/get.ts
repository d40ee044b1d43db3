// One request, as a viewer or a stranger makes it.
import { types } from 'node:util';

const { isNativeError } = types;

/** CloudFront gives a function 30 seconds; nobody waits longer. */
const MAX_ANSWER_MS = 35_000;
const THIS_MACHINE = ['127.0.0.1', 'localhost', '[::1]'];

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
  readonly sentMs: number;
  readonly receivedMs: number;
}

/** Follows no redirect: it is an answer of its own, and crawlers may not follow one either. */
export async function get(url: string, maxMs = MAX_ANSWER_MS): Promise<HttpAnswer> {
  keepFromProxy(new URL(url).hostname);
  const sentMs = Date.now();
  const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(maxMs) });
  const receivedMs = Date.now();
  const body = new Uint8Array(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, body, sentMs, receivedMs };
}

/** A proxy of the environment (NODE_USE_ENV_PROXY) does not reach this machine's servers. Node looks at NO_PROXY with each request. */
export function keepFromProxy(hostname: string): void {
  if (!THIS_MACHINE.includes(hostname)) return;
  for (const name of ['no_proxy', 'NO_PROXY']) {
    // The small letters count alone where both are set, so they begin with the user's capital ones.
    const excepted = (process.env[name] ?? process.env['NO_PROXY'] ?? '').split(/[\s,]+/).filter(Boolean);
    if (!excepted.includes(hostname)) process.env[name] = [...excepted, hostname].join(',');
  }
}

/** fetch hides the reason in the cause: ECONNREFUSED, CERT_HAS_EXPIRED. */
export function reasonOf(error: unknown): string {
  // Not instanceof, which tests with a realm of their own would fail.
  const inner = isNativeError(error) && isNativeError(error.cause) ? error.cause : error;
  if (!isNativeError(inner)) return String(inner);
  return 'code' in inner && typeof inner.code === 'string' ? inner.code : inner.message;
}
