// The figures of a deployed stage, by one query of Athena.
import type { AthenaClient } from '@aws-sdk/client-athena';
import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { asked } from '../aws/aws.ts';
import type { Deployment } from '../aws/deployment.ts';
import { ExpectedError } from '../terminal/errors.ts';
import { askAthena, type Patience } from './ask-athena.ts';
import { queryCost, usd } from './format.ts';
import type { Group } from './group.ts';
import type { How } from './how.ts';
import { COLUMNS, trafficQuery } from './query.ts';
import { type TrafficReport, trafficReport } from './report.ts';
import { createTotals } from './totals.ts';

export interface StackQuestion {
  readonly days: number;
  readonly topCards: number;
  /** GB that the query may read. */
  readonly maxGb: number;
  readonly now: Date;
}

export interface StackParts {
  readonly athena: AthenaClient;
  readonly s3: S3Client;
  readonly deployment: Deployment;
  /** For people, before it costs. */
  readonly say: (sentence: string) => void;
  readonly patience?: Patience;
}

const DAY_MS = 24 * 3600 * 1000;
const BYTES_PER_GB = 1e9;
/** The most that the work group lets one query read: BytesScannedCutoffPerQuery in infra/traffic-logs.yml. */
export const MAX_QUERY_GB = 100;
/** Of CloudFront's folders in the bucket of logs, see infra/traffic-logs.yml. */
const FOLDER = 'cloudfront/pictures/';

export interface StackTraffic extends TrafficReport {
  readonly bytesRead: number;
}

/** Throws ExpectedError `no_logs`, `too_large`, and AwsError. */
export async function trafficOfStack(question: StackQuestion, parts: StackParts): Promise<StackTraffic> {
  const { days, topCards, maxGb, now } = question;
  const place = placesIn(parts.deployment);
  const folders = Array.from({ length: days }, (_, ago) => folderOf(new Date(now.getTime() - ago * DAY_MS))).reverse();
  const bytes = await sizeOf(parts.s3, place.bucket, folders);
  if (bytes === 0) throw new ExpectedError('no_logs', noLogs(parts.deployment.stack, days));
  const gb = bytes / BYTES_PER_GB;
  if (gb > maxGb) throw tooLarge(days, gb);
  parts.say(`Athena reads ${(bytes / 1e6).toFixed(1)} MB of logs, for about ${usd(queryCost(bytes))} USD.`);
  const sql = trafficQuery({ firstDay: folders[0] ?? '', lastDay: folders.at(-1) ?? '', topCards });
  const { rows, bytesRead } = await askAthena(parts.athena, sql, place, parts.patience);
  return { ...reportOf(rows, topCards), bytesRead };
}

function placesIn({ stack, physicalIds }: Deployment) {
  const { LogBucket: bucket, TrafficDatabase: database, TrafficQueries: workGroup } = physicalIds;
  if (bucket === undefined || database === undefined || workGroup === undefined)
    throw new ExpectedError('no_logs', `The stack ${stack} keeps no access logs: deploy it with the parameter trafficLogs on.`);
  return { bucket, database, workGroup };
}

function folderOf(day: Date): string {
  return day.toISOString().slice(0, 10).replaceAll('-', '/');
}

async function sizeOf(s3: S3Client, bucket: string, folders: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const folder of folders) {
    const pages = paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix: `${FOLDER}${folder}/` });
    for (let page = await asked(`S3, listing ${bucket}`, pages.next()); !page.done; page = await pages.next())
      bytes += (page.value.Contents ?? []).reduce((sum, { Size = 0 }) => sum + Size, 0);
  }
  return bytes;
}

function tooLarge(days: number, gb: number): ExpectedError {
  const size = `The log of these ${days} days has ${gb.toFixed(1)} GB, which costs about ${usd(queryCost(gb * BYTES_PER_GB))} USD to read.`;
  const more = gb > MAX_QUERY_GB ? '' : `, or allow more with --max-gb ${Math.ceil(gb)}`;
  return new ExpectedError('too_large', `${size} Ask for fewer --days${more}.`);
}

function noLogs(stack: string, days: number): string {
  return `There is no log of ${stack} for the last ${days} ${days === 1 ? 'day' : 'days'}: nobody has asked for a picture, or the log has not come yet. CloudFront begins some hours after the first deployment, and then needs up to an hour.`;
}

function reportOf(rows: readonly (readonly string[])[], topCards: number): TrafficReport {
  const counting = createTotals();
  const at = Object.fromEntries(COLUMNS.map((name, index) => [name, index])) as Readonly<
    Record<(typeof COLUMNS)[number], number>
  >; // its own names
  const read = (row: readonly string[], name: (typeof COLUMNS)[number]) => row[at[name]] ?? '';
  for (const row of rows) counting.add(groupOf((name) => read(row, name)));
  const span =
    rows.length === 0
      ? {}
      : { from: least(rows.map((row) => read(row, 'first'))), to: most(rows.map((row) => read(row, 'last'))) };
  const [first = []] = rows;
  const differentCards = Number(read(first, 'cards') || 0);
  return trafficReport(counting.totals(), { ...span, differentCards, odd: { count: 0, examples: [] } }, topCards);
}

function groupOf(value: (name: (typeof COLUMNS)[number]) => string): Group {
  return {
    card: value('card'),
    template: value('template'),
    network: value('network'),
    how: value('how') as How, // of the query's own CASE
    status: value('status'),
    requests: Number(value('requests')),
    bytes: Number(value('bytes')),
  };
}

const least = (days: readonly string[]) => days.reduce((one, other) => (other < one ? other : one));
const most = (days: readonly string[]) => days.reduce((one, other) => (other > one ? other : one));
