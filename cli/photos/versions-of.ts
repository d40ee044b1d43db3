import type { ListedPhoto, ShownPhoto } from './answers.ts';
import type { PhotoPlace } from './photo-place.ts';

/** The other photos that were made of the files of these: what they were edited from, and to. */
export async function versionsOf(photos: readonly ShownPhoto[], place: PhotoPlace): Promise<readonly ListedPhoto[]> {
  const sources = new Set(photos.map(({ source }) => source));
  const named = new Set(photos.map(({ id }) => id));
  const found: ListedPhoto[] = [];
  for await (const page of place.list())
    found.push(...page.filter(({ id, source }) => source !== undefined && sources.has(source) && !named.has(id)));
  return found;
}
