// A put that is begun before its picture is there, against a server that answers as it is asked to.
import { createServer, type IncomingMessage } from 'node:http';
import { S3Client } from '@aws-sdk/client-s3';
import { afterEach, expect, test } from '@jest/globals';
import { createS3Store } from '../../../../edge/adapters/aws/s3-store.ts';
import { createDeadline } from '../../../../edge/core/deadline.ts';
import { listen } from '../../../../local/http/listen.ts';
import { readAll } from '../../../../local/s3/body.ts';

const JPEG = Uint8Array.of(0xff, 0xd8, 0xff, 0xd9);

interface Put {
  readonly path: string | undefined;
  readonly body: readonly number[];
  readonly headers: IncomingMessage['headers'];
}

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** @param answers statuses, one for each put; a further put gets no answer */
async function openStore(...answers: readonly number[]) {
  const puts: Put[] = [];
  const server = createServer(async (request, response) => {
    const status = answers[puts.length];
    puts.push({ path: request.url, body: [...(await readAll(request))], headers: request.headers });
    if (status) response.writeHead(status, { etag: '"e"' }).end();
  });
  const { origin, close } = await listen(server, 0);
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const client = new S3Client({ region: 'us-east-1', endpoint: origin, forcePathStyle: true, credentials, maxAttempts: 2 });
  closing.push(() => client.destroy(), close);
  return { store: createS3Store(client, 'pictures'), puts };
}

test('a put that is prepared and forgotten asks S3 for nothing', async () => {
  const { store, puts } = await openStore(200);
  store.prepare('a/forgotten.jpg', []);
  expect(await store.prepare('a/kept.jpg', [])(JPEG, createDeadline(20_000))).toEqual({ created: true, etag: '"e"' });
  expect(puts.map(({ path }) => path)).toEqual(['/pictures/a/kept.jpg?x-id=PutObject']);
});

// The checksums are those of node:zlib and sha256sum.
test('length, checksum and signature are those of the picture', async () => {
  const { store, puts } = await openStore(200);
  await store.prepare('a/b.jpg', ['7h3k9m2p4q8r5t6v'])(JPEG, createDeadline(20_000));
  expect(puts).toMatchObject([
    {
      body: [...JPEG],
      headers: {
        'content-length': '4',
        'content-type': 'image/jpeg',
        'if-none-match': '*',
        'x-amz-checksum-crc32': 'EPAqZw==',
        'x-amz-content-sha256': '32461d5bd1773012acef0ba15636752949bd7c2ce50f9172159d9f56cf0dd9af',
        'x-amz-meta-photos': '7h3k9m2p4q8r5t6v',
      },
    },
  ]);
});

test.each([
  ['after a delete that won against it', [409, 200]],
  ['after a failure of S3', [503, 200]],
])('the whole picture is sent again %s', async (_, answers) => {
  const { store, puts } = await openStore(...answers);
  expect(await store.prepare('a/b.jpg', [])(JPEG, createDeadline(20_000))).toEqual({ created: true, etag: '"e"' });
  expect(puts.map(({ body }) => body)).toEqual([[...JPEG], [...JPEG]]);
});

test('a put ends at its deadline', async () => {
  const { store } = await openStore();
  const put = store.prepare('a/b.jpg', [])(JPEG, createDeadline(0));
  await expect(put).rejects.toMatchObject({ code: 'store_failed', message: 'S3 did not take the picture (no answer).' });
});
