// A service that takes a call and never answers.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { BOUNDED_CALLS, SHORT_CALLS } from '../../../../../cloud/photos/adapters/bounded-calls.ts';
import { createUploadTable } from '../../../../../cloud/photos/adapters/upload-table.ts';

const silent = createServer(() => {});
beforeAll(() => once(silent.listen(0, '127.0.0.1'), 'listening'));
afterAll(() => {
  silent.closeAllConnections();
  silent.close();
});

test.each([
  ['the calls of functions for which nobody waits', BOUNDED_CALLS],
  ['those for which a viewer waits', SHORT_CALLS],
])('ends %s', async (_, settings) => {
  const { port } = silent.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}`;
  const credentials = { accessKeyId: 'key', secretAccessKey: 'secret' };
  const client = new DynamoDBClient({ region: 'us-east-1', endpoint, credentials, maxAttempts: 1, ...settings });
  const table = createUploadTable({ client, name: 'uploads' });
  await expect(table.claim('a/1x1.jpg', 'me', Date.now() + 1000)).rejects.toMatchObject({ code: 'table_failed' });
});
