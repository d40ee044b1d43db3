// @examples article event quote
// What the renderers without a browser draw: the components, compiled, and the emoji as images.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { elementOf } from '../cards/elements.tsx';
import { ELEMENTS } from '../cards/site.ts';
import { EMOJI } from '../cards/texts.ts';

const cards = join(import.meta.dirname, '../cards');

export async function loadElements(): Promise<typeof elementOf> {
  const loaded = (await import(ELEMENTS)) as { elementOf: typeof elementOf }; // compiled from that very file
  return loaded.elementOf;
}

/** Emoji → PNG, drawn beforehand from the font that the browser has. */
export async function readEmoji(): Promise<ReadonlyMap<string, Buffer>> {
  const file = (emoji: string) => join(cards, `emoji/${emoji.codePointAt(0)?.toString(16)}.png`);
  return new Map(await Promise.all(EMOJI.map(async (emoji) => [emoji, await readFile(file(emoji))] as const)));
}
