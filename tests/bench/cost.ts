// What a million cards that nobody has asked for before cost on AWS: the formula, its prices and its assumptions.

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
  /** Per GB to viewers. */
  transferGb: 0.085,
} as const;

const MILLION = 1e6;
/** Of origin-request: it parses a path. */
const REQUEST_GB = 0.125;
const REQUEST_SECONDS = 0.005;

export interface CostInput {
  /** Of the function that draws. */
  readonly memoryGb: number;
  readonly warmSeconds: number;
  readonly coldSeconds: number;
  /** Share of cards that meet an empty sandbox, 0 to 1. */
  readonly coldShare: number;
  readonly pictureKb: number;
}

/** USD per million new cards. */
export interface Cost {
  /** Both functions: invocations and GB-seconds. */
  readonly edge: number;
  readonly s3: number;
  readonly cdn: number;
  readonly total: number;
}

export function costPerMillion({ memoryGb, warmSeconds, coldSeconds, coldShare, pictureKb }: CostInput): Cost {
  const seconds = (1 - coldShare) * warmSeconds + coldShare * coldSeconds;
  const gbSeconds = memoryGb * seconds + REQUEST_GB * REQUEST_SECONDS;
  const edge = MILLION * (2 * PRICES.invocation + gbSeconds * PRICES.gbSecond);
  const gb = (MILLION * pictureKb) / 1e6;
  const s3 = MILLION * (PRICES.s3Put + PRICES.s3Get) + gb * PRICES.s3Gb;
  const cdn = MILLION * (PRICES.request + PRICES.shield) + gb * PRICES.transferGb;
  const cents = (usd: number) => Math.round(usd * 100) / 100;
  return { edge: cents(edge), s3: cents(s3), cdn: cents(cdn), total: cents(edge + s3 + cdn) };
}
