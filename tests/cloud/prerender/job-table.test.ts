import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { DEFAULT_CARD } from '../../../card-schema/catalogue.ts';
import { type JobTable, markDone, markFailed, readJob, setTotal } from '../../../cloud/prerender/job-table.ts';
import { openPrerenderAccount, type PrerenderAccount, QUEUE } from '../../doubles/aws/prerender-account.ts';
import { fc } from '../../support/fast-check.ts';

let aws: PrerenderAccount;
let table: JobTable;
beforeEach(async () => {
  aws = await openPrerenderAccount();
  const credentials = { accessKeyId: 'LOCALKEY', secretAccessKey: 'local-secret' };
  table = {
    client: new DynamoDBClient({ region: 'us-east-1', endpoint: aws.endpoint, credentials, maxAttempts: 1 }),
    name: QUEUE,
  };
});
afterEach(async () => {
  table.client.destroy();
  await aws.close();
});

const placesOf = (lines: readonly number[], job = 'a') => lines.map((line) => ({ job, line }));
const card = DEFAULT_CARD;

test('knows nothing of a job that is not there', async () => {
  expect(await readJob(table, 'a')).toBeUndefined();
});

test('counts lines once, however often and together with which others they are reported', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.integer({ min: 1, max: 999 }), { maxLength: 10 }), { maxLength: 8 }),
      async (batches) => {
        const job = `job-${Math.random()}`;
        await setTotal(table, job, 999);
        for (const batch of batches) await markDone(table, placesOf(batch, job));
        expect(await readJob(table, job)).toEqual({ total: 999, done: new Set(batches.flat()).size, failures: [] });
      },
    ),
    { numRuns: 20 },
  );
});

test('lines next to one another share an item, which stays small', async () => {
  await markDone(table, placesOf(Array.from({ length: 500 }, (_, at) => 1_000_000 + at)));
  expect(aws.items()).toHaveLength(5);
  for (const item of aws.items()) expect(JSON.stringify(item).length).toBeLessThan(1400); // half as much as DynamoDB counts it
});

test('keeps jobs apart', async () => {
  await markDone(table, [...placesOf([1, 2]), ...placesOf([2], 'b')]);
  expect([(await readJob(table, 'a'))?.done, (await readJob(table, 'b'))?.done]).toEqual([2, 1]);
});

test('has the reason of a failure, until the line is done after all', async () => {
  const failure = { line: 7, code: 'draw_failed', message: 'text does not fit: Why?', card };
  await markFailed(table, 'a', failure);
  await markFailed(table, 'a', failure);
  expect(await readJob(table, 'a')).toEqual({ done: 0, failures: [failure] });
  await markDone(table, placesOf([7]));
  expect(await readJob(table, 'a')).toEqual({ done: 1, failures: [] });
});

test('everything removes itself after two weeks', async () => {
  await setTotal(table, 'a', 3);
  await markDone(table, placesOf([1]));
  await markFailed(table, 'a', { line: 2, code: 'draw_failed', message: 'no', card });
  const twoWeeks = Date.now() / 1000 + 14 * 24 * 60 * 60;
  for (const { expires } of aws.items()) expect(Math.abs(Number(expires?.N) - twoWeeks)).toBeLessThan(60);
  expect(aws.items()).toHaveLength(3);
});
