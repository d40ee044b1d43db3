// What an edge location decides for a request that it has accepted: answer from its cache, wait for another's answer, or ask.
import { type Answer, headerOf } from './answer.ts';
import { type CachedAnswer, createCache } from './cache.ts';
import type { Outcome } from './error-page.ts';
import type { ViewerRequest } from './events.ts';
import { type AnswerToKeep, secondsToKeep } from './freshness.ts';

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
    const asked = generation;
    const stale = cache.get(key);
    // Only a good answer is worth a question whether it still holds.
    const { answer, originFailed, leastSeconds } = await ask(viewer, stale?.answer.status === 200 ? stale.answer : undefined);
    if (asked !== generation && answer.status !== 304) return { answer, result: 'Miss', kept: false };
    if (stale && originFailed) {
      // "If the origin returns a 5xx, CloudFront serves the object that is expired", and asks again after the minimum.
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
    const seconds = Math.max(leastSeconds, secondsToKeep(freshnessOf(answer), errorMinSeconds, now()));
    if (seconds > 0) cache.set(key, { answer, storedMs: now(), expiresMs: now() + seconds * 1000 });
    else cache.remove(key);
    return seconds > 0;
  }

  return {
    serve,
    remove(path: string): void {
      for (const key of [path, `HEAD ${path}`]) cache.remove(key);
    },
    clear(): void {
      generation++;
      flights.clear();
      cache.clear();
    },
  };
}

function freshnessOf(answer: Answer): AnswerToKeep {
  return { status: answer.status, cacheControl: headerOf(answer, 'cache-control'), expires: headerOf(answer, 'expires') };
}

function hit({ answer, storedMs }: CachedAnswer, nowMs: number): Served {
  return { answer, result: 'Hit', age: Math.max(0, Math.floor((nowMs - storedMs) / 1000)), kept: true };
}
