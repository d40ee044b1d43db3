// What is paid by the month or by use, whether anybody asks for a card or not: one row for each thing, by the parameter that switches
// it on. `cards cost`, docs/6-configure and docs/11-performance show these rows; a test holds them against serverless.yml and infra/.
import { METRICS } from '../../edge/core/metrics.ts';
import { madeSizesCost, viewedPhotosCost } from './photo-site.ts';
import { photoCost } from './photos.ts';
import { PRICE_LIST, PRICES, type PriceName } from './prices.ts';

export interface MonthlyCost {
  /** Of serverless.yml. Without one it is always there. */
  readonly parameter?: string;
  readonly what: string;
  /** By the month, without a single request. 0: only what is used. */
  readonly usd: number;
  /** What is paid on top, by use. */
  readonly use?: string;
  /** With the parameters as they are at first. */
  readonly byDefault: boolean;
}

/** Metrics that the alarms under HasAlarms in infra/ look at: an alarm on a share has two. Some switches add an alarm of their own. */
export const ALARM_METRICS = 17;
/** Of infra/firewall.yml. */
export const FIREWALL_RULES = 6;

/** Of an event source mapping that looks whether there is something in the queue. */
const EMPTY_QUEUE = 'some 650,000 calls of an empty queue, of a million that are free';
/** Of photos and of their removals. */
const EMPTY_QUEUES = `some 1,300,000 calls of two empty queues, of which a million are free and the others ${usd(0.3e6 * PRICES.queueCall)}`;

export const MONTHLY: readonly MonthlyCost[] = [
  { what: 'two secrets', usd: 2 * PRICES.secretMonth, byDefault: true },
  {
    what: `${Object.keys(METRICS).length} metrics`,
    usd: 0,
    use: `${usd(PRICES.metricMonth)} each, by the hours in which it counts something`,
    byDefault: true,
  },
  {
    parameter: 'pictureKey',
    what: 'a KMS key',
    usd: PRICES.kmsKeyMonth,
    use: `${usd(PRICES.kmsKeyMonth)} more after each of its first two yearly rotations`,
    byDefault: true,
  },
  { parameter: 'accessLogs', what: 'S3’s log', usd: 0, use: priceOf('s3GbMonth'), byDefault: true },
  {
    parameter: 'trafficLogs',
    what: 'CloudFront’s logs',
    usd: 0,
    use: `${priceOf('viewerFunction')} (each request has one more), ${priceOf('s3GbMonth')}, and ${priceOf('athenaTb')}`,
    byDefault: true,
  },
  { parameter: 'viewerAddresses', what: 'addresses in these logs', usd: 0, byDefault: false },
  {
    parameter: 'firewall',
    what: `a web ACL with ${FIREWALL_RULES} rules`,
    usd: PRICES.wafAclMonth + FIREWALL_RULES * PRICES.wafRuleMonth,
    use: priceOf('wafRequest'),
    byDefault: false,
  },
  { parameter: 'firewallLogs', what: 'the firewall’s log', usd: 0, use: priceOf('logGb'), byDefault: false },
  { parameter: 'dnsLogs', what: 'the zone’s log', usd: 0, use: priceOf('logGb'), byDefault: false },
  {
    parameter: 'alarms',
    what: `alarms on ${ALARM_METRICS} metrics`,
    usd: ALARM_METRICS * PRICES.alarmMonth,
    use: '10 of an account are free; `rotationDays`, `bucketGuard`, `pictureEvents`, `prerender` and `photoSite` add one each, `drawBrake` two, `photos` six',
    byDefault: false,
  },
  { parameter: 'drawBrake', what: 'an alarm, a topic and a function', usd: PRICES.alarmMonth, byDefault: true },
  { parameter: 'alarmEmail', what: 'mails of alarms', usd: 0, use: priceOf('mail'), byDefault: false },
  { parameter: 'monthlyBudget', what: 'a budget', usd: 0, use: 'free, for it only sends mails', byDefault: false },
  { parameter: 'rotationDays', what: 'a function', usd: 0, use: 'a run of a second', byDefault: false },
  { parameter: 'dashboard', what: 'a dashboard', usd: 0, use: 'three of an account are free', byDefault: false },
  {
    parameter: 'pictureEvents',
    what: 'a topic',
    usd: 0,
    use: 'a message for each picture, by what receives it',
    byDefault: false,
  },
  { parameter: 'pictureEventsEmail', what: 'mails of picture events', usd: 0, use: priceOf('mail'), byDefault: false },
  { parameter: 'auditTrail', what: 'a trail', usd: 0, use: priceOf('trailWrite'), byDefault: false },
  {
    parameter: 'bucketGuard',
    what: 'a trail',
    usd: 0,
    use: `nothing, or ${priceOf('trailChange')} where the account has a trail already`,
    byDefault: false,
  },
  {
    parameter: 'prerender',
    what: 'a queue, a table and a function',
    usd: 0,
    use: `${EMPTY_QUEUE}; then what is drawn`,
    byDefault: false,
  },
  {
    parameter: 'photos',
    what: 'two buckets, two queues, a table and three functions',
    usd: 0,
    use: `${EMPTY_QUEUES}; then ${cents(photoCost('embedded', 1000).total)} per 1,000 photos, and ${cents(photoCost('embedded', 1000).kept)} for each month that they are kept`,
    byDefault: false,
  },
  {
    parameter: 'photoDetector',
    what: 'Rekognition instead of the embedded detector',
    usd: 0,
    use: `with \`rekognition\` ${cents(photoCost('rekognition', 1000).total)} per 1,000 photos instead`,
    byDefault: false,
  },
  { parameter: 'photoHeic', what: 'HEIC photos', usd: 0, byDefault: true },
  {
    parameter: 'photoSite',
    what: 'a distribution, a CloudFront Function and a function',
    usd: 0,
    use: `in WebP ${cents(madeSizesCost('webp', 1000).total)} per 1,000 sizes that are made, and ${cents(viewedPhotosCost('webp', 10_000).total)} per 10,000 requests of viewers`,
    byDefault: false,
  },
  { parameter: 'photoMasters', what: 'photos kept whole', usd: 0, byDefault: true },
  { parameter: 'roleBoundary', what: 'a policy', usd: 0, byDefault: false },
];

/** USD for a month without a request, with the parameters as they are at first. */
export function monthlyFloor(): number {
  return MONTHLY.filter(({ byDefault }) => byDefault).reduce((sum, { usd: month }) => sum + month, 0);
}

/** A row's price in words, for the table of switches. */
export function monthlyPrice({ usd: month, use }: MonthlyCost): string {
  const parts = [month > 0 ? usd(month) : undefined, use].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(', and ') : 'nothing';
}

/** As AWS says it: `0.60 USD per 1,000,000 requests that WAF looks at`. */
function priceOf(name: PriceName): string {
  const { usd: price, per, unit } = PRICE_LIST[name];
  return `${usd(price)} per ${per === 1 ? '' : `${per.toLocaleString('en')} `}${unit}`;
}

function cents(amount: number): string {
  return `${amount.toFixed(2)} USD`;
}

/** Two digits after the point, and up to eight where a price has them. */
export function usd(amount: number): string {
  return `${amount.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 8 })} USD`;
}
