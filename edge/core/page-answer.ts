// What a card page tells of a drawing. It is believed in its shape only: it ends in headers and in the log.
import type { Drawn, DrawRefusal } from '../../card-schema/card-page.ts';
import { CardError } from '../../card-schema/errors.ts';

/** A refusal as data, so that it cannot be mistaken for a browser that died. */
export interface Refusal {
  readonly reason: string;
}

/** Reasons that may lie with the page and its connections, not with the card: a connection that died while frozen, say. */
const PAGE_TROUBLE: readonly DrawRefusal[] = ['timed out', 'font failed'];
/** No path is as long. */
const MOST_GLYPHS = 1024;
/** UTF-16 units: a letter with its marks, or people joined to one emoji. */
const LONGEST_GLYPH = 64;

/** Throws CardError `draw_failed` for a card that the page refuses, `page_failed` where another page may do better. */
export function readDrawn(told: unknown): Drawn {
  if (isDrawn(told)) return told;
  if (!isRefusal(told)) throw new CardError('page_failed', 'The page tells neither that it has drawn nor why it has not.');
  const isPageTrouble = PAGE_TROUBLE.some((trouble) => told.reason.startsWith(trouble));
  throw new CardError(isPageTrouble ? 'page_failed' : 'draw_failed', `The page refuses: ${told.reason}`);
}

function isDrawn(told: unknown): told is Drawn {
  const { missingGlyphs } = (told ?? {}) as Partial<Drawn>;
  return (
    Array.isArray(missingGlyphs) &&
    missingGlyphs.length <= MOST_GLYPHS &&
    missingGlyphs.every((glyph) => typeof glyph === 'string' && glyph !== '' && glyph.length <= LONGEST_GLYPH)
  );
}

function isRefusal(told: unknown): told is Refusal {
  return typeof ((told ?? {}) as Partial<Refusal>).reason === 'string';
}
