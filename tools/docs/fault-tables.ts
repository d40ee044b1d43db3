// The table of faults, from what the last run of `npm run faults -- --docs` saw.

import { keptFor } from './answers-table.ts';
import {
  type FaultResult,
  type FaultRun,
  type KeptBounds,
  type PhotoFaultResult,
  type PhotoFaultRun,
  readFaultRun,
  readPhotoFaultRun,
} from './fault-results.ts';
import type { Tables } from './fill-tables.ts';
import { formatRunEnvironment, type RunEnvironment } from './run-environment.ts';

/** Every time that is promised, in seconds. */
const TIMES = [31_536_000, 300, 60, 30, 2];

export function faultTables(): Tables {
  const run = readFaultRun();
  const photos = readPhotoFaultRun();
  return {
    faults: faults(run),
    'photo faults': photoFaults(photos),
    'faults: count': String(run.results.length + photos.results.length),
  };
}

const CARD_HEAD = [
  '| Fault | The viewer gets | After | Cached | In S3 | The next card |',
  '| --- | --- | --- | --- | --- | --- |',
];
const PHOTO_HEAD = ['| Fault | The upload is | Deliveries | After | Once it is over |', '| --- | --- | --- | --- | --- |'];

function faults(run: FaultRun): string {
  return tableOf(run, CARD_HEAD, rowOf);
}

function photoFaults(run: PhotoFaultRun): string {
  return tableOf(run, PHOTO_HEAD, photoRowOf);
}

/** Rows below a line for each seam. */
function tableOf<Result extends FaultResult | PhotoFaultResult>(
  run: RunEnvironment & { readonly results: readonly Result[] },
  head: readonly string[],
  row: (result: Result) => string,
): string {
  const { results } = run;
  const seams = [...new Set(results.map(({ seam }) => seam))];
  const violations = results.reduce((sum, result) => sum + result.violations.length, 0);
  const empty = ' |'.repeat((head[0]?.split('|').length ?? 0) - 3);
  const rows = seams.flatMap((seam) => [
    `| **${capital(seam)}** |${empty}`,
    ...results.filter((result) => result.seam === seam).map(row),
  ]);
  return [
    '',
    `${results.length} faults, ${violations} violations. Run of ${formatRunEnvironment(run)}.`,
    '',
    '<details><summary>Each of them</summary>',
    '',
    ...head,
    ...rows,
    '',
    '</details>',
    '',
  ].join('\n');
}

/** `nothing`: it is about no upload, and what is promised of it has been held. */
function photoRowOf({ name, ends, receives, ms, later }: PhotoFaultResult): string {
  const deliveries = receives === 0 ? '' : String(receives);
  const [at, after] = ends === 'nothing' ? ['', ''] : [inCode(ends), inCode(later)];
  return `| ${name.replaceAll('|', '\\|')} | ${at} | ${deliveries} | ${inSeconds(ms)} | ${after} |`;
}

const inCode = (standing: string) =>
  standing
    .split(' ')
    .map((word) => `\`${word}\``)
    .join(' ');

function rowOf({ name, shown, status, ms, kept, stored, next }: FaultResult): string {
  const gets = shown === 'nothing' ? (status === 200 ? 'headers only' : `CloudFront’s ${status}`) : `the ${shown}`;
  const inS3 = stored ? (shown === 'default card' ? 'the default card' : 'yes') : 'no';
  const how = next.cardStatus === 'hit' ? 'from S3' : 'drawn and stored';
  return `| ${name} | ${gets} | ${inSeconds(ms)} | ${timeBetween(kept)} | ${inS3} | ${how}, ${inSeconds(next.ms)} |`;
}

/** The promised time that lies between what was seen. */
function timeBetween({ heldSeconds = 0, againSeconds = Number.POSITIVE_INFINITY }: KeptBounds): string {
  if (againSeconds === 0) return keptFor(0);
  const found = TIMES.find((seconds) => heldSeconds <= seconds && seconds < againSeconds);
  return found === undefined ? `${heldSeconds} to ${againSeconds} s` : keptFor(found);
}

function inSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
