// The README's table of faults, from what a run of `npm run faults -- --readme` has seen.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keptFor } from './readme-answers.ts';

const FILE = join(import.meta.dirname, '../../tests/faults/results.json');

/** As tests/faults/run-fault.ts writes them. */
interface FaultResult {
  readonly name: string;
  readonly seam: string;
  readonly shown: string;
  readonly status: number;
  readonly ms: number;
  readonly keptSeconds: number;
  readonly stored: boolean;
  readonly next: { readonly cardStatus?: string; readonly ms: number };
  readonly violations: readonly string[];
}

export function faultsMarkdown(): string {
  const results = JSON.parse(readFileSync(FILE, 'utf8')) as readonly FaultResult[];
  const seams = [...new Set(results.map(({ seam }) => seam))];
  const violations = results.reduce((sum, result) => sum + result.violations.length, 0);
  const rows = seams.flatMap((seam) => [
    `| **${capital(seam)}** | | | | | |`,
    ...results.filter((result) => result.seam === seam).map(rowOf),
  ]);
  return [
    '',
    `${results.length} faults, ${violations} violations.`,
    '',
    '<details><summary>Each of them</summary>',
    '',
    '| Fault | Viewer gets | After | Kept | In S3 | Next request |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
    '</details>',
    '',
  ].join('\n');
}

function rowOf({ name, shown, status, ms, keptSeconds, stored, next }: FaultResult): string {
  const gets = shown === 'nothing' ? (status === 200 ? 'headers only' : `CloudFront’s ${status}`) : `the ${shown}`;
  const how = next.cardStatus === 'hit' ? 'from S3' : 'drawn and stored';
  return `| ${name} | ${gets} | ${inSeconds(ms)} | ${keptFor(keptSeconds)} | ${stored ? 'yes' : 'no'} | ${how}, ${inSeconds(next.ms)} |`;
}

function inSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
