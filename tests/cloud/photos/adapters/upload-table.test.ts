import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createUploadTable } from '../../../../cloud/photos/adapters/upload-table.ts';
import { UPLOAD_DAYS } from '../../../../cloud/photos/statuses.ts';
import { awsError } from '../../../doubles/aws/aws-error.ts';
import { type AwsServer, startAwsServer } from '../../../doubles/aws/aws-server.ts';
import { createUploadRows } from '../../../doubles/aws/upload-rows.ts';
import { describeUploadTable } from '../../../support/upload-table-contract.ts';

const name = 'edgecard-test-uploads';
const credentials = { accessKeyId: 'LOCALKEY', secretAccessKey: 'local-secret' };

let rows: ReturnType<typeof createUploadRows>;
let server: AwsServer;
let client: DynamoDBClient;
let refusal: string | undefined;
beforeEach(async () => {
  refusal = undefined;
  rows = createUploadRows(name);
  server = await startAwsServer({
    json: rows.operations,
    before() {
      if (refusal !== undefined) throw awsError(refusal, 'refused');
    },
  });
  client = new DynamoDBClient({ region: 'us-east-1', endpoint: server.endpoint, credentials, maxAttempts: 1 });
});
afterEach(async () => {
  client.destroy();
  await server.close();
});

describeUploadTable('The table of uploads', async () => createUploadTable({ client, name }));

test('everything that can be read removes itself after two weeks', async () => {
  const table = createUploadTable({ client, name });
  await table.change('a', { status: 'waiting' });
  await table.claim('photo', 'owner', Date.now() + 60_000);
  const end = Date.now() / 1000 + UPLOAD_DAYS * 86_400;
  expect(rows.items()).toHaveLength(2);
  for (const { expires } of rows.items()) expect(Math.abs(Number(expires?.N) - end)).toBeLessThan(60);
});

test('a refusal of DynamoDB has its name, and is no answer to who has a claim', async () => {
  const table = createUploadTable({ client, name });
  refusal = 'ProvisionedThroughputExceededException';
  const failure = { name: 'PhotoError', code: 'table_failed', message: expect.stringContaining(refusal) };
  await expect(table.read('a')).rejects.toMatchObject(failure);
  await expect(table.change('a', { status: 'ready' })).rejects.toMatchObject(failure);
  await expect(table.claim('photo', 'owner', 0)).rejects.toMatchObject(failure);
  await expect(table.release('photo', 'owner')).rejects.toMatchObject(failure);
  await expect(table.startDecoding('a')).rejects.toMatchObject(failure);
  await expect(table.endDecoding('a')).rejects.toMatchObject(failure);
  await expect(table.inReview()).rejects.toMatchObject(failure);
});
