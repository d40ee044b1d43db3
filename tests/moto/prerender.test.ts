// A prerender job from the command to its end against moto's SQS and DynamoDB.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sendAll } from '../../cloud/prerender/send-messages.ts';
import { projectPath } from '../../project-path.ts';
import { eventOf } from '../doubles/aws/sqs.ts';
import { workAt } from '../integration/cli/prerender/scripted-worker.ts';
import { describeJobTable } from '../support/job-table-contract.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts';
import { CREDENTIALS, clientOptions, openRelay, type Relay } from './relay.ts';

const QUEUE = 'edgecard-test-prerender';

let folder: TemporaryFolder;
let moto: Relay;
let sqs: SQSClient;
let dynamo: DynamoDBClient;
let queueUrl: string;

beforeEach(async () => {
  folder = await temporaryFolder('moto');
  moto = await openRelay();
  sqs = new SQSClient({ ...clientOptions(moto), useQueueUrlAsEndpoint: false });
  dynamo = new DynamoDBClient(clientOptions(moto));
  queueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: QUEUE }))).QueueUrl ?? '';
  await makeTable();
});
afterEach(async () => {
  sqs.destroy();
  dynamo.destroy();
  await moto.close();
  await folder.remove();
});

/** As infra/prerender.yml has it. */
async function makeTable(): Promise<void> {
  await dynamo.send(
    new CreateTableCommand({
      TableName: QUEUE,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['job', 'part'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [
        { AttributeName: 'job', KeyType: 'HASH' },
        { AttributeName: 'part', KeyType: 'RANGE' },
      ],
    }),
  );
}

/** What the event source mapping does: batches to the worker, until so many messages have been worked off. */
async function drain(messages: number): Promise<void> {
  for (let left = messages; left > 0; ) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) continue;
    const batch = Messages.map(({ MessageId = '', Body = '' }) => ({ messageId: MessageId, body: Body, receives: 1 }));
    await workAt(moto.endpoint, eventOf(batch));
    for (const { ReceiptHandle } of Messages) await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
    left -= Messages.length;
  }
}

test('cards go through the queue to a worker, and the command says which failed', async () => {
  const lines = [...Array.from({ length: 34 }, (_, at) => `/${at}-1-2.jpg`), 'nonsense'];
  await writeFile(join(folder.path, 'cards.txt'), `${lines.join('\n')}\n`);
  const child = spawn(
    process.execPath,
    [projectPath('cli/cards.ts'), 'prerender', 'cards.txt', '--queue', QUEUE, '--region', 'us-east-1', '--json'],
    { cwd: folder.path, env: { ...process.env, ...moto.environment }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [out, [code]] = await Promise.all([text(child.stdout), once(child, 'exit'), drain(34)]);
  expect(code).toBe(1);
  const report = JSON.parse(out);
  expect(report).toMatchObject({ sent: 34, total: 34, done: 32, failed: 2, incomplete: 1, end: 'ended' });
  expect(report.failures).toMatchObject([
    { line: 14, code: 'draw_failed' },
    { line: 35, code: 'not_a_card' },
  ]);
});

test('batches of any length are taken whole', async () => {
  const bodies = Array.from({ length: 23 }, (_, at) => `card ${at}`);
  await sendAll(bodies, { client: sqs, queueUrl, bodyOf: (item) => item });
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
  );
  expect(Attributes).toEqual({ ApproximateNumberOfMessages: '23' });
});

describeJobTable('The table of jobs in moto', () => ({ endpoint: moto.endpoint, credentials: CREDENTIALS, name: QUEUE }));
