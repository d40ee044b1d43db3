// @examples article event quote
// The figures for people: ratios first, for they hold on other machines, then the times they come from.

import { PRICES_OF } from '../../cli/cost/prices.ts';
import type { CostAccount } from './costs.ts';
import type { Environment, Figures } from './figures.ts';
import { reachedGoals } from './goals.ts';
import type { Memory } from './memory.ts';
import { formatPhoto } from './photo-report.ts';
import { formatFailures, table } from './report-cells.ts';
import { formatCold } from './report-cold.ts';
import { formatThroughput } from './report-throughput.ts';
import { formatWarm } from './report-warm.ts';

export function formatFigures(figures: Figures): string {
  const { environment, zipBytes, warm, cold, throughput, throughputHeavy, memory, photo } = figures;
  const { coldStartsPerMillionUsd: startUsd, costPerMillionUsd } = figures;
  const parts = [
    formatEnvironment(environment),
    warm && formatWarm(warm),
    cold && startUsd && formatCold(cold, startUsd),
    throughput && throughputHeavy && formatThroughput({ plain: throughput, heavy: throughputHeavy }),
    memory && formatMemory(memory, zipBytes),
    photo && formatPhoto(photo),
    costPerMillionUsd && formatCost(costPerMillionUsd),
    formatGoals(figures),
  ];
  return parts.filter(Boolean).join('\n\n');
}

function formatEnvironment({ cpus, node, versions }: Environment): string {
  const list = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `Node ${node}, ${cpus} CPUs; ${list.join(', ')}`;
}

function formatMemory(
  { oursPssMB, functionPssMB, settledPssMB, scratchMB, cards, failed }: Memory,
  zipBytes: number | undefined,
): string {
  const zip = zipBytes === undefined ? '' : ` The zip has ${zipBytes.toLocaleString('en-US')} bytes.`;
  return [
    `MEMORY  One sandbox over ${cards} cards: at most ${oursPssMB} MB (PSS; ${functionPssMB} of it the function, the rest its browser),`,
    `${settledPssMB} MB after the last card; scratch ${scratchMB} MB.${zip}`,
    ...(failed ? [formatFailures(failed)] : []),
  ].join('\n');
}

function formatCost(costs: Readonly<Record<string, CostAccount>>): string {
  const usual = costs['usual']?.edge;
  const rows = Object.entries(costs).map(([name, { edge, s3, cdn, logs, total, input }]) => [
    name,
    usual === undefined ? '' : (edge / usual).toFixed(3),
    edge.toFixed(2),
    s3.toFixed(2),
    cdn.toFixed(2),
    logs.toFixed(2),
    total.toFixed(2),
    (input.warmSeconds * 1000).toFixed(0),
    (input.coldSeconds * 1000).toFixed(0),
  ]);
  const [first] = Object.values(costs);
  const { memoryGb = 0, coldShare = 0 } = first?.input ?? {};
  return [
    'COST  USD per million new cards, or as many that S3 has: functions at the edge, S3 (with a month’s keeping), CloudFront, logs',
    table([['', 'ratio', 'edge', 'S3', 'CDN', 'logs', 'total', 'warm ms', 'cold ms'], ...rows]),
    `Assumed: ${memoryGb} GB, ${coldShare * 100} % cold, means of the times above, the three cards equally often, us-east-1 prices of ${PRICES_OF}.`,
    'Times are this machine’s as they are. A function of 2 GB has 1.16 vCPU, so on AWS all of them are longer, and the ratio stays.',
  ].join('\n');
}

/** A goal that is missed says so, and fails nothing: other work on the machine can do that. */
function formatGoals(figures: Figures): string {
  const rows = reachedGoals(figures).map(({ what, goal, measured, isReached }) => [
    what,
    goal,
    measured.toLocaleString('en-US'),
    isReached ? '' : 'missed',
  ]);
  return rows.length === 0 ? '' : ['GOALS  Of this run', table([['', 'goal', 'measured', ''], ...rows])].join('\n');
}
