// What a card page tells of a drawing. It is believed in its shape only: it ends in headers and in the log.
import type { Drawn, DrawRefusal, VisibleText } from '../../card-schema/card-page.ts';
import { CardError } from '../../card-schema/errors.ts';

/** A refusal as data, so that it cannot be mistaken for a browser that died. */
export interface Refusal {
  readonly reason: string;
}

/** Reasons that may lie with the page and its connections, not with the card: a connection that died while frozen, say. */
const PAGE_TROUBLE: readonly DrawRefusal[] = ['timed out', 'font failed'];
/** A card has no more characters than this. */
const MAX_GLYPHS = 1024;
/** UTF-16 units: a letter with its marks, or people joined to one emoji. */
const MAX_GLYPH_LENGTH = 64;
/** No template has as many fields for images. */
const MAX_IMAGES = 64;
/** Characters: no path is as long. */
const MAX_ADDRESS_LENGTH = 4096;

/** Throws CardError `draw_failed` for a card that the page refuses, `page_failed` where another page may do better. */
export function readDrawn(told: unknown): Drawn {
  if (isDrawn(told)) return told;
  if (!isRefusal(told)) throw new CardError('page_failed', 'The page tells neither that it has drawn nor why it has not.');
  const isPageTrouble = PAGE_TROUBLE.some((trouble) => told.reason.startsWith(trouble));
  throw new CardError(isPageTrouble ? 'page_failed' : 'draw_failed', `The page refuses: ${told.reason}`);
}

/** What a page says of the text on it; of a page that says nothing of the kind, that there is none. */
export function readVisibleText(told: unknown): VisibleText {
  const { characters, letters } = (told ?? {}) as Partial<VisibleText>;
  const isCount = (count: unknown): count is number => Number.isSafeInteger(count) && Number(count) >= 0;
  return isCount(characters) && isCount(letters) ? { characters, letters } : { characters: 0, letters: 0 };
}

function isDrawn(told: unknown): told is Drawn {
  const { missingGlyphs, missingImages } = (told ?? {}) as Partial<Drawn>;
  return (
    isListOfTexts(missingGlyphs, MAX_GLYPHS, MAX_GLYPH_LENGTH) && isListOfTexts(missingImages, MAX_IMAGES, MAX_ADDRESS_LENGTH)
  );
}

function isListOfTexts(list: unknown, maxTexts: number, maxLength: number): boolean {
  const isText = (text: unknown) => typeof text === 'string' && text !== '' && text.length <= maxLength;
  return Array.isArray(list) && list.length <= maxTexts && list.every(isText);
}

function isRefusal(told: unknown): told is Refusal {
  return typeof ((told ?? {}) as Partial<Refusal>).reason === 'string';
}
