// What a viewer gets, by what happened. design.md section 7 as a table.
import { codePointOf } from '../../card-schema/code-point.ts';

export type CardStatus = 'hit' | 'drawn' | 'incomplete' | 'default' | 'fallback' | 'undrawn';

const YEAR_SECONDS = 31_536_000;

/** `cache-control` by what is answered. The address of a picture changes with its content, so a good one is kept for a year. */
export const CACHE_CONTROL = {
  card: `public, max-age=${YEAR_SECONDS}`,
  default: 'public, max-age=300',
  /** Drawn without something that it should show, which may be there next time. */
  incomplete: 'public, max-age=300',
  /** Drawn but not stored: the next viewer tries again soon. */
  unstored: 'public, max-age=60',
  fallback: 'public, max-age=30',
  /** HEAD on a card that nobody has drawn yet: its headers must not be cached as a card's. */
  undrawn: 'no-store',
} as const;

/** On every answer, whatever it is: pages that are isolated from other origins, and canvases that are read back, may show cards. */
export const CROSS_ORIGIN_HEADERS = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
} as const;

/** Objects of the bucket that are no cards and are passed on as they are. */
export const STORED_OBJECTS: ReadonlySet<string> = new Set(['/robots.txt', '/favicon.ico']);

/** At most ten characters for `x-card-warning`, as code points, because header values are ASCII. */
export function formatGlyphWarning(missing: readonly string[]): string {
  const points = missing.slice(0, 10).map(codePointOf);
  return `no font has ${points.join(' ')}${missing.length > 10 ? ` and ${missing.length - 10} more` : ''}`;
}
