// @examples score
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';
import type { SQSBatchResponse } from 'aws-lambda';
import { createCard } from '../../card-schema/catalogue.ts';
import { readJob } from '../../cloud/prerender/job-table.ts';
import { DEVELOPMENT_KEYS } from '../../edge/core/config.ts';
import { formatCardMessage } from '../../edge/core/prerender/messages.ts';
import { startCardSite } from '../../local/card-site/server.ts';
import { LOCAL_BUCKET, LOCAL_CREDENTIALS, localConfigHeaders } from '../../local/stack/config.ts';
import { openLocalStore } from '../../local/stack/store.ts';
import { openPrerenderAccount, QUEUE } from '../doubles/aws/prerender-account.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { startLambda } from './lambda.ts';
import { makeMinimalRoot } from './minimal-root.ts';

const inProject = (path: string) => join(import.meta.dirname, '../..', path);
// `npm run package -- --param=prerender=on` makes it, as tools/ci/run.sh does.
const zip = inProject('.serverless/prerenderWorker.zip');

test('the packaged worker unpacks its own browser and draws what the queue asks for', async () => {
  const folder = await temporaryFolder('artifact');
  const store = await openLocalStore(folder.path, 0);
  const site = await startCardSite({ port: 0, directory: inProject('dist/upload/card-site'), pageKeys: [DEVELOPMENT_KEYS.page] });
  const aws = await openPrerenderAccount();
  const root = await makeMinimalRoot();
  await root.install(zip, '/var/task');
  const settings = Object.entries(localConfigHeaders(site.origin)).map(([name, value]) => {
    const isSecret = (Object.values(DEVELOPMENT_KEYS) as string[]).includes(value);
    const secret = `edgecard/test/${name}`;
    return [
      name.toUpperCase().replaceAll('-', '_'),
      isSecret ? `secretsmanager:${secret}:${aws.secrets.put(secret, value)}` : value,
    ] as const;
  });
  const lambda = await startLambda({
    root,
    task: '/var/task',
    handler: 'cloud/prerender-worker.handler',
    s3: { endpoint: store.endpoint, ...LOCAL_CREDENTIALS },
    variables: {
      ...Object.fromEntries(settings),
      PRERENDER_QUEUE_URL: `${aws.endpoint}/111122223333/${QUEUE}`,
      PRERENDER_TABLE: QUEUE,
      AWS_ENDPOINT_URL_SQS: aws.endpoint,
      AWS_ENDPOINT_URL_DYNAMODB: aws.endpoint,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: aws.endpoint,
    },
  });
  const client = new DynamoDBClient({ region: 'us-east-1', endpoint: aws.endpoint, credentials: LOCAL_CREDENTIALS });
  try {
    for (let line = 1; line <= 12; line++) {
      const card = createCard('score', { home: line, away: 1, round: 1 });
      aws.put(formatCardMessage({ card, place: { job: 'a-job', line } }));
    }
    aws.put('nonsense');
    await aws.drain((event) => lambda.invoke<SQSBatchResponse>(event), { twice: true });
    expect(await readJob({ client, name: QUEUE }, 'a-job')).toEqual({ done: 12, failures: [] });
    const { Contents = [] } = await store.client.send(new ListObjectsV2Command({ Bucket: LOCAL_BUCKET }));
    expect(Contents).toHaveLength(12);
    expect(lambda.log.filter((line) => line.includes('"card_drawn"'))).toHaveLength(12);
    expect(aws.deadLetters.map(({ body }) => body)).toEqual(['nonsense']);
    const secrets = Object.values(DEVELOPMENT_KEYS);
    for (const line of lambda.log) for (const secret of secrets) expect(line).not.toContain(secret);
  } finally {
    client.destroy();
    await lambda.kill();
    await root.remove();
    await aws.close();
    await site.close();
    await store.close();
    await folder.remove();
  }
});
