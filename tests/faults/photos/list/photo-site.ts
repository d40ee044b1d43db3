// The photo site: sizes on demand. Whoever asks gets the photo in that size, or an answer that nobody keeps; one size is made once, of what may
// be shown, and of a photo that is gone nothing is made.
import { type Meddle, pass } from '../../fault-proxy.ts';
import { half, hang, later, lostAnswer, reset, s3Refusal, where } from '../../meddling.ts';
import { FILE, isFile, type Opened, size } from '../asking-sizes.ts';
import type { PhotoBench } from '../photo-bench.ts';
import type { PhotoFault } from '../photo-fault.ts';
import { PHOTO_ADDRESS_FAULTS } from './photo-addresses.ts';
import { REMOVED_MEANWHILE_FAULTS } from './removed-meanwhile.ts';
import { awsRefusal, calls, isPhotoFile } from './switches.ts';

const record = isPhotoFile('GET', /photo\.json/);
const source = isPhotoFile('GET', /1600\.jpg/);
const slowDown = s3Refusal(503, 'SlowDown');
const denied = s3Refusal(403, 'AccessDenied');

const s3 = (applies: Parameters<typeof where>[0], meddle: Meddle) => (bench: PhotoBench) =>
  bench.s3.meddle(where(applies, meddle));
const aws = (applies: Parameters<typeof where>[0], meddle: Meddle) => (bench: PhotoBench) =>
  bench.aws.meddle(where(applies, meddle));
/** What the function has to itself is two seconds less. */
const SHORT = { remainingMs: 3500 } as const;

const READING: readonly PhotoFault[] = [
  size('S3 answers 503 for the file itself', s3(isFile('GET'), slowDown), { answers: 'try again' }),
  size('S3 answers 503 for the record', s3(record, slowDown), {
    answers: 'try again',
    logged: /photo_size_failed.*store_failed/,
  }),
  size('S3 breaks off in the record', s3(record, half), { answers: 'try again' }),
  size('S3 never answers for the record', s3(record, hang), { answers: 'try again', options: SHORT }),
  size('S3 answers 500 for what a size is made of', s3(source, s3Refusal(500, 'InternalError')), { answers: 'try again' }),
  size('S3 breaks off in what a size is made of', s3(source, half), { answers: 'try again', quick: true }),
  size('S3 is slow, 1 s', s3(source, later(1000)), { answers: 'the photo' }),
  size('S3 has lost what a size is made of', s3(source, s3Refusal(404, 'NoSuchKey')), { answers: 'no such photo' }),
];

const WRITING: readonly PhotoFault[] = [
  size('S3 does not take a size (503)', s3(isFile('PUT'), slowDown), { answers: 'try again' }),
  size('S3 does not take a size (403)', s3(isFile('PUT'), denied), { answers: 'try again' }),
  size('S3 never answers while it takes a size', s3(isFile('PUT'), hang), { answers: 'try again', options: SHORT }),
  size('S3 takes a size, and its answer is lost', s3(isFile('PUT'), lostAnswer), { answers: 'try again' }),
  size('S3 resets the connection while it takes a size', s3(isFile('PUT'), reset), { answers: 'try again' }),
];

/** Another call has the right to make the size. */
const claimed =
  (forMs: number) =>
  async ({ table, s3 }: PhotoBench, { id }: Opened) => {
    await table.claim(`${id}/${FILE}`, 'another call', Date.now() + forMs);
    s3.meddle(pass);
  };
const claims = calls('PutItem', /claim:/);

const CLAIMS: readonly PhotoFault[] = [
  size('the call that had a size has died', claimed(700), { answers: 'the photo' }),
  size('the call that has a size hangs', claimed(2600), { answers: 'try again', options: SHORT, logged: /photo_size_failed/ }),
  size('the table is throttled', aws(claims, awsRefusal(400, 'ThrottlingException')), {
    ...{ answers: 'the photo', logged: /photo_size_unclaimed/ },
  }),
  size('the table never answers', aws(claims, hang), { answers: 'the photo', logged: /photo_size_unclaimed/ }),
  size('the table never answers, in a function as deployed', aws(claims, hang), {
    ...{ answers: 'the photo', logged: /photo_size_unclaimed/, options: { process: true } },
  }),
];

export const PHOTO_SITE_FAULTS: readonly PhotoFault[] = [
  ...PHOTO_ADDRESS_FAULTS,
  ...READING,
  ...WRITING,
  ...CLAIMS,
  size(
    'the function is killed between the file and its answer',
    ({ s3 }, { at }) => {
      s3.meddle(pass);
      at.endAfterPut();
    },
    { answers: 'try again', claimStays: true },
  ),
  size('200 viewers ask at once for one size, each at another edge location', s3(isFile('PUT'), later(300)), {
    ...{ answers: 'the photo', options: { collapse: false }, viewers: 200 },
  }),
  ...REMOVED_MEANWHILE_FAULTS,
];
