// A query of Athena, from the question to the last page of the answer.

import { setTimeout as pause } from 'node:timers/promises';
import {
  type AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  type QueryExecution,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { AwsError, asked } from '../aws/aws.ts';

export interface AthenaPlace {
  readonly workGroup: string;
  readonly database: string;
}

export interface Patience {
  /** Between two looks at whether it is done. */
  readonly pauseMs: number;
  readonly maxMs: number;
}

/** Athena's own limit for a query is 30 minutes; this one reads a log in seconds. */
const PATIENCE: Patience = { pauseMs: 1000, maxMs: 10 * 60_000 };

export interface AthenaAnswer {
  /** Without the names of the columns. */
  readonly rows: readonly (readonly string[])[];
  readonly bytesRead: number;
}

/** Throws AwsError: of Athena's refusal, or `QueryFailed`, `QueryTooLong`. A query that is given up is stopped, because it costs. */
export async function askAthena(
  athena: AthenaClient,
  sql: string,
  { workGroup, database }: AthenaPlace,
  patience: Patience = PATIENCE,
): Promise<AthenaAnswer> {
  const start = new StartQueryExecutionCommand({
    QueryString: sql,
    WorkGroup: workGroup,
    QueryExecutionContext: { Database: database },
  });
  const { QueryExecutionId: id = '' } = await asked(`Athena, work group ${workGroup}`, athena.send(start));
  try {
    const done = await waitFor(athena, id, patience);
    return { rows: await allRows(athena, id), bytesRead: done.Statistics?.DataScannedInBytes ?? 0 };
  } catch (error) {
    // What went wrong first is the reason to show; a query that has ended cannot be stopped, and need not.
    await athena.send(new StopQueryExecutionCommand({ QueryExecutionId: id })).catch(() => {});
    throw error;
  }
}

async function waitFor(athena: AthenaClient, id: string, { pauseMs, maxMs }: Patience): Promise<QueryExecution> {
  const until = performance.now() + maxMs;
  while (performance.now() < until) {
    const look = athena.send(new GetQueryExecutionCommand({ QueryExecutionId: id }));
    const { QueryExecution: execution = {} } = await asked('Athena, the state of the query', look);
    const { State: state, StateChangeReason: reason = 'it gives no reason' } = execution.Status ?? {};
    if (state === 'SUCCEEDED') return execution;
    if (state === 'FAILED' || state === 'CANCELLED') throw new AwsError('QueryFailed', failureSentence(state, reason, id));
    await pause(pauseMs);
  }
  const minutes = Math.round(maxMs / 60_000);
  throw new AwsError(
    'QueryTooLong',
    `Athena has not answered after ${minutes} minutes, and the query ${id} was stopped. Ask for fewer days.`,
  );
}

function failureSentence(state: string, reason: string, id: string): string {
  if (/bytes scanned limit/i.test(reason))
    return `The log is larger than what the work group lets one query read (BytesScannedCutoffPerQuery in infra/traffic-logs.yml). Ask for fewer days.`;
  if (state === 'CANCELLED') return `Somebody cancelled the query ${id} in Athena: ${reason}`;
  return `Athena could not answer (query ${id}): ${reason}`;
}

async function allRows(athena: AthenaClient, id: string): Promise<readonly (readonly string[])[]> {
  const rows: (readonly string[])[] = [];
  let NextToken: string | undefined;
  do {
    const page = new GetQueryResultsCommand({ QueryExecutionId: id, ...(NextToken === undefined ? {} : { NextToken }) });
    const { ResultSet, NextToken: next } = await asked('Athena, the answer', athena.send(page));
    for (const { Data = [] } of ResultSet?.Rows ?? []) rows.push(Data.map(({ VarCharValue = '' }) => VarCharValue));
    NextToken = next;
  } while (NextToken !== undefined);
  // The first row of the first page names the columns.
  return rows.slice(1);
}
