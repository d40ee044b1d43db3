// What the demo site's server asks the HTTP API of photos, as a team's own server would.
import { setTimeout as sleep } from 'node:timers/promises';
import { isPhotoId } from '../../../card-schema/photo-id.ts';
import type { PhotoRecord } from '../../../cloud/photos/photo-record.ts';

/** An answer of the API, to be handed on. */
export interface ApiAnswer {
  readonly status: number;
  readonly json: string;
}

type Variant = PhotoRecord['variants'][number] & { readonly url: string };

export interface ShownPhoto extends Omit<PhotoRecord, 'variants'> {
  readonly variants: readonly Variant[];
}

const MAX_MS = 10_000;
const RETRY_MS = 1000;
/** On the page with all photos. */
const MAX_LISTED = 12;

/** A busy API (429) is asked again, as it says. */
export async function callApi(api: string, method: string, path: string, json?: string): Promise<ApiAnswer> {
  const body = json === undefined ? {} : { body: json, headers: { 'content-type': 'application/json' } };
  const signal = AbortSignal.timeout(MAX_MS);
  for (;;) {
    const answer = await fetch(`${api}${path}`, { method, signal, ...body });
    const text = await answer.text();
    if (answer.status !== 429) return { status: answer.status, json: text };
    await sleep(RETRY_MS, undefined, { signal });
  }
}

/** Undefined if there is none. */
export async function readPhoto(api: string, id: string): Promise<ShownPhoto | undefined> {
  if (!isPhotoId(id)) return undefined;
  const { status, json } = await callApi(api, 'GET', `/photos/${id}`);
  if (status === 404) return undefined;
  if (status !== 200) throw new Error(`The API of photos answers ${status}.`);
  return JSON.parse(json) as ShownPhoto; // our own API's
}

/** Some of those that there are. */
export async function readPhotos(api: string): Promise<readonly ShownPhoto[]> {
  const { status, json } = await callApi(api, 'GET', '/photos');
  if (status !== 200) throw new Error(`The API of photos answers ${status}.`);
  const { photos } = JSON.parse(json) as { readonly photos: readonly { readonly id: string }[] }; // our own API's
  const shown = await Promise.all(photos.slice(0, MAX_LISTED).map(({ id }) => readPhoto(api, id)));
  return shown.flatMap((photo) => photo ?? []); // one may have been removed meanwhile
}
