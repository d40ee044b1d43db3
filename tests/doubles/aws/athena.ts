// Athena over one table, which SQLite answers: the very SQL is run. Trino's functions that SQLite has not are given to it; TRY_CAST is its CAST, which
// makes 0 of what is no number where Trino makes NULL.
import { DatabaseSync } from 'node:sqlite';
import { awsError } from './aws-error.ts';
import { startAwsServer } from './aws-server.ts';

/** A row by the table's columns. */
export type LogRow = Readonly<Record<string, string | undefined>>;

export interface AthenaOptions {
  readonly columns: readonly string[];
  /** How often a query is looked at before it is done. */
  readonly looks?: number;
  /** How it ends instead. */
  readonly failure?: { readonly state: 'FAILED' | 'CANCELLED'; readonly reason: string };
  /** Rows of a page; 1,000 in Athena. */
  readonly pageRows?: number;
}

const NAMES = 'AmazonAthena.';

export async function openAthena(rows: Iterable<LogRow>, { columns, looks = 1, failure, pageRows = 1000 }: AthenaOptions) {
  const database = tableOf(rows, columns);
  const calls: string[] = [];
  const queries: { readonly sql: string; looks: number; answer?: readonly (readonly string[])[] }[] = [];
  const query = (input: Readonly<Record<string, unknown>>) => {
    const found = queries[Number(String(input['QueryExecutionId']).replace('query-', ''))];
    if (!found) throw awsError('InvalidRequestException', 'QueryExecution was not found');
    return found;
  };
  const operations = {
    StartQueryExecution(input: Readonly<Record<string, unknown>>) {
      queries.push({ sql: String(input['QueryString']), looks });
      return { QueryExecutionId: `query-${queries.length - 1}` };
    },
    GetQueryExecution(input: Readonly<Record<string, unknown>>) {
      const found = query(input);
      found.looks -= 1;
      if (found.looks > 0) return { QueryExecution: { Status: { State: found.looks > 1 ? 'QUEUED' : 'RUNNING' } } };
      if (failure) return { QueryExecution: { Status: { State: failure.state, StateChangeReason: failure.reason } } };
      return { QueryExecution: { Status: { State: 'SUCCEEDED' }, Statistics: { DataScannedInBytes: 123_456 } } };
    },
    GetQueryResults(input: Readonly<Record<string, unknown>>) {
      const asked = query(input);
      asked.answer ??= answerOf(database, asked.sql);
      const all = asked.answer;
      const from = Number(input['NextToken'] ?? 0);
      const page = all.slice(from, from + pageRows);
      const Rows = page.map((values) => ({ Data: values.map((VarCharValue) => ({ VarCharValue })) }));
      return { ResultSet: { Rows }, ...(from + pageRows < all.length ? { NextToken: String(from + pageRows) } : {}) };
    },
    StopQueryExecution: () => ({}),
  };
  const { endpoint, close } = await startAwsServer({
    before: ({ name }) => void calls.push(name.replace(NAMES, '')),
    json: Object.fromEntries(Object.entries(operations).map(([name, answer]) => [`${NAMES}${name}`, answer])),
  });
  const closeAll = async () => {
    await close();
    database.close();
  };
  return { endpoint, calls, queries, close: closeAll, [Symbol.asyncDispose]: closeAll };
}

/** The names of the columns are the first row. */
function answerOf(database: DatabaseSync, sql: string): readonly (readonly string[])[] {
  const statement = database.prepare(forSqlite(sql));
  const answers = statement.all() as readonly Readonly<Record<string, unknown>>[];
  const names = statement.columns().map(({ name }) => name);
  return [names, ...answers.map((answer) => names.map((name) => String(answer[name])))];
}

/** Without MATERIALIZED it would write each expression out wherever a later part names it, and take hours. */
function forSqlite(sql: string): string {
  return sql.replaceAll('TRY_CAST(', 'CAST(').replaceAll(/ AS \(\n/g, ' AS MATERIALIZED (\n');
}

function tableOf(rows: Iterable<LogRow>, columns: readonly string[]): DatabaseSync {
  const database = new DatabaseSync(':memory:');
  const names = columns.map((name) => `"${name}"`).join(', ');
  database.exec(`CREATE TABLE pictures (${names})`);
  const insert = database.prepare(`INSERT INTO pictures VALUES (${columns.map(() => '?').join(', ')})`);
  database.exec('BEGIN');
  for (const row of rows) insert.run(...columns.map((name) => row[name] ?? null));
  database.exec('COMMIT');
  const patterns = new Map<string, RegExp>();
  database.function('regexp_extract', { deterministic: true }, (text, pattern, group) => {
    const source = String(pattern);
    const compiled = patterns.get(source) ?? new RegExp(source);
    patterns.set(source, compiled);
    return compiled.exec(String(text))?.[Number(group)] ?? null;
  });
  database.function('strpos', { deterministic: true }, (text, part) => String(text).indexOf(String(part)) + 1);
  return database;
}
