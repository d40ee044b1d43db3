// What it costs to remove photos with all that shows them: `cards cost` prints it, docs/12-photos.md quotes it.
import { PRICES } from './prices.ts';

/** Memory of the function that removes, of infra/photo-removal.yml. */
const REMOVER_GB = 0.5;
/** Two, so that what was just being drawn goes as well. Each asks CloudFront to forget. */
const LOOKS = 2;
/** A tag of the pictures, and two addresses on the photo site. */
const PATHS = { pictures: 1, photoSite: 2 } as const;
const KEYS_PER_PAGE = 1000;
/** S3's answer to a listing of 1,000 keys, with the calls around it. */
const PAGE_SECONDS = 0.3;
/** Files of a photo, listed and deleted; deleting is free. */
const FOLDER_LISTINGS = 6;

/** Cards in the bucket of pictures that the documents speak of. */
const ASSUMED_CARDS = 100_000;

export interface RemovalCost {
  /** The function, and the listings of the bucket of pictures. */
  readonly looking: number;
  /** Beyond the 1,000 paths that an account has free each month. */
  readonly forgetting: number;
  readonly total: number;
}

/** USD for so many photos, removed one by one, with so many cards in the bucket of pictures. */
export function removalCost(photos: number, { cards = ASSUMED_CARDS, photoSite = true } = {}): RemovalCost {
  const pages = LOOKS * Math.max(1, Math.ceil(cards / KEYS_PER_PAGE));
  const seconds = pages * PAGE_SECONDS;
  // S3 takes the price of a PUT for a listing.
  const calls = (pages + FOLDER_LISTINGS) * PRICES.s3Put + seconds * REMOVER_GB * PRICES.regionalGbSecond;
  const paths = LOOKS * (PATHS.pictures + (photoSite ? PATHS.photoSite : 0));
  const [looking, forgetting] = [photos * calls, photos * paths * PRICES.invalidationPath];
  return { looking, forgetting, total: looking + forgetting };
}

/** A table without and with a photo site, its head first. */
export function removalRows(photos: number): readonly (readonly string[])[] {
  const costs = [false, true].map((photoSite) => removalCost(photos, { photoSite }));
  const row = (what: string, part: keyof RemovalCost) => [what, ...costs.map((cost) => cost[part].toFixed(2))];
  return [
    ['', 'without a photo site', 'with it'],
    row(`looking through ${ASSUMED_CARDS.toLocaleString('en')} cards, twice`, 'looking'),
    row('CloudFront forgets, beyond 1,000 paths a month', 'forgetting'),
    row('in all', 'total'),
  ];
}
