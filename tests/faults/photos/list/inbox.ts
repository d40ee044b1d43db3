// The bucket of uploads: it does not give what was sent, or will not delete it.
import { MAX_SOURCE_BYTES } from '../../../../cloud/photos/source-size.ts';
import { createDeadline } from '../../../../edge/core/deadline.ts';
import { answer, drip, half, hang, later, reset, s3Refusal } from '../../meddling.ts';
import type { PhotoBench } from '../photo-bench.ts';
import type { PhotoFault } from '../photo-fault.ts';
import { announce, OTHER_PICTURE, PICTURE, putSource } from '../stories.ts';
import { isPhotoFile, isSource, onS3, onS3Once, SHORT } from './switches.ts';

const inbox = { seam: 'inbox' } as const;
const reading = isSource('GET');
const deleting = isSource('DELETE');

/** Of a picture that is larger than a photo may be: the connection must not stay open with what nobody reads. */
const unread = new WeakMap<PhotoBench, () => boolean>();

async function sendInstead(bench: PhotoBench, bytes: Uint8Array): Promise<void> {
  await putSource(bench, bench.upload, bytes);
}

export const INBOX_FAULTS: readonly PhotoFault[] = [
  {
    ...inbox,
    name: 'the upload is gone when its event comes',
    ends: 'failed',
    later: 'failed',
    switchOn: ({ store, upload }) => store.removeSource(`uploads/${upload}`, undefined, createDeadline(20_000)),
    logged: /photo_source_gone/,
  },
  {
    ...inbox,
    name: 'the upload has 0 bytes',
    ends: 'refused not_an_image',
    switchOn: (bench) => sendInstead(bench, new Uint8Array()),
    logged: /photo_refused/,
  },
  {
    ...inbox,
    name: 'the upload was cut off before it was stored',
    ends: 'refused damaged',
    switchOn: (bench) => sendInstead(bench, PICTURE.subarray(0, PICTURE.length >> 1)),
    logged: /photo_refused/,
  },
  {
    ...inbox,
    name: 'the upload is larger than a photo may be, and is not read',
    ends: 'refused too_many_bytes',
    async switchOn(bench) {
      await sendInstead(bench, new Uint8Array(MAX_SOURCE_BYTES + 1));
      bench.s3.meddle(async ({ asked, forward, response, spare }) => {
        if (!reading(asked)) spare();
        else unread.set(bench, () => response.destroyed);
        const { status, headers, body } = await forward();
        response.writeHead(status, { ...headers, 'content-length': headers['content-length'] ?? body.length }).end(body);
      });
    },
    after: (bench) => (unread.get(bench)?.() ? [] : ['the connection stays open with a body that nobody reads']),
    meddled: 1,
  },
  { ...inbox, name: 'answers 500 once', ends: 'ready', ...onS3Once(reading, s3Refusal(500, 'InternalError')) },
  { ...inbox, name: 'answers 503', ends: 'ready', receives: 2, ...onS3(reading, s3Refusal(503, 'SlowDown')) },
  {
    ...inbox,
    name: 'answers 403 for good',
    ends: 'failed',
    receives: 'dead letter',
    lasts: 'for good',
    ...onS3(reading, s3Refusal(403, 'AccessDenied')),
    logged: /photo_failed.*"final":true/,
  },
  {
    ...inbox,
    name: 'is not there, for good',
    ends: 'failed',
    receives: 'dead letter',
    lasts: 'for good',
    ...onS3(reading, s3Refusal(404, 'NoSuchBucket')),
  },
  {
    ...inbox,
    name: 'refuses connections',
    ends: 'ready',
    receives: 2,
    switchOn: ({ s3 }) => s3.refuse(),
    logged: /photo_failed/,
  },
  { ...inbox, name: 'resets the connection once', ends: 'ready', ...onS3Once(reading, reset) },
  { ...inbox, name: 'never answers', ends: 'ready', receives: 2, ...SHORT, ...onS3(reading, hang) },
  { ...inbox, name: 'is slow, 1 s', ends: 'ready', ...onS3(reading, later(1000)) },
  { ...inbox, name: 'sends the upload byte by byte', ends: 'ready', receives: 2, ...SHORT, ...onS3(reading, drip) },
  { ...inbox, name: 'breaks off in the middle of the upload', ends: 'ready', receives: 2, ...onS3(reading, half), quick: true },
  { ...inbox, name: 'answers with a page of HTML', ends: 'ready', receives: 2, ...onS3(reading, answer(502, '<html>')) },
  {
    ...inbox,
    name: 'has another picture under the same key while the first is made',
    ends: 'ready',
    story: 'nothing',
    async deliver(bench) {
      await bench.table.change(bench.upload, { status: 'waiting', edits: {} });
      await putSource(bench, bench.upload, PICTURE);
      const first = announce(bench, bench.upload);
      let isReplaced = false;
      bench.s3.meddle(async (exchange) => {
        if (!isReplaced && isPhotoFile('PUT', /1600\.jpg/)(exchange.asked)) {
          isReplaced = true;
          await putSource(bench, bench.upload, OTHER_PICTURE);
        } else exchange.spare();
        const { status, headers, body } = await exchange.forward();
        exchange.response.writeHead(status, headers).end(body);
      });
      await bench.queue.deliver(20_000, [first]);
      await bench.queue.deliver(20_000, [announce(bench, bench.upload)]);
    },
    meddled: 1,
    after: ({ log }) => (log.filter((line) => /"photo_ready".*"made":true/.test(line)).length === 2 ? [] : ['one was not made']),
  },
  {
    ...inbox,
    name: 'does not delete the upload',
    ends: 'ready',
    receives: 2,
    ...onS3(deleting, s3Refusal(500, 'InternalError')),
  },
  {
    ...inbox,
    name: 'does not delete the upload, for good',
    ends: 'ready',
    receives: 'dead letter',
    lasts: 'for good',
    ...onS3(deleting, s3Refusal(403, 'AccessDenied')),
    logged: /photo_source_kept/,
  },
];
