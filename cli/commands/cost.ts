// The command cost: what cards cost on AWS, by the formula that the bench uses as well.
import { PHOTO_TYPES, type PhotoType } from '../../card-schema/photo-size.ts';
import { FLOOD, type FloodHour, floodHours } from '../cost/floods.ts';
import type { Cost } from '../cost/formula.ts';
import {
  ASSUMED,
  type Assumption,
  type Assumptions,
  assumedIn,
  COLD_SHARES,
  costByColdShare,
  costByShares,
  costRows,
  STORED_SHARES,
} from '../cost/model.ts';
import { MONTHLY, monthlyFloor } from '../cost/monthly.ts';
import { removalCost, removalRows } from '../cost/photo-removals.ts';
import { madeSizesCost, photoSiteRows, viewedPhotosCost } from '../cost/photo-site.ts';
import { photoCost, photoCostRows } from '../cost/photos.ts';
import { PRICE_LIST, PRICES, PRICES_OF } from '../cost/prices.ts';
import { formatCount, mostUnsignedPictures, unsignedTemplates } from '../cost/unsigned.ts';
import { command } from '../terminal/command.ts';
import type { NumberOption } from '../terminal/option.ts';
import { formatTable } from '../terminal/table.ts';

const BOUNDS: Readonly<Record<Assumption, readonly [min: number, max: number, value: string, description: string]>> = {
  'hit-rate': [0, 100, 'PERCENT', 'of requests that CloudFront’s cache answers'],
  'new-share': [0, 100, 'PERCENT', 'of the other requests whose card is drawn; S3 has the rest'],
  'warm-ms': [0, 30_000, 'MS', 'for a card in a browser that runs'],
  'cold-ms': [0, 30_000, 'MS', 'for the first card of a sandbox'],
  'stored-cold-ms': [0, 30_000, 'MS', 'for the start of a sandbox whose first card S3 has'],
  'cold-share': [0, 100, 'PERCENT', 'of runs that meet an empty sandbox'],
  memory: [128, 10_240, 'MB', 'of the function that draws'],
  'picture-kb': [1, 750, 'KB', 'of a picture'],
};

const OPTIONS = {
  ...(Object.fromEntries(
    Object.entries(BOUNDS).map(([name, [min, max, value, description]]) => [
      name,
      { type: 'number', value, description, min, max, initial: ASSUMED[name as Assumption] },
    ]),
  ) as unknown as Record<Assumption, NumberOption & { readonly initial: number }>), // its own keys
  photos: { type: 'number', value: 'N', description: 'uploaded, each once', min: 1, max: 1_000_000_000, initial: 1000 },
} as const;

export const cost = command({
  description: 'prints what cards cost on AWS, and what that assumes',
  usage: '',
  options: OPTIONS,
  examples: ['cost', 'cost --hit-rate 99 --picture-kb 60', 'cost --photos 20000', 'cost --memory 1769 --warm-ms 200 --json'],
  notes: `A model, no bill: prices of us-east-1 in ${PRICES_OF}, without free tiers, taxes and what is there anyway.`,
  async run({ options: { photos, ...assumptions } }) {
    return { text: formatCosts(assumptions, photos), json: { ...costsAsJson(assumptions), ...photosAsJson(photos) } };
  },
});

function formatCosts(assumptions: Assumptions, photos: number): string {
  const sections: readonly (readonly [title: string, table: string])[] = [
    ['USD per million', formatTable([COLUMNS, ...costRows(assumptions).map(([name, usd]) => [name, ...figures(usd)])], FIGURES)],
    [
      `USD per million requests that reach S3: rows by the share of empty sandboxes, columns by the share that S3 has`,
      byShares(assumptions),
    ],
    ['USD a month, whatever is asked for', monthly()],
    ['All pictures of each template without a signature, once for each of its designs', unsigned(assumptions)],
    [`USD for ${photos.toLocaleString('en')} photos, where photos are on`, formatTable(photoCostRows(photos), [1, 2])],
    [
      `USD to remove ${photos.toLocaleString('en')} photos, and the cards that show them`,
      formatTable(removalRows(photos), [1, 2]),
    ],
    ['USD for photos in any size, where photoSite is on', formatTable(photoSiteRows(SIZES, VIEWED), [1, 2, 3])],
    [`USD for an hour of ${FLOOD.rate.toLocaleString('en')} requests a second`, floods(assumptions)],
  ];
  return [...sections.map(([title, table]) => `${title}\n\n${table}`), assumedIn(assumptions)].join('\n\n');
}

function byShares(assumptions: Assumptions): string {
  const rows = costByShares(assumptions).map((row, at) => [`${COLD_SHARES[at]} %`, ...row.map((usd) => usd.toFixed(2))]);
  return formatTable([['', ...STORED_SHARES.map((share) => `${share} %`)], ...rows], FIGURES);
}

function monthly(): string {
  const rows = MONTHLY.map(({ parameter, what, usd, use, byDefault }) => [
    what,
    usd.toFixed(2),
    parameter === undefined ? 'always' : `${parameter}${byDefault ? ', on at first' : ''}`,
    use?.replaceAll('`', '') ?? '',
  ]);
  return formatTable(rows, [1]);
}

function unsigned(assumptions: Assumptions): string {
  const rows = unsignedTemplates(assumptions).map(({ template, pictures, usd }) => [
    template,
    formatCount(pictures),
    wholeUsd(usd),
  ]);
  return formatTable([['', 'pictures', 'USD'], ...rows], [1, 2]);
}

function floods(assumptions: Assumptions): string {
  const rows = floodHours(mostUnsignedPictures(), assumptions).map(({ what, ...usd }) => [
    what,
    ...FLOOD_PARTS.map((part) => wholeUsd(usd[part])),
  ]);
  return formatTable([['', 'functions, S3', 'requests', 'bodies', 'in all'], ...rows], FIGURES);
}

function costsAsJson(assumptions: Assumptions): Readonly<Record<string, unknown>> {
  return {
    assumptions,
    prices: PRICES,
    priceList: PRICE_LIST,
    usdPerMillion: Object.fromEntries(costRows(assumptions)),
    usdPerMillionByColdShare: Object.fromEntries(costByColdShare(assumptions).map((each, at) => [COLD_SHARES[at], each])),
    usdPerMillionByShares: costByShares(assumptions).map((row, at) => ({
      coldShare: COLD_SHARES[at],
      byStoredShare: Object.fromEntries(row.map((usd, column) => [STORED_SHARES[column], usd])),
    })),
    usdPerMonthWithoutRequests: monthlyFloor(),
    monthly: MONTHLY,
    unsignedTemplates: unsignedTemplates(assumptions).map(({ pictures, ...rest }) => ({
      ...rest,
      pictures: pictures.toString(),
    })),
    floodHours: floodHours(mostUnsignedPictures(), assumptions),
  };
}

function photosAsJson(photos: number): Readonly<Record<string, unknown>> {
  const ofType = (type: PhotoType) =>
    [type, { made: madeSizesCost(type, SIZES), viewed: viewedPhotosCost(type, VIEWED) }] as const;
  return {
    photos,
    usdForPhotos: { embedded: photoCost('embedded', photos), rekognition: photoCost('rekognition', photos) },
    usdForRemovals: { withPhotoSite: removalCost(photos), withoutPhotoSite: removalCost(photos, { photoSite: false }) },
    photoSite: { sizes: SIZES, viewed: VIEWED, usd: Object.fromEntries(PHOTO_TYPES.map(ofType)) },
  };
}

/** Sizes that are made, and requests of viewers, that costs of the photo site are said for. */
const [SIZES, VIEWED] = [1000, 10_000];
const COLUMNS = ['', 'functions', 'S3', 'CloudFront', 'logs', 'in all'];
/** Columns that stand to the right. */
const FIGURES = [1, 2, 3, 4, 5];
const FLOOD_PARTS = ['work', 'requests', 'transfer', 'total'] as const satisfies readonly (keyof FloodHour)[];

function figures({ edge, s3, cdn, logs, total }: Cost): readonly string[] {
  return [edge, s3, cdn, logs, total].map((usd) => usd.toFixed(2));
}

function wholeUsd(usd: number): string {
  const digits = usd < 0.01 ? 5 : usd < 10 ? 2 : 0;
  return usd.toLocaleString('en', { minimumFractionDigits: Math.min(2, digits), maximumFractionDigits: digits });
}
