// How long CloudFront keeps an answer. Our cache policy: Min 0, Default 86,400, Max 31,536,000 seconds.
// Sources, in Amazon's CloudFront guide: "Manage how long content stays in the cache", "How CloudFront processes HTTP 4xx and 5xx status codes".

const DEFAULT_TTL_SECONDS = 86_400;
const MAX_TTL_SECONDS = 31_536_000;

/** Cached always, for ErrorCachingMinTTL at least. */
const ERRORS_CACHED = new Set([404, 414, 500, 501, 502, 503, 504]);
/** Cached only if the origin says for how long. */
const ERRORS_CACHED_WITH_MAX_AGE = new Set([400, 403, 405, 412, 415]);

export interface AnswerToKeep {
  readonly status: number;
  readonly cacheControl: string | undefined;
  /** An HTTP date. */
  readonly expires: string | undefined;
}

/** Seconds for which an answer is fresh; 0 when it must not be kept. */
export function secondsToKeep(answer: AnswerToKeep, errorMinSeconds: number, nowMs: number): number {
  const { status, cacheControl = '' } = answer;
  const maxAge = maxAgeOf(cacheControl);
  if (ERRORS_CACHED.has(status)) return Math.max(errorMinSeconds, maxAge ?? 0);
  if (ERRORS_CACHED_WITH_MAX_AGE.has(status)) return maxAge ?? 0;
  if (status >= 400 || status === 206) return 0;
  // With MinTTL 0 CloudFront honours these; with any other it would keep the answer for MinTTL all the same.
  if (/(^|[\s,])(no-store|no-cache|private)($|[\s,=])/i.test(cacheControl)) return 0;
  return maxAge ?? untilExpires(answer.expires, nowMs) ?? DEFAULT_TTL_SECONDS;
}

/** What s-maxage says, else max-age: the first is for shared caches alone. */
function maxAgeOf(cacheControl: string): number | undefined {
  const seconds = directive(cacheControl, 's-maxage') ?? directive(cacheControl, 'max-age');
  return seconds === undefined ? undefined : Math.min(seconds, MAX_TTL_SECONDS);
}

function directive(cacheControl: string, name: string): number | undefined {
  const parts = cacheControl.split(',').map((part) => part.trim().toLowerCase());
  const value = parts.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);
  const digits = /^"?(\d+)"?$/.exec(value ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function untilExpires(expires: string | undefined, nowMs: number): number | undefined {
  if (expires === undefined) return undefined;
  const at = Date.parse(expires);
  // `Expires: 0` and other things that are not a date mean "already expired" (RFC 9111, section 5.3).
  if (Number.isNaN(at)) return 0;
  return Math.min(Math.max(0, Math.floor((at - nowMs) / 1000)), MAX_TTL_SECONDS);
}
