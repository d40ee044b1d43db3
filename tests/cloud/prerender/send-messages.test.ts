import { SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sendAll, sendBatch } from '../../../cloud/prerender/send-messages.ts';
import { openPrerenderAccount, type PrerenderAccount, QUEUE } from '../../doubles/aws/prerender-account.ts';

let aws: PrerenderAccount;
let client: SQSClient;
beforeEach(async () => {
  aws = await openPrerenderAccount();
  const credentials = { accessKeyId: 'LOCALKEY', secretAccessKey: 'local-secret' };
  client = new SQSClient({ region: 'us-east-1', endpoint: aws.endpoint, credentials, maxAttempts: 1 });
});
afterEach(async () => {
  client.destroy();
  await aws.close();
});

const parts = () => ({ client, queueUrl: `${aws.endpoint}/111122223333/${QUEUE}`, bodyOf: (item: string) => item, waitMs: 1 });
const bodies = () => aws.waiting.map(({ body }) => body);

test('sends a batch', async () => {
  expect(await sendBatch(['a', 'b'], parts())).toEqual([]);
  expect(bodies()).toEqual(['a', 'b']);
});

test('sends again what SQS did not take, and nothing twice', async () => {
  let refusals = 3;
  aws.refuseEntries((body) => (body === 'b' && refusals-- > 0 ? { code: 'InternalError', senderFault: false } : undefined));
  expect(await sendBatch(['a', 'b', 'c'], parts())).toEqual([]);
  expect(bodies()).toEqual(['a', 'c', 'b']);
});

test('gives up on one that is never taken, at once if the sender is to blame', async () => {
  aws.refuseEntries((body) => (body === 'a' ? undefined : { code: `Bad${body}`, senderFault: body === 'b' }));
  expect(await sendBatch(['a', 'b', 'c'], parts())).toEqual([
    { item: 'b', code: 'Badb' },
    { item: 'c', code: 'Badc' },
  ]);
  expect(aws.calls).toHaveLength(5);
});

test('sends any number in tens, or throws', async () => {
  const items = Array.from({ length: 25 }, (_, at) => String(at));
  await sendAll(items, parts());
  expect([bodies(), aws.calls.length]).toEqual([items, 3]);
  aws.refuseEntries(() => ({ code: 'InvalidMessageContents', senderFault: true }));
  await expect(sendAll(['x'], parts())).rejects.toThrow('InvalidMessageContents');
});
