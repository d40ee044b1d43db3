// Texts as a network cuts them.
import type { Cut } from './network.ts';

const DOTS = '...';

/** Cuts by bytes as Discord was seen to do it: a longer text loses its end and gets three dots. */
export function cutText(text: string, cut: Cut): string {
  if (!('bytes' in cut)) return text; // CSS counts the lines
  const utf8 = new TextEncoder();
  if (utf8.encode(text).length <= cut.bytes) return text;
  let kept = '';
  let bytes = 0;
  for (const character of text) {
    bytes += utf8.encode(character).length;
    if (bytes > cut.bytes) break;
    kept += character;
  }
  return `${kept}${DOTS}`;
}
