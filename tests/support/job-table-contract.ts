// What the table of jobs promises, on whatever speaks DynamoDB's protocol.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DEFAULT_CARD } from '../../card-schema/catalogue.ts';
import { type JobTable, markDone, markFailed, readJob, setTotal } from '../../cloud/prerender/job-table.ts';
import { fc } from './fast-check.ts';

interface TablePlace {
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly name: string;
}

const placesOf = (lines: readonly number[], job = 'a') => lines.map((line) => ({ job, line }));

/** `place` is asked before each test, for a table that is empty. */
export function describeJobTable(title: string, place: () => TablePlace): void {
  describe(title, () => {
    let table: JobTable;
    beforeEach(() => {
      const { name, ...options } = place();
      table = { client: new DynamoDBClient({ region: 'us-east-1', ...options, maxAttempts: 1 }), name };
    });
    afterEach(() => table.client.destroy());

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

    test('keeps jobs apart', async () => {
      await markDone(table, [...placesOf([1, 2]), ...placesOf([2], 'b')]);
      expect([(await readJob(table, 'a'))?.done, (await readJob(table, 'b'))?.done]).toEqual([2, 1]);
    });

    test('has the reason of a failure, until the line is done after all', async () => {
      const failure = { line: 7, code: 'draw_failed', message: 'text does not fit: Why?', card: DEFAULT_CARD };
      await markFailed(table, 'a', failure);
      await markFailed(table, 'a', failure);
      expect(await readJob(table, 'a')).toEqual({ done: 0, failures: [failure] });
      await markDone(table, placesOf([7]));
      expect(await readJob(table, 'a')).toEqual({ done: 1, failures: [] });
    });
  });
}
