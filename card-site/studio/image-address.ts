import { photosOf } from '../../card-schema/card-images.ts';
import type { Focuses } from '../../card-schema/card-page.ts';
import { createCard } from '../../card-schema/catalogue.ts';
import type { Slot } from '../../card-schema/fields.ts';
import type { Focus } from '../../card-schema/photo-focus.ts';
import { photoAddress, photoIdOf } from '../../card-schema/photo-id.ts';
import type { DraftPhotos, ShownCard } from './studio-frame.ts';

const IMAGES = '/api/image?';

/** Where the page finds an image of a card: the studio's server fetches it as the edge does. A static studio has no such server. */
export function imageAddress(address: string, slot?: Slot): string {
  const query = new URLSearchParams({ ...(slot ? { slot: slot.join('x') } : {}), src: address });
  return import.meta.env.DEV ? `${IMAGES}${query}` : address;
}

/** How large a card shows each of its photos, by their addresses: the edge reads the smallest file that is enough. */
export function photoSlotsOf({ template, params }: ShownCard): ReadonlyMap<string, Slot> {
  try {
    return new Map(photosOf(createCard(template, params)).map(({ id, slot }) => [photoAddress(id), slot]));
  } catch {
    return new Map(); // no card, which drawing will say
  }
}

/** What the crops of a card's photos must keep: as the studio's server reads it, or as it would be. */
export async function focusesOf(params: unknown, drafts: DraftPhotos = {}): Promise<Focuses> {
  const values = import.meta.env.DEV ? Object.values(params ?? {}) : [];
  const photos = values.filter((value) => typeof value === 'string' && photoIdOf(value) !== undefined);
  const read = photos.map(async (photo) => {
    const id = photoIdOf(photo) ?? '';
    const draft = drafts[id];
    if (draft) return [[id, draft.focus] as const];
    const answer = await fetch(`/api/focus?photo=${photo}`);
    const focus = answer.ok ? ((await answer.json()) as Focus | null) : null; // our own server wrote it
    return focus ? [[id, focus] as const] : [];
  });
  return Object.fromEntries((await Promise.all(read)).flat());
}

/** A text that names such an address, with the image's own in its place. */
export function withOwnAddress(text: string): string {
  const [before = '', query] = text.split(new URL(IMAGES, location.href).href);
  return query === undefined ? text : before + (new URLSearchParams(query).get('src') ?? '');
}
