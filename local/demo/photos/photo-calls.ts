// What the demo site's server asks the HTTP API of photos, as a team's own server would.
import { isPhotoId } from '../../../card-schema/photo-id.ts';
import type { PhotoRecord } from '../../../cloud/photos/photo-record.ts';
import { callPhotoApi } from '../../photos/call-photo-api.ts';

type Variant = PhotoRecord['variants'][number] & { readonly url: string };

export interface ShownPhoto extends Omit<PhotoRecord, 'variants'> {
  readonly variants: readonly Variant[];
}

/** On the page with all photos. */
const MAX_LISTED = 12;

/** Undefined if there is none. */
export async function readPhoto(api: string, id: string): Promise<ShownPhoto | undefined> {
  if (!isPhotoId(id)) return undefined;
  const { status, json } = await callPhotoApi(api, { method: 'GET', path: `/photos/${id}` });
  if (status === 404) return undefined;
  if (status !== 200) throw new Error(`The API of photos answers ${status}.`);
  return JSON.parse(json) as ShownPhoto; // our own API's
}

/** Some of those that there are. */
export async function readPhotos(api: string): Promise<readonly ShownPhoto[]> {
  const { status, json } = await callPhotoApi(api, { method: 'GET', path: '/photos' });
  if (status !== 200) throw new Error(`The API of photos answers ${status}.`);
  const { photos } = JSON.parse(json) as { readonly photos: readonly { readonly id: string }[] }; // our own API's
  const shown = await Promise.all(photos.slice(0, MAX_LISTED).map(({ id }) => readPhoto(api, id)));
  return shown.flatMap((photo) => photo ?? []); // one may have been removed meanwhile
}
