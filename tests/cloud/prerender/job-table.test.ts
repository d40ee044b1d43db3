import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { DEFAULT_CARD } from '../../../card-schema/catalogue.ts';
import { type JobTable, markDone, markFailed, setTotal } from '../../../cloud/prerender/job-table.ts';
import { openPrerenderAccount, type PrerenderAccount, QUEUE } from '../../doubles/aws/prerender-account.ts';
import { describeJobTable } from '../../support/job-table-contract.ts';

const credentials = { accessKeyId: 'LOCALKEY', secretAccessKey: 'local-secret' };

let aws: PrerenderAccount;
let table: JobTable;
beforeEach(async () => {
  aws = await openPrerenderAccount();
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

describeJobTable('The table of jobs', () => ({ endpoint: aws.endpoint, credentials, name: QUEUE }));

test('lines next to one another share an item, which stays small', async () => {
  await markDone(table, placesOf(Array.from({ length: 500 }, (_, at) => 1_000_000 + at)));
  expect(aws.items()).toHaveLength(5);
  for (const item of aws.items()) expect(JSON.stringify(item).length).toBeLessThan(1400); // half as much as DynamoDB counts it
});

test('everything removes itself after two weeks', async () => {
  await setTotal(table, 'a', 3);
  await markDone(table, placesOf([1]));
  await markFailed(table, 'a', { line: 2, code: 'draw_failed', message: 'no', card });
  const twoWeeks = Date.now() / 1000 + 14 * 24 * 60 * 60;
  for (const { expires } of aws.items()) expect(Math.abs(Number(expires?.N) - twoWeeks)).toBeLessThan(60);
  expect(aws.items()).toHaveLength(3);
});
