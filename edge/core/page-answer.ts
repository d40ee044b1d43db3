// What a card page answers to a drawing. It is believed in its shape only: it ends in headers and in the log.
import { type Drawn, type DrawRefusal, formatRefusal, type Refusal, type VisibleText } from '../../card-schema/card-page.ts';
import { CardError, type CardErrorCode } from '../../card-schema/errors.ts';

/** `page_failed` where the reason may lie with the page and its connections: one that died while the sandbox was frozen, say. */
const CODES: Readonly<Record<DrawRefusal, CardErrorCode>> = {
  'unknown template': 'draw_failed',
  'font failed': 'page_failed',
  'image failed': 'draw_failed',
  'text lost': 'draw_failed',
  'text does not fit': 'draw_failed',
  'timed out': 'page_failed',
  unexpected: 'draw_failed',
};

/** A card has no more characters than this. */
const MAX_GLYPHS = 1024;
/** UTF-16 units: a letter with its marks, or people joined to one emoji. */
const MAX_GLYPH_LENGTH = 64;
/** No template has as many fields for images. */
const MAX_IMAGES = 64;
/** Characters: no path is as long. */
const MAX_ADDRESS_LENGTH = 4096;

/** Throws CardError `draw_failed` for a card that the page refuses, `page_failed` where another page may do better. */
export function readDrawn(reply: unknown): Drawn {
  if (isDrawn(reply)) return reply;
  if (!isRefusal(reply)) throw new CardError('page_failed', 'The page says neither that it has drawn nor why it has not.');
  const code = Object.hasOwn(CODES, reply.reason) ? CODES[reply.reason] : 'draw_failed';
  throw new CardError(code, `The page refuses: ${formatRefusal(reply)}`);
}

/** What a page says of the text on it. A page that says nothing of the kind counts as one without text. */
export function readVisibleText(reply: unknown): VisibleText {
  const { characters, letters } = (reply ?? {}) as Partial<VisibleText>;
  const isCount = (count: unknown): count is number => Number.isSafeInteger(count) && Number(count) >= 0;
  return isCount(characters) && isCount(letters) ? { characters, letters } : { characters: 0, letters: 0 };
}

function isDrawn(reply: unknown): reply is Drawn {
  const { missingGlyphs, missingImages } = (reply ?? {}) as Partial<Drawn>;
  return (
    isListOfTexts(missingGlyphs, MAX_GLYPHS, MAX_GLYPH_LENGTH) && isListOfTexts(missingImages, MAX_IMAGES, MAX_ADDRESS_LENGTH)
  );
}

function isListOfTexts(list: unknown, maxTexts: number, maxLength: number): boolean {
  const isText = (text: unknown) => typeof text === 'string' && text !== '' && text.length <= maxLength;
  return Array.isArray(list) && list.length <= maxTexts && list.every(isText);
}

/** Of its reason no more is sure than that it is a text. */
function isRefusal(reply: unknown): reply is Refusal {
  const { reason, detail } = (reply ?? {}) as Partial<Refusal>;
  return typeof reason === 'string' && typeof detail === 'string';
}
