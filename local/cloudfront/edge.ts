// What an edge location decides for a request that it has accepted: answer from its cache, wait for another's answer, or ask.
import { CACHE_TAG_HEADER } from '../../edge/core/cache-tag.ts';
import { type Answer, headerOf } from './answer.ts';
import { type CachedAnswer, createCache } from './cache.ts';
import type { Outcome } from './error-page.ts';
import type { ViewerRequest } from './events.ts';
import { secondsToKeep } from './freshness.ts';

export interface EdgeParts {
  readonly ask: (viewer: ViewerRequest, stale: Answer | undefined) => Promise<Outcome>;
  readonly now: () => number;
  /** Whether simultaneous misses of one address wait for the first one's answer. */
  readonly collapse: boolean;
  readonly errorMinSeconds: number;
  readonly cacheBytes?: number;
}

export interface Served {
  readonly answer: Answer;
  readonly result: 'Hit' | 'Miss' | 'RefreshHit';
  /** Seconds since the answer came from the origin; for hits only. */
  readonly age?: number;
  readonly kept: boolean;
}

export function createEdge({ ask, now, collapse, errorMinSeconds, cacheBytes }: EdgeParts) {
  const cache = createCache(cacheBytes);
  const flights = new Map<string, Promise<Served>>();
  /** An answer that was asked for before the cache was emptied is passed on, and not kept. */
  let generation = 0;

  async function serve(viewer: ViewerRequest): Promise<Served> {
    // The path alone is the key. A HEAD may be answered from a GET, but not the other way round: it has no body.
    const key = viewer.method === 'GET' ? viewer.path : `HEAD ${viewer.path}`;
    const cached = [cache.get(viewer.path), cache.get(key)].find((entry) => entry && now() < entry.expiresMs);
    if (cached) return hit(cached, now());
    if (!collapse) return refill(key, viewer);
    const underWay = flights.get(key);
    if (underWay) {
      const first = await underWay;
      return first.kept ? { ...first, result: 'Hit', age: 0 } : refill(key, viewer);
    }
    const flight = refill(key, viewer).finally(() => flights.get(key) === flight && flights.delete(key));
    flights.set(key, flight);
    return flight;
  }

  async function refill(key: string, viewer: ViewerRequest): Promise<Served> {
    const [asked, stale] = [generation, cache.get(key)];
    // Only a good answer is worth a question whether it still holds.
    const { answer, originFailed, leastSeconds } = await ask(viewer, stale?.answer.status === 200 ? stale.answer : undefined);
    if (asked !== generation && answer.status !== 304) return { answer, result: 'Miss', kept: false };
    // "If the origin returns a 5xx, CloudFront serves the object that is expired", and asks again after the minimum.
    if (stale && originFailed) {
      cache.set(key, { ...stale, expiresMs: now() + errorMinSeconds * 1000 });
      return hit(stale, now());
    }
    if (stale && answer.status === 304) {
      const refreshed = { ...stale.answer, headers: { ...stale.answer.headers, ...answer.headers } };
      return { answer: refreshed, result: 'RefreshHit', kept: asked === generation && keep(key, refreshed) };
    }
    return { answer, result: 'Miss', kept: keep(key, answer, leastSeconds) };
  }

  function keep(key: string, answer: Answer, leastSeconds = 0): boolean {
    const seconds = Math.max(leastSeconds, secondsFor(answer, errorMinSeconds, now()));
    if (seconds > 0) cache.set(key, { answer, storedMs: now(), expiresMs: now() + seconds * 1000 });
    else cache.remove(key);
    return seconds > 0;
  }

  /** What is on its way may be what has to go, and is not kept either. */
  function forget(isMeant: (key: string, entry: CachedAnswer) => boolean): void {
    generation++;
    flights.clear();
    cache.removeIf(isMeant);
  }

  return {
    serve,
    remove: (path: string) => [path, `HEAD ${path}`].forEach(cache.remove),
    invalidate: (items: readonly string[]) => forget((key, { answer }) => isMeant(items, key.replace(/^HEAD /, ''), answer)),
    clear: () => forget(() => true),
  };
}

/** By CloudFront's invalidations: paths, with `*` at the end only, and tags, which begin with `#`. */
function isMeant(items: readonly string[], path: string, answer: Answer): boolean {
  const tags = (headerOf(answer, CACHE_TAG_HEADER) ?? '').split(',');
  return items.some((item) => {
    if (item.startsWith('#')) return tags.includes(item.slice(1));
    return item.endsWith('*') ? path.startsWith(item.slice(0, -1)) : path === item;
  });
}

function secondsFor(answer: Answer, errorMinSeconds: number, nowMs: number): number {
  const { status } = answer;
  const headers = { cacheControl: headerOf(answer, 'cache-control'), expires: headerOf(answer, 'expires') };
  return secondsToKeep({ status, ...headers }, errorMinSeconds, nowMs);
}

function hit({ answer, storedMs }: CachedAnswer, nowMs: number): Served {
  return { answer, result: 'Hit', age: Math.max(0, Math.floor((nowMs - storedMs) / 1000)), kept: true };
}
