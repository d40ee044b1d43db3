// What a viewer gets, by what happened: docs/9-failures.md, "The promise".
import { codePointOf } from '../../card-schema/code-point.ts';
import type { Missing } from './missing.ts';

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
  /** Drawing is switched off, which takes a person to undo: the fewer ask again, the cheaper. */
  drawingOff: 'public, max-age=300',
  /** Of the object at FALLBACK_PATH: viewers keep it as long, CloudFront for the 2 s for which it keeps its own errors. */
  fallbackPage: 'public, max-age=30, s-maxage=2',
  /** HEAD on a card that nobody has drawn yet: its headers must not be cached as a card's. */
  headMiss: 'no-store',
} as const;

export type CacheControl = (typeof CACHE_CONTROL)[keyof typeof CACHE_CONTROL];

/** On every answer: pages that are isolated from other origins, and canvases that are read back, may show cards. */
export const CROSS_ORIGIN_HEADERS = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
} as const;

/** Objects of the bucket that are not cards and are passed on as they are. */
export const STATIC_OBJECTS: ReadonlySet<string> = new Set(['/robots.txt', '/favicon.ico']);

/** Stored as well, behind no function: CloudFront answers with it in the place of its own errors (infra/pictures.yml). */
export const FALLBACK_PATH = '/fallback.jpg';

/** `x-card-warning` of an answer without its card, because of the brake. */
export const DRAWING_OFF_WARNING = 'drawing is switched off for addresses without a signature';

const MAX_GLYPHS_IN_WARNING = 10;
const MAX_WARNING_CHARACTERS = 500;

/**
 * `x-card-warning`: characters as code points, because header values are ASCII, and of images the host and what is wrong with
 * them, because the rest of an address may hold a secret.
 */
export function formatWarning({ missingGlyphs, missingImages }: Missing): string {
  const glyphs = missingGlyphs.length > 0 ? [glyphWarning(missingGlyphs)] : [];
  const images = missingImages.map(({ reason }) => `no image: ${inAscii(reason)}`);
  const warning = [...glyphs, ...images].join('; ');
  return warning.length > MAX_WARNING_CHARACTERS ? `${warning.slice(0, MAX_WARNING_CHARACTERS - 3)}...` : warning;
}

function glyphWarning(missing: readonly string[]): string {
  const points = missing.slice(0, MAX_GLYPHS_IN_WARNING).map(codePointOf);
  const more = missing.length - points.length;
  return `no font has ${points.join(' ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function inAscii(text: string): string {
  return text
    .replaceAll('×', 'x')
    .replaceAll('…', '...')
    .replace(/[^ -~]+/g, '?');
}
