// The bucket of photos. Whatever fails there, a photo is there whole or not at all.
import { removedKey } from '../../../../cloud/photos/photo-keys.ts';
import { createDeadline } from '../../../../edge/core/deadline.ts';
import type { Meddle } from '../../fault-proxy.ts';
import { corruptUpload, half, halfUpload, hang, lostAnswer, reset, s3Refusal, where } from '../../meddling.ts';
import type { PhotoBench } from '../photo-bench.ts';
import type { PhotoFault } from '../photo-fault.ts';
import { keysOf } from '../seen.ts';
import { makeNow, PICTURE } from '../stories.ts';
import { isPhotoFile, onS3, onS3Once, SHORT } from './switches.ts';

const reading = { seam: 'photo bucket, on reading' } as const;
const writing = { seam: 'photo bucket, on writing' } as const;
const dead = { receives: 'dead letter', lasts: 'for good' } as const;
const record = isPhotoFile('GET', /photo\.json/);
const mark = isPhotoFile('HEAD', /removed/);
const master = isPhotoFile('GET', /masters/);
const puts = isPhotoFile('PUT', /(?:)/);
const putOf = (name: RegExp) => isPhotoFile('PUT', name);
const slowDown = s3Refusal(503, 'SlowDown');
const denied = s3Refusal(403, 'AccessDenied');

const only = (method: string, path: RegExp, meddle: Meddle) => where(isPhotoFile(method, path), meddle);

/** Removes a photo by the API while S3 fails, and again when it is well: then nothing is left of it. */
function removal(name: string, switchOn: (bench: PhotoBench) => void) {
  const removed = new WeakMap<PhotoBench, { readonly id: string; readonly status: number }>();
  return {
    ...writing,
    name,
    story: 'nothing',
    ends: 'nothing',
    async deliver(bench: PhotoBench) {
      const id = await makeNow(bench, PICTURE);
      switchOn(bench);
      const { status } = await bench.call('DELETE', `/photos/${id}`, undefined, 2000);
      removed.set(bench, { id, status });
    },
    meddled: 1,
    async after(bench: PhotoBench) {
      const { id = '', status } = removed.get(bench) ?? {};
      const again = await bench.call('DELETE', `/photos/${id}`);
      const left = (await keysOf(bench, bench.bucket)).filter((key) => key.includes(id) && key !== removedKey(id));
      return [
        ...(status === 503 ? [] : [`the first removal is answered ${status}`]),
        ...(again.status === 202 ? [] : [`the second removal is answered ${again.status}`]),
        ...left.map((key) => `${key} is left`),
      ];
    },
  } as const;
}

export const PHOTO_BUCKET_FAULTS: readonly PhotoFault[] = [
  { ...reading, name: 'answers 500 for a record once', ends: 'ready', ...onS3Once(record, s3Refusal(500, 'InternalError')) },
  { ...reading, name: 'answers 503 for a record', ends: 'ready', receives: 2, ...onS3(record, slowDown) },
  { ...reading, name: 'answers 403 for a record, for good', ends: 'failed', ...dead, ...onS3(record, denied) },
  { ...reading, name: 'is not there, for good', ends: 'failed', ...dead, ...onS3(record, s3Refusal(404, 'NoSuchBucket')) },
  { ...reading, name: 'never answers for a record', ends: 'ready', receives: 2, ...SHORT, ...onS3(record, hang) },
  { ...reading, name: 'breaks off in a record', story: 'edit', ends: 'ready', receives: 2, ...onS3(record, half) },
  { ...reading, name: 'answers 503 for the mark of a removal', ends: 'ready', receives: 2, ...onS3(mark, slowDown) },
  { ...reading, name: 'breaks off in a master', story: 'edit', ends: 'ready', receives: 2, ...onS3(master, half), quick: true },
  { ...reading, name: 'answers 403 for a master', story: 'edit', ends: 'ready', receives: 2, ...onS3(master, denied) },
  {
    ...reading,
    name: 'has lost a master',
    story: 'edit',
    ends: 'refused bad_edits',
    ...onS3(master, s3Refusal(404, 'NoSuchKey')),
  },
  {
    ...reading,
    name: 'breaks off in the record of a review',
    story: 'review',
    ends: 'review',
    receives: 2,
    ...onS3(isPhotoFile('GET', /(reviews|photos)\/\w+\/photo\.json/), reset),
  },

  {
    ...writing,
    name: 'answers 500 for one file once',
    ends: 'ready',
    ...onS3Once(putOf(/800x800/), s3Refusal(500, 'InternalError')),
  },
  { ...writing, name: 'answers 503 for one file', ends: 'ready', receives: 2, ...onS3(putOf(/800x800/), slowDown) },
  { ...writing, name: 'answers 503 for all files', story: 'hiding', ends: 'ready', receives: 2, ...onS3(puts, slowDown) },
  { ...writing, name: 'answers 403 for all files, for good', ends: 'failed', ...dead, ...onS3(puts, denied) },
  { ...writing, name: 'answers 403 for the master, for good', ends: 'failed', ...dead, ...onS3(putOf(/masters/), denied) },
  {
    ...writing,
    name: 'answers 503 for the record',
    ends: 'ready',
    receives: 2,
    ...onS3(putOf(/photo\.json/), slowDown),
    quick: true,
  },
  { ...writing, name: 'answers 403 for the record, for good', ends: 'failed', ...dead, ...onS3(putOf(/photo\.json/), denied) },
  { ...writing, name: 'never answers for one file', ends: 'ready', receives: 2, remainingMs: 6000, ...onS3(putOf(/250/), hang) },
  { ...writing, name: 'resets a connection', ends: 'ready', ...onS3Once(puts, reset) },
  { ...writing, name: 'stores a file, and its answer is lost', ends: 'ready', ...onS3Once(puts, lostAnswer) },
  { ...writing, name: 'stores the record, and its answer is lost', ends: 'ready', ...onS3Once(putOf(/photo\.json/), lostAnswer) },
  { ...writing, name: 'breaks off in the middle of a file once', ends: 'ready', ...onS3Once(putOf(/1600/), halfUpload) },
  { ...writing, name: 'gets a file with another bit', ends: 'ready', receives: 2, ...onS3(putOf(/1000/), corruptUpload) },
  { ...writing, name: 'answers 409 once', ends: 'ready', ...onS3Once(puts, s3Refusal(409, 'ConditionalRequestConflict')) },
  { ...writing, name: 'answers 409', ends: 'ready', receives: 2, ...onS3(puts, s3Refusal(409, 'ConditionalRequestConflict')) },
  {
    ...writing,
    name: 'has one file of a worker that died',
    ends: 'ready',
    ...onS3Once(puts, async (exchange) => {
      await exchange.forward(); // the one that died was a moment earlier
      const { status, headers, body } = await exchange.forward();
      exchange.response.writeHead(status, headers).end(body);
    }),
  },
  {
    ...writing,
    name: 'answers 503 for the preview of a review',
    story: 'review',
    ends: 'review',
    receives: 2,
    ...onS3(putOf(/reviews.*1000/), slowDown),
  },
  {
    ...writing,
    name: 'answers 503 while an edit retires its photo',
    story: 'edit',
    ends: 'ready',
    receives: 2,
    ...onS3(putOf(/removed/), slowDown),
  },
  {
    ...writing,
    name: 'does not delete what an edit retires',
    quick: true,
    story: 'edit',
    ends: 'ready',
    receives: 2,
    ...onS3(({ method, path }) => method === 'POST' && path.includes('delete'), slowDown),
  },
  {
    ...writing,
    name: 'gets the mark of a removal while files are put',
    ends: 'refused removed',
    async switchOn(bench) {
      let isMarked = false;
      bench.s3.meddle(async ({ asked, forward, response, spare }) => {
        const id = /photos\/(\w+)\/photo\.json/.exec(asked.path)?.[1];
        if (putOf(/photo\.json/)(asked) && id !== undefined && !isMarked) {
          isMarked = true;
          await bench.behind.store.markRemoved(id, createDeadline(5000));
        } else spare();
        const { status, headers, body } = await forward();
        response.writeHead(status, headers).end(body);
      });
    },
    meddled: 1,
    after: async (bench) =>
      (await keysOf(bench, bench.bucket)).filter((key) => !key.startsWith('removed/')).map((key) => `${key} is left`),
  },
  removal('does not list what is removed', ({ s3 }) => s3.meddle(only('GET', /list-type/, s3Refusal(500, 'InternalError')))),
  removal('does not take the mark of a removal', ({ s3 }) => s3.meddle(only('PUT', /removed/, denied))),
  removal('does not delete what is removed', ({ s3 }) => s3.meddle(only('POST', /delete/, slowDown))),
  removal('never answers while it deletes', ({ s3 }) => s3.meddle(only('POST', /delete/, hang))),
];
