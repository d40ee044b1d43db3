// The query of Athena: SQLite runs the very SQL over the same lines that the files are read from.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AthenaClient } from '@aws-sdk/client-athena';
import { CreateBucketCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Deployment } from '../../../cli/aws/deployment.ts';
import { trafficOfFiles } from '../../../cli/traffic/from-files.ts';
import { type StackQuestion, trafficOfStack } from '../../../cli/traffic/from-stack.ts';
import { type AthenaOptions, type LogRow, openAthena } from '../../doubles/aws/athena.ts';
import { accessLog } from '../../support/access-log.ts';
import { CREDENTIALS, clientAt, type RecordedS3, startRecordedS3 } from '../../support/recorded-s3.ts';
import { byName, cardsOf, figuresOf } from './figures.ts';

/** Of infra/traffic-logs.yml, and the folder that a line is in. */
const COLUMNS = [
  'date',
  'sc-bytes',
  'cs-method',
  'cs-uri-stem',
  'sc-status',
  'cs(user-agent)',
  'x-edge-result-type',
  'x-edge-detailed-result-type',
  'viewer-response-log-data',
  'day',
];
const BUCKET = 'edgecard-prod-logbucket-1abcdefghijkl';
const DEPLOYMENT = {
  stack: 'edgecard-prod',
  physicalIds: { LogBucket: BUCKET, TrafficDatabase: 'edgecard-prod', TrafficQueries: 'edgecard-prod' },
} as unknown as Deployment; // what the command reads of it

let s3: RecordedS3;
let client: S3Client;
let lines: readonly string[];
beforeAll(async () => {
  s3 = await startRecordedS3();
  client = clientAt(s3.endpoint);
  await s3.owner.send(new CreateBucketCommand({ Bucket: BUCKET }));
  for (const day of ['2026/11/23', '2026/11/28', '2026/11/30'])
    for (const part of ['a', 'b'])
      await s3.owner.send(
        new PutObjectCommand({ Bucket: BUCKET, Key: `cloudfront/pictures/${day}/${part}.gz`, Body: Buffer.alloc(600_000) }),
      );
  ({ lines } = await accessLog(10_000));
});
afterAll(async () => {
  client.destroy();
  await s3.close();
});

const NOW = new Date('2026-11-30T11:00:00Z');
const question = (change: Partial<StackQuestion> = {}): StackQuestion => ({
  days: 7,
  topCards: 10,
  maxGb: 10,
  now: NOW,
  ...change,
});

function rowsOf(texts: readonly string[]): readonly LogRow[] {
  return texts.map((line) => {
    const fields = JSON.parse(line) as Readonly<Record<string, string>>; // the generator's
    const lower = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value]));
    return { ...lower, day: fields['date']?.replaceAll('-', '/') };
  });
}

async function ask(rows: readonly LogRow[], asked: StackQuestion, options: Partial<AthenaOptions> = {}, maxMs = 60_000) {
  await using athena = await openAthena(rows, { columns: COLUMNS, ...options });
  const athenaClient = new AthenaClient({
    region: 'us-east-1',
    endpoint: athena.endpoint,
    credentials: CREDENTIALS,
    maxAttempts: 1,
  });
  const said: string[] = [];
  const parts = { athena: athenaClient, s3: client, deployment: DEPLOYMENT, say: (text: string) => said.push(text) };
  try {
    const report = await trafficOfStack(asked, { ...parts, patience: { pauseMs: 1, maxMs } }).catch(
      (error: unknown) => error as Error,
    );
    return { report, said, calls: athena.calls };
  } finally {
    athenaClient.destroy();
  }
}

function reportIn({ report }: Awaited<ReturnType<typeof ask>>) {
  if (report instanceof Error) throw report;
  return report;
}

describe('The query', () => {
  test('gives the figures that the lines give, card by card', async () => {
    const file = join(s3.directory, 'log.json');
    await writeFile(file, lines.join('\n'));
    const ofFile = await trafficOfFiles([file], 10);
    const asked = await ask(rowsOf(lines), question(), { looks: 3, pageRows: 50 });
    const ofStack = reportIn(asked);
    expect(figuresOf(ofStack.total)).toEqual(figuresOf(ofFile.total));
    expect(byName(ofStack.networks, 'network')).toEqual(byName(ofFile.networks, 'network'));
    expect(byName(ofStack.templates, 'template')).toEqual(byName(ofFile.templates, 'template'));
    expect(cardsOf(ofStack)).toEqual(cardsOf(ofFile));
    const { bytesRead, ...rest } = ofStack;
    expect(rest).toEqual(ofFile);
    expect(bytesRead).toBe(123_456);
    expect(asked.calls.filter((call) => call === 'StartQueryExecution')).toHaveLength(1);
  }, 60_000);

  test('reads the days that were asked for, and no other', async () => {
    const rows = rowsOf(lines);
    const two = reportIn(await ask(rows, question({ days: 2 })));
    expect([two.from, two.to]).toEqual(['2026-11-29', '2026-11-30']);
    expect(two.total.requests).toBe(rows.filter(({ day = '' }) => day >= '2026/11/29').length);
  });

  test('passes lines over that hold no request', async () => {
    const rows = [...rowsOf(lines.slice(0, 10)), { day: '2026/11/30' }, { day: '2026/11/30', date: '2026-11-30' }];
    expect(reportIn(await ask(rows, question())).total.requests).toBe(10);
  });

  test('says what it costs before it is asked, by what is in the folders of these days', async () => {
    expect((await ask([], question())).said).toEqual([
      expect.stringMatching(/^Athena reads 2\.4 MB of logs, for about 0\.0000\d+ USD\.$/),
    ]);
    expect((await ask([], question({ days: 30 }))).said).toEqual([expect.stringContaining('3.6 MB')]);
  });

  test('of more than may be read is not asked', async () => {
    const { report, calls, said } = await ask([], question({ maxGb: 0.001 }));
    expect(report).toMatchObject({ code: 'too_large', message: expect.stringMatching(/allow more with --max-gb 1\./) });
    expect([calls, said]).toEqual([[], []]);
  });
});

describe('Where there is no answer', () => {
  test('because no log has come, the message says when it will', async () => {
    const { report, calls } = await ask([], question({ now: new Date('2026-06-01T00:00:00Z') }));
    expect(report).toMatchObject({ code: 'no_logs', message: expect.stringContaining('There is no log of edgecard-prod') });
    expect(calls).toEqual([]);
  });

  test('because the stack keeps none, the message names the switch', async () => {
    const parts = { athena: new AthenaClient({ region: 'us-east-1' }), s3: client, say: () => {} };
    const deployment = { ...DEPLOYMENT, physicalIds: { LogBucket: BUCKET } };
    await expect(trafficOfStack(question(), { ...parts, deployment })).rejects.toThrow('with the parameter trafficLogs on');
  });

  test.each([
    ['FAILED', 'SYNTAX_ERROR: line 1:1: nope', /^Athena could not answer \(query query-0\): SYNTAX_ERROR/],
    ['CANCELLED', 'Query cancelled! : Bytes scanned limit was exceeded', /lets one query read .* Ask for fewer days\.$/],
    ['CANCELLED', 'Query cancelled by user', /^Somebody cancelled the query query-0 in Athena/],
  ] as const)('because the query ended as %s, the reason is said: %s', async (state, reason, sentence) => {
    const { report } = await ask([], question(), { failure: { state, reason } });
    expect(report).toMatchObject({ code: 'QueryFailed', message: expect.stringMatching(sentence) });
  });

  test('in time, the query is stopped', async () => {
    const { report, calls } = await ask([], question(), { looks: 1_000_000 }, 30);
    expect(report).toMatchObject({ code: 'QueryTooLong', message: expect.stringContaining('was stopped') });
    expect(calls.at(-1)).toBe('StopQueryExecution');
  });
});
