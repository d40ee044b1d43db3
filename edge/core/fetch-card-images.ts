import { imageUrlsOf, photosOf } from '../../card-schema/card-images.ts';
import type { Focuses } from '../../card-schema/card-page.ts';
import type { Card } from '../../card-schema/catalogue.ts';
import { CardError } from '../../card-schema/errors.ts';
import { photoAddress, photoIdOf } from '../../card-schema/photo-id.ts';
import type { Deadline } from './deadline.ts';
import type { MissingImage } from './missing.ts';
import type { CardImage, CardPhoto, FetchImage, FetchPhoto } from './ports.ts';
import { MAX_IMAGES_MS, MAX_IMAGES_SHARE } from './time-limits.ts';
import { truncate } from './truncate.ts';

/** Address → image, for one card; that of a photo is `photo:` with its id. */
export type CardImages = ReadonlyMap<string, CardImage>;

export interface FetchedImages {
  readonly images: CardImages;
  readonly focuses: Focuses;
  /** Those that cannot be had, and why. The card is drawn without them. */
  readonly missing: readonly MissingImage[];
}

export interface ImageSources {
  readonly fetchImage: FetchImage;
  readonly fetchPhoto: FetchPhoto;
}

const MAX_REASON_CHARACTERS = 160;
/** What follows a host may hold a secret. */
const ADDRESS = /(https?:\/\/[^/\s"]+)\/[^\s"]*/g;

/** Fetches all images of a card at once, until the signal aborts. One that cannot be had costs none of the others. Never rejects. */
export async function fetchCardImages(
  card: Card,
  deadline: Deadline,
  { fetchImage, fetchPhoto }: ImageSources,
  signal: AbortSignal,
): Promise<FetchedImages> {
  const within = deadline.within(Math.min(MAX_IMAGES_MS, deadline.remainingMs() * MAX_IMAGES_SHARE));
  const fetchOne = async (url: string, fetch: (signal: AbortSignal) => Promise<CardPhoto>): Promise<Fetched> => {
    const over = new AbortController();
    try {
      return { url, ...(await within.bound('An image', fetch(AbortSignal.any([signal, over.signal])))) };
    } catch (error) {
      over.abort();
      return { url, reason: reasonOf(url, error) };
    }
  };
  const ofWeb = imageUrlsOf(card).map((url) => fetchOne(url, async (ended) => ({ image: await fetchImage(url, within, ended) })));
  const photos = photosOf(card).map(({ id, slot }) => fetchOne(photoAddress(id), (ended) => fetchPhoto(id, slot, within, ended)));
  return collect(await Promise.all([...ofWeb, ...photos]));
}

type Fetched = { readonly url: string } & (CardPhoto | { readonly reason: string });

function collect(fetched: readonly Fetched[]): FetchedImages {
  const had = fetched.filter((each) => 'image' in each);
  return {
    images: new Map(had.map(({ url, image }) => [url, image])),
    focuses: Object.fromEntries(had.flatMap(({ url, focus }) => (focus ? [[photoIdOf(url) ?? url, focus]] : []))),
    missing: fetched.flatMap((each) => ('reason' in each ? [{ url: each.url, reason: each.reason }] : [])),
  };
}

/** For an image that came, and that no decoder of the browser can read. */
export function undecodable(url: string): MissingImage {
  return { url, reason: `${nameOf(url)} sends an image that the browser cannot decode` };
}

/** Why an image cannot be had, in the words of what refused it. Another error's words may quote the whole address. */
function reasonOf(url: string, error: unknown): string {
  if (!(error instanceof CardError)) return `${nameOf(url)} could not be fetched`;
  const code = codeOf(error.cause);
  if (error.code === 'out_of_time' || code === 'ABORT_ERR') return `${nameOf(url)} took too long`;
  const reason = error.message.replace(/\.$/, '').replace(ADDRESS, '$1/…');
  return truncate(code && !reason.includes(code) ? `${reason} (${code})` : reason, MAX_REASON_CHARACTERS);
}

/** A code of the system such as ENOTFOUND, which says more than that it failed. */
function codeOf(cause: unknown): string | undefined {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return /^[A-Z][A-Z0-9_]{2,40}$/.test(code) ? code : undefined;
}

/** A photo's id is no secret; what follows a host may be one. */
function nameOf(url: string): string {
  const id = photoIdOf(url);
  if (id !== undefined) return `photo ${id}`;
  return URL.canParse(url) ? new URL(url).host : 'an address without a host';
}
