// What cards cost on AWS: the formula, its prices and its assumptions. The bench and `cards cost` count with it.

/** USD, us-east-1 and Lambda@Edge, November 2026. */
export const PRICES = {
  /** Per invocation of a function at the edge. */
  invocation: 0.6e-6,
  /** Per GB and second, three times the price of a Region. */
  gbSecond: 5.001e-5,
  s3Put: 0.005e-3,
  s3Get: 0.0004e-3,
  /** Per GB and month. */
  s3Gb: 0.023,
  /** Per HTTPS request to CloudFront, and one more for Origin Shield. */
  request: 0.01e-4,
  shield: 0.0075e-4,
  /** Per run of the CloudFront Function in front of the cache: one for each request. */
  viewerFunction: 0.1e-6,
  /** Per GB to viewers. */
  transferGb: 0.085,
  /** Per month: a secret, a KMS key, a custom metric of CloudWatch. */
  secretMonth: 0.4,
  kmsKeyMonth: 1,
  metricMonth: 0.3,
} as const;

const MILLION = 1e6;
/** Of origin-request: it parses a path. */
const REQUEST_GB = 0.125;
const REQUEST_SECONDS = 0.005;
/** Of origin-response when S3 has the picture: it adds a header. */
const PASS_ON_SECONDS = 0.005;

export interface CostInput {
  /** Of the function that draws. */
  readonly memoryGb: number;
  readonly warmSeconds: number;
  readonly coldSeconds: number;
  /** Share of cards that meet an empty sandbox, 0 to 1. */
  readonly coldShare: number;
  readonly pictureKb: number;
}

/** USD. */
export interface Cost {
  /** Both functions: invocations and GB-seconds. */
  readonly edge: number;
  readonly s3: number;
  readonly cdn: number;
  readonly total: number;
}

/** A million cards that nobody has asked for before: drawn, stored, kept for a month, and sent once. */
export function costPerMillion({ memoryGb, warmSeconds, coldSeconds, coldShare, pictureKb }: CostInput): Cost {
  const seconds = (1 - coldShare) * warmSeconds + coldShare * coldSeconds;
  const gb = gigabytes(pictureKb);
  return costOf({
    edge: functionsPerMillion(memoryGb * seconds),
    s3: MILLION * (PRICES.s3Put + PRICES.s3Get) + gb * PRICES.s3Gb,
    cdn: MILLION * (PRICES.request + PRICES.viewerFunction + PRICES.shield) + gb * PRICES.transferGb,
  });
}

/** A million requests that CloudFront has to ask S3 for, and S3 has the picture. */
export function costPerMillionStored({ memoryGb, pictureKb }: CostInput): Cost {
  return costOf({
    edge: functionsPerMillion(memoryGb * PASS_ON_SECONDS),
    s3: MILLION * PRICES.s3Get,
    cdn: MILLION * (PRICES.request + PRICES.viewerFunction + PRICES.shield) + gigabytes(pictureKb) * PRICES.transferGb,
  });
}

/** A million requests that CloudFront answers from its cache. No Lambda function runs. */
export function costPerMillionCached({ pictureKb }: CostInput): Cost {
  const cdn = MILLION * (PRICES.request + PRICES.viewerFunction) + gigabytes(pictureKb) * PRICES.transferGb;
  return costOf({ edge: 0, s3: 0, cdn });
}

/** Shares of costs, added up: 0.9 of one and 0.1 of another. */
export function mixed(parts: readonly (readonly [share: number, cost: Cost])[]): Cost {
  const sum = (part: 'edge' | 's3' | 'cdn') => parts.reduce((usd, [share, cost]) => usd + share * cost[part], 0);
  return costOf({ edge: sum('edge'), s3: sum('s3'), cdn: sum('cdn') });
}

function functionsPerMillion(gbSeconds: number): number {
  return MILLION * (2 * PRICES.invocation + (gbSeconds + REQUEST_GB * REQUEST_SECONDS) * PRICES.gbSecond);
}

function gigabytes(pictureKb: number): number {
  return (MILLION * pictureKb) / 1e6;
}

function costOf({ edge, s3, cdn }: Omit<Cost, 'total'>): Cost {
  const cents = (usd: number) => Math.round(usd * 100) / 100;
  return { edge: cents(edge), s3: cents(s3), cdn: cents(cdn), total: cents(edge + s3 + cdn) };
}
