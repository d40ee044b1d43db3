import { quoted } from '../../card-schema/errors.ts';
import { UsageError } from './errors.ts';

/**
 * Node puts U+FFFD where an argument is not UTF-8, and so do other programs where they convert: the letter is lost, and would be
 * missing on a card that is kept. Throws UsageError.
 */
export function refuseLostCharacters(what: string, text: string): void {
  if (!text.includes('\ufffd')) return;
  throw new UsageError(
    `${what} has lost a character, where U+FFFD stands: ${quoted(text)}. It was not UTF-8: set the terminal to UTF-8, or correct the text where it comes from.`,
  );
}
