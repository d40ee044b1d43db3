// What a secret may hold: it goes into an origin custom header, and into the guard's code between single quotes.
import { DEVELOPMENT_KEYS } from '../../../edge/core/config.ts';

/** Of a header's value: cloudfront-limits.html, "origin custom headers". */
const MAX_KEYS_CHARACTERS = 1783;
/** As edge/core/config.ts wants them, and short of what would end a text in the guard's code or a header. */
const KEY = /^[!#-&(-+\--[\]-z|~]{16,}$/;

/** What is wrong with it, in words that never quote it; undefined if it can be deployed. */
export function problemOfKeys(text: string | undefined): string | undefined {
  if (text === undefined) return 'holds bytes and no text';
  if (text.trim() === '') return 'holds no key';
  if (/^\s*[{["]/.test(text)) return 'holds JSON; the keys are plain text, separated by commas';
  if (/[\r\n]/.test(text)) return 'holds a line break, as a file does at its end; write the keys without one';
  // trim() takes more for spaces than a header may hold, such as what a web page has between words.
  if (/[^\x20-\x7e]/.test(text)) return 'holds a tab, a letter beyond ASCII or a character that is not seen; type it again';
  if (text.length > MAX_KEYS_CHARACTERS)
    return `holds ${text.length} characters, more than the ${MAX_KEYS_CHARACTERS} that CloudFront takes`;
  const keys = text.split(',').map((key) => key.trim());
  if (keys.some((key) => key === DEVELOPMENT_KEYS.signing || key === DEVELOPMENT_KEYS.page))
    return 'holds a development key, which is public';
  const wrong = keys.findIndex((key) => !KEY.test(key));
  if (wrong < 0) return undefined;
  const which = keys.length === 1 ? 'a key' : `in place ${wrong + 1} of ${keys.length} a key`;
  return `holds ${which} that is not 16 or more letters and digits (of other characters, none of , { } " ' \\ and no space)`;
}
