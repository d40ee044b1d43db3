// What the photo site costs, by type: a size that nobody asked for before, and what viewers ask for. `cards cost` prints it,
// docs/12-photos.md quotes it.
import { PHOTO_TYPES, type PhotoType } from '../../card-schema/photo-size.ts';
import { PRICES } from './prices.ts';

/** Memory of the function that makes sizes, of infra/photo-site.yml. */
const VARIANT_GB = 2;
/** Of a call, without the encoder: it asks S3 five times and decodes 1,600 pixels; starts of empty sandboxes are shared out. */
const CALL_SECONDS = 0.3;
/**
 * Of 960 × 640. `npm run bench:photos` measures a third of these seconds on two cores, and these bytes; a function of 2,048 MB has 1.16
 * cores.
 */
const OF_TYPE: Readonly<Record<PhotoType, { readonly seconds: number; readonly kb: number }>> = {
  jpg: { seconds: 0.04, kb: 86 },
  webp: { seconds: 0.17, kb: 54 },
  avif: { seconds: 0.9, kb: 44 },
};

const PUTS = 1;
/** By CloudFront, which finds nothing; the record before and after, the file itself, and what it is made of. */
const GETS = 5;
/** The claim, and that it is given back. */
const TABLE_WRITES = 2;
/** The guard. */
const VIEWER_FUNCTIONS = 1;
const KB_PER_GB = 1e6;

export interface MadeSizesCost {
  readonly compute: number;
  /** S3 and the table. */
  readonly calls: number;
  readonly total: number;
  /** A month, for as long as the photo is there. */
  readonly kept: number;
}

/** USD for so many sizes, each made once. */
export function madeSizesCost(type: PhotoType, sizes: number): MadeSizesCost {
  const { seconds, kb } = OF_TYPE[type];
  const compute = sizes * (PRICES.regionalInvocation + (CALL_SECONDS + seconds) * VARIANT_GB * PRICES.regionalGbSecond);
  const calls = sizes * (PUTS * PRICES.s3Put + GETS * PRICES.s3Get + TABLE_WRITES * PRICES.tableWrite);
  return { compute, calls, total: compute + calls, kept: (sizes * kb * PRICES.s3GbMonth) / KB_PER_GB };
}

export interface ViewedPhotosCost {
  readonly requests: number;
  readonly bodies: number;
  readonly total: number;
}

/** USD for so many requests of viewers, answered from CloudFront's cache: what S3 is asked for instead is a hundredth of it. */
export function viewedPhotosCost(type: PhotoType, viewed: number): ViewedPhotosCost {
  const requests = viewed * (PRICES.request + VIEWER_FUNCTIONS * PRICES.viewerFunction);
  const bodies = (viewed * OF_TYPE[type].kb * PRICES.transferGb) / KB_PER_GB;
  return { requests, bodies, total: requests + bodies };
}

/** A table of the three types, its head first. */
export function photoSiteRows(sizes: number, viewed: number): readonly (readonly string[])[] {
  const row = (what: string, usd: (type: PhotoType) => number) => [what, ...PHOTO_TYPES.map((type) => usd(type).toFixed(3))];
  const made = `${sizes.toLocaleString('en')} sizes made`;
  const seen = `${viewed.toLocaleString('en')} requests of viewers`;
  return [
    ['', ...PHOTO_TYPES.map((type) => type)],
    row(`${made}: the function`, (type) => madeSizesCost(type, sizes).compute),
    row(`${made}: S3, table`, (type) => madeSizesCost(type, sizes).calls),
    row(`${made}: in all`, (type) => madeSizesCost(type, sizes).total),
    row(`${made}: kept, a month`, (type) => madeSizesCost(type, sizes).kept),
    row(`${seen}: CloudFront`, (type) => viewedPhotosCost(type, viewed).requests),
    row(`${seen}: bodies`, (type) => viewedPhotosCost(type, viewed).bodies),
    row(`${seen}: in all`, (type) => viewedPhotosCost(type, viewed).total),
  ];
}
