// The function of the HTTP API as it is deployed, on moto: a form, the worker, addresses of variants, an edit, and what is in a picture.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from '@jest/globals';
import { projectPath } from '../../project-path.ts';
import { answersOfDeployed, callDeployed } from '../cloud/call-deployed.ts';
import { eventOf } from '../doubles/aws/sqs.ts';
import type { AnswerJson } from '../support/photo-api.ts';
import { openPhotoBuckets } from '../support/photo-buckets.ts';
import { postForm } from '../support/presigned-tests.ts';
import { nextMessage, openQueue, openRemovalQueue, openTable, TABLE } from './photo-stack.ts';
import { clientOptions, openRelay } from './relay.ts';

const MINUTE = 60_000;

/** As a function URL gives it. */
function request(method: string, path: string, { json, bytes }: { json?: unknown; bytes?: Buffer } = {}) {
  const [rawPath, rawQueryString = ''] = path.split('?');
  return {
    ...{ version: '2.0', rawPath, rawQueryString, requestContext: { http: { method } } },
    headers: { 'content-type': bytes ? 'image/png' : 'application/json' },
    ...(bytes ? { body: bytes.toString('base64') } : json === undefined ? {} : { body: JSON.stringify(json) }),
    isBase64Encoded: bytes !== undefined,
  };
}

test(
  'a photo is sent, seen, blurred and looked at over the API',
  async () => {
    await using moto = await openRelay();
    const s3 = new S3Client({ ...clientOptions(moto), forcePathStyle: true });
    const sqs = new SQSClient({ ...clientOptions(moto), useQueueUrlAsEndpoint: false });
    const dynamo = new DynamoDBClient(clientOptions(moto));
    const { inbox, bucket } = await openPhotoBuckets(s3, `api-${moto.account}`);
    await openTable(dynamo);
    const queue = await openQueue({ moto, s3, sqs }, inbox);
    const environment = {
      ...moto.environment,
      REMOVAL_QUEUE_URL: await openRemovalQueue(sqs),
      ...{ INBOX_BUCKET: inbox, PHOTO_BUCKET: bucket, UPLOAD_TABLE: TABLE, STAGE: 'test', PHOTO_QUEUE_URL: queue },
    };
    const call = async (...requests: readonly ReturnType<typeof request>[]) => {
      const answers = (await answersOfDeployed('photo-api', requests, environment)) as { statusCode: number; body: string }[];
      return answers.map(({ statusCode, body }) => ({ statusCode, json: JSON.parse(body) as AnswerJson }));
    };
    const work = async () => {
      const body = await nextMessage(sqs, queue);
      const [, errors] = await callDeployed('photo-worker', [eventOf([{ messageId: '1', body, receives: 1 }])], environment);
      expect(errors).toBe('');
    };
    const astronaut = await readFile(projectPath('tests/photos/pictures/astronaut.png'));

    const [sent, found] = await call(
      request('POST', '/uploads', { json: { name: 'Ada.png' } }),
      request('POST', '/detect?picture=1', { bytes: astronaut }),
    );
    expect(found).toMatchObject({ statusCode: 200, json: { width: 512, height: 512, counts: { face: 1, person: 1 } } });
    expect(Buffer.from(found?.json.picture ?? '', 'base64').subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
    expect(sent?.statusCode).toBe(201);
    const { upload = '', url = '', fields = {} } = sent?.json ?? {};
    expect((await postForm({ url, fields }, astronaut)).ok).toBe(true);
    await work();

    const [ready] = await call(request('GET', `/uploads/${upload}`));
    expect(ready?.json).toMatchObject({
      status: 'ready',
      name: 'Ada.png',
      detections: { faces: [{ score: expect.any(Number) }] },
    });
    const { photo = '', variants = {} } = ready?.json ?? {};
    expect(Object.keys(variants)).toEqual(expect.arrayContaining(['1600', '1000', '500', '250', '1200x630']));
    const picture = await fetch(variants['1000'] ?? '');
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/jpeg']);

    const edits = { edits: { blur: 'faces' }, retire: true };
    const [edited] = await call(request('POST', `/photos/${photo}/edits`, { json: edits }));
    await work();
    const [blurred, list, former] = await call(
      request('GET', `/uploads/${edited?.json.upload}`),
      request('GET', '/photos'),
      request('GET', `/photos/${photo}`),
    );
    expect(blurred?.json).toMatchObject({ status: 'ready', name: 'Ada.png' });
    const source = createHash('sha256').update(astronaut).digest('hex');
    expect(list?.json.photos).toEqual([{ id: blurred?.json.photo, name: 'Ada.png', width: 512, height: 512, source }]);
    expect(former).toMatchObject({ statusCode: 404, json: { code: 'no_such_photo' } });
    const [removed] = await call(request('DELETE', `/photos/${blurred?.json.photo}`));
    expect(removed).toMatchObject({ statusCode: 202, json: { photo: blurred?.json.photo } });
    for (const client of [s3, sqs, dynamo]) client.destroy();
  },
  MINUTE,
);
