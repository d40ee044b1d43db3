import type { Focuses } from '../../card-schema/card-page.ts';
import type { Focus } from '../../card-schema/photo-focus.ts';
import { photoIdOf } from '../../card-schema/photo-id.ts';
import type { DraftPhotos } from './studio-frame.ts';

const IMAGES = '/api/image?src=';

/** Where the page finds an image of a card: the studio's server fetches it as the edge does. A static studio has no such server. */
export function imageAddress(address: string): string {
  return import.meta.env.DEV ? `${IMAGES}${encodeURIComponent(address)}` : address;
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
  const [before = '', fetched] = text.split(new URL(IMAGES, location.href).href);
  return fetched === undefined ? text : before + decodeURIComponent(fetched);
}
