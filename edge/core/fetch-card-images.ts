import { imageUrlsOf } from '../../card-schema/card-images.ts';
import type { Card } from '../../card-schema/catalogue.ts';
import { CardError } from '../../card-schema/errors.ts';
import type { Deadline } from './deadline.ts';
import type { MissingImage } from './missing.ts';
import type { CardImage, FetchImage } from './ports.ts';
import { MAX_IMAGES_MS, MAX_IMAGES_SHARE } from './time-limits.ts';
import { truncate } from './truncate.ts';

/** Address → image, for one card. */
export type CardImages = ReadonlyMap<string, CardImage>;

export interface FetchedImages {
  readonly images: CardImages;
  /** Those that cannot be had, and why. The card is drawn without them. */
  readonly missing: readonly MissingImage[];
}

const MAX_REASON_CHARACTERS = 160;
/** What follows a host may hold a secret. */
const ADDRESS = /(https?:\/\/[^/\s"]+)\/[^\s"]*/g;

/** Fetches all images of a card at once, until the signal aborts. One that cannot be had costs none of the others. Never rejects. */
export async function fetchCardImages(
  card: Card,
  deadline: Deadline,
  fetchImage: FetchImage,
  signal: AbortSignal,
): Promise<FetchedImages> {
  const within = deadline.within(Math.min(MAX_IMAGES_MS, deadline.remainingMs() * MAX_IMAGES_SHARE));
  const fetchOne = async (url: string) => {
    const over = new AbortController();
    try {
      const fetching = fetchImage(url, within, AbortSignal.any([signal, over.signal]));
      return { url, image: await within.bound('An image', fetching) };
    } catch (error) {
      over.abort();
      return { url, reason: reasonOf(url, error) };
    }
  };
  const fetched = await Promise.all(imageUrlsOf(card).map(fetchOne));
  return {
    images: new Map(fetched.flatMap(({ url, image }) => (image ? [[url, image] as const] : []))),
    missing: fetched.flatMap(({ url, reason }) => (reason === undefined ? [] : [{ url, reason }])),
  };
}

/** For an image that came, and that no decoder of the browser can read. */
export function undecodable(url: string): MissingImage {
  return { url, reason: `${hostOf(url)} sends an image that the browser cannot decode` };
}

/** Why an image cannot be had, in the words of what refused it. Another error's words may quote the whole address. */
function reasonOf(url: string, error: unknown): string {
  if (!(error instanceof CardError)) return `${hostOf(url)} could not be fetched`;
  const code = codeOf(error.cause);
  if (error.code === 'out_of_time' || code === 'ABORT_ERR') return `${hostOf(url)} took too long`;
  const reason = error.message.replace(/\.$/, '').replace(ADDRESS, '$1/…');
  return truncate(code && !reason.includes(code) ? `${reason} (${code})` : reason, MAX_REASON_CHARACTERS);
}

/** A code of the system such as ENOTFOUND, which says more than that it failed. */
function codeOf(cause: unknown): string | undefined {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return /^[A-Z][A-Z0-9_]{2,40}$/.test(code) ? code : undefined;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'an address without a host';
}
