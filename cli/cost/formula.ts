// What cards cost on AWS: the one formula. `cards cost`, the documents and the bench count with it.
import { PRICES } from './prices.ts';

const MILLION = 1e6;
const KB_PER_GB = 1e6;
const BYTES_PER_GB = 1e9;

/** The function on origin-request: it parses a path. Its start loads 200 kB of code. */
const REQUEST = { memoryGb: 0.125, warmSeconds: 0.005, coldSeconds: 0.3 } as const;
/** Of origin-response when S3 has the picture: it adds a header. */
const PASS_ON_SECONDS = 0.005;
/**
 * What an empty sandbox reads from the card site for its first card, measured with the examples: 4 or 5 requests of 472 to 591 kB,
 * and of a card in Japanese 25 of 795. The page goes through the guard and is asked of S3 each time; script, style and fonts come
 * from CloudFront's cache.
 */
const CARD_SITE = { requests: 5, kb: 560, pages: 1 } as const;
/**
 * Bytes of both functions' logs for one request: our own lines, measured with the examples, and Lambda's START, END and REPORT, some
 * 350 bytes for each run.
 */
const LOG_BYTES = { drawn: 1000 + 350 + 2 * 350, stored: 450 + 350 + 2 * 350 } as const;
/** CloudFront Functions of each request: one in front of the cache, one that notes for `trafficLogs` what became of the card. */
const VIEWER_FUNCTIONS = 2;
/** S3 asks the key itself for one request in a hundred (s3/latest/userguide/bucket-key.html: "up to 99 percent" fewer). */
const KMS_SHARE = 0.01;

export interface CostInput {
  /** Of the function that draws. */
  readonly memoryGb: number;
  readonly warmSeconds: number;
  /** Start and first card of an empty sandbox. */
  readonly coldSeconds: number;
  /** Start of an empty sandbox whose first card S3 has: it is billed, though no browser is needed. */
  readonly storedColdSeconds: number;
  /** Share of runs that meet an empty sandbox, 0 to 1. */
  readonly coldShare: number;
  readonly pictureKb: number;
}

/** USD. */
export interface Cost {
  /** Both functions: invocations and GB-seconds. */
  readonly edge: number;
  /** With what its encryption asks of KMS. */
  readonly s3: number;
  readonly cdn: number;
  readonly logs: number;
  readonly total: number;
}

/** A million cards that nobody has asked for before: drawn, stored, kept for a month, and sent once. */
export function costPerMillion(input: CostInput): Cost {
  const { coldShare, warmSeconds, coldSeconds, pictureKb } = input;
  const gb = gigabytes(pictureKb);
  return costOf({
    edge: functionsPerMillion(input, mean(coldShare, warmSeconds, coldSeconds)),
    s3:
      MILLION * (PRICES.s3Put + PRICES.s3Get + 2 * KMS_SHARE * PRICES.kmsRequest + coldShare * CARD_SITE.pages * PRICES.s3Get) +
      gb * PRICES.s3GbMonth,
    cdn: missPerMillion(pictureKb) + coldShare * cardSitePerMillion(),
    logs: logsPerMillion(LOG_BYTES.drawn),
  });
}

/** A million requests that CloudFront has to ask S3 for, and S3 has the picture. */
export function costPerMillionStored(input: CostInput): Cost {
  return costOf({
    edge: functionsPerMillion(input, mean(input.coldShare, PASS_ON_SECONDS, input.storedColdSeconds)),
    s3: MILLION * (PRICES.s3Get + KMS_SHARE * PRICES.kmsRequest),
    cdn: missPerMillion(input.pictureKb),
    logs: logsPerMillion(LOG_BYTES.stored),
  });
}

/** A million requests that CloudFront answers from its cache. No Lambda function runs. */
export function costPerMillionCached({ pictureKb }: Pick<CostInput, 'pictureKb'>): Cost {
  const cdn = MILLION * viewerPrice() + gigabytes(pictureKb) * PRICES.transferGb;
  return costOf({ edge: 0, s3: 0, cdn, logs: 0 });
}

/** Shares of costs, added up: 0.9 of one and 0.1 of another. Whole numbers serve as well: 36 of one and 2 of another. */
export function mixed(parts: readonly (readonly [share: number, cost: Cost])[]): Cost {
  const sum = (part: 'edge' | 's3' | 'cdn' | 'logs') => parts.reduce((usd, [share, cost]) => usd + share * cost[part], 0);
  return costOf({ edge: sum('edge'), s3: sum('s3'), cdn: sum('cdn'), logs: sum('logs') });
}

function functionsPerMillion({ memoryGb, coldShare }: CostInput, seconds: number): number {
  const gbSeconds = memoryGb * seconds + REQUEST.memoryGb * mean(coldShare, REQUEST.warmSeconds, REQUEST.coldSeconds);
  return MILLION * (2 * PRICES.invocation + gbSeconds * PRICES.gbSecond);
}

/** Of a request that reaches CloudFront, whatever becomes of it. */
function viewerPrice(): number {
  return PRICES.request + VIEWER_FUNCTIONS * PRICES.viewerFunction;
}

/** CloudFront's part of a request that it cannot answer itself. */
function missPerMillion(pictureKb: number): number {
  return MILLION * (viewerPrice() + PRICES.shield) + gigabytes(pictureKb) * PRICES.transferGb;
}

/** CloudFront's part of a million sandboxes that read the card site. Its guard is a CloudFront Function. */
function cardSitePerMillion(): number {
  const { requests, kb, pages } = CARD_SITE;
  return MILLION * (requests * PRICES.request + pages * PRICES.viewerFunction) + gigabytes(kb) * PRICES.transferGb;
}

function logsPerMillion(bytes: number): number {
  return ((MILLION * bytes) / BYTES_PER_GB) * PRICES.logGb;
}

function mean(coldShare: number, warm: number, cold: number): number {
  return (1 - coldShare) * warm + coldShare * cold;
}

function gigabytes(kb: number): number {
  return (MILLION * kb) / KB_PER_GB;
}

function costOf({ edge, s3, cdn, logs }: Omit<Cost, 'total'>): Cost {
  const cents = (usd: number) => Math.round(usd * 100) / 100;
  return { edge: cents(edge), s3: cents(s3), cdn: cents(cdn), logs: cents(logs), total: cents(edge + s3 + cdn + logs) };
}
