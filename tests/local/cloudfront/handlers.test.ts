// The functions that are deployed, in the emulator: whatever they answer must be what CloudFront takes.
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { CardError } from '../../../card-schema/errors.ts';
import { createS3Store } from '../../../edge/adapters/aws/s3-store.ts';
import { formatCardKey } from '../../../edge/core/card-key.ts';
import type { DrawCard } from '../../../edge/core/ports.ts';
import { createOriginRequest } from '../../../edge/create-origin-request.ts';
import { createOriginResponse } from '../../../edge/create-origin-response.ts';
import { projectPath } from '../../../project-path.ts';
import { DESIGN_VERSIONS } from '../../support/design-versions.ts';
import { BUCKET, type LocalCloudFront, openCloudFront } from '../../support/local-cloudfront.ts';
import type { RawAnswer } from '../../support/raw-request.ts';
import { SAMPLE_ANSWER, SAMPLE_CARD, SAMPLE_PATH } from '../../support/sample-cards.ts';

const FALLBACK = readFileSync(projectPath('edge/fallback.jpg'));
const PICTURE = Buffer.from([0xff, 0xd8, ...Array.from({ length: 256 }, (_, byte) => byte), 0xff, 0xd9]);
const KEY = formatCardKey(SAMPLE_CARD, DESIGN_VERSIONS);
const customHeaders = {
  'x-card-bucket-region': 'us-east-1',
  'x-card-site': 'http://127.0.0.1:1',
  'x-card-signing-keys': 'a-signing-key-of-the-test',
  'x-card-page-keys': 'a-page-key-of-the-test',
};

let cf: LocalCloudFront;
let draw: DrawCard;

const open = async (options: { collapse?: boolean } = {}) => {
  cf = await openCloudFront({ customHeaders, ...options });
  const parts = { designVersions: DESIGN_VERSIONS, log: () => {} };
  const storeFor = () => createS3Store(cf.client, BUCKET);
  const originResponse = createOriginResponse({
    readDrawingState: async () => undefined,
    ...parts,
    fallbackPicture: FALLBACK,
    draw: (job) => draw(job),
    storeFor,
  });
  Object.assign(cf.state, { originRequest: createOriginRequest(parts), originResponse });
};
beforeEach(async () => {
  draw = async () => ({ jpeg: PICTURE, quality: 85, missingGlyphs: [], missingImages: [] });
  await open();
});
afterEach(async () => {
  // No result of theirs may break a rule, in any of these tests.
  expect(cf.logged).toEqual([]);
  await cf.close();
});

const shown = ({ status, headers, body }: RawAnswer) => ({
  status,
  card: headers['x-card-status'],
  cache: headers['x-cache'],
  keep: headers['cache-control'],
  picture: body.equals(PICTURE) ? 'drawn' : body.equals(FALLBACK) ? 'fallback' : body.toString(),
});
const YEAR = 'public, max-age=31536000';
const { drawn: fresh, found: stored, cacheControl } = SAMPLE_ANSWER;

test('a card is drawn once, stored, and then found', async () => {
  const drawn = { status: 200, card: fresh, cache: 'Miss from cloudfront', keep: cacheControl, picture: 'drawn' };
  const first = await cf.ask(SAMPLE_PATH);
  expect(shown(first)).toEqual(drawn);
  expect(shown(await cf.ask(SAMPLE_PATH))).toEqual({ ...drawn, cache: 'Hit from cloudfront' });
  cf.clearCache();
  const found = await cf.ask(SAMPLE_PATH);
  expect(shown(found)).toEqual({ ...drawn, card: stored });
  expect(found.headers.etag).toBe(first.headers.etag);
  expect([cf.asked(), cf.uploads()]).toEqual([[`GET ${KEY} 404`, `GET ${KEY} 200`], [200]]);
});

test('a drawn card that has expired is revalidated with S3’s tag, not drawn again', async () => {
  await cf.ask(SAMPLE_PATH);
  cf.state.now += 31_536_001 * 1000;
  expect(shown(await cf.ask(SAMPLE_PATH))).toMatchObject({
    card: stored,
    cache: 'RefreshHit from cloudfront',
    picture: 'drawn',
  });
  expect(cf.uploads()).toEqual([200]);
});

test('edge locations that draw the same card at once store it once, and all of them answer', async () => {
  await cf.close();
  await open({ collapse: false });
  let waiting = 0;
  let release = () => {};
  const everyoneHere = new Promise<void>((resolve) => {
    release = resolve;
  });
  draw = async () => {
    waiting += 1;
    if (waiting === 5) release();
    await everyoneHere;
    return { jpeg: PICTURE, quality: 85, missingGlyphs: [], missingImages: [] };
  };
  const answers = await Promise.all(Array.from({ length: 5 }, () => cf.ask(SAMPLE_PATH)));
  expect(answers.map((answer) => shown(answer).picture)).toEqual(Array(5).fill('drawn'));
  expect(cf.uploads().sort()).toEqual([200, 412, 412, 412, 412]);
});

test.each([
  '/',
  '/../../etc/passwd',
  '/%00.jpg',
  '//x',
  '/%zz',
  '/default/x.jpg',
  '/default/WyJhIl0.AAAAAAAAAAAAAAAAAAAAAA.jpg',
  `/${'x'.repeat(8000)}`,
])('what is not a card gets the default card, for five minutes: %s', async (path) => {
  expect(shown(await cf.ask(path))).toMatchObject({
    status: 200,
    card: 'default',
    keep: 'public, max-age=300',
    picture: 'drawn',
  });
});

test('a failure is answered with the fallback picture for 30 seconds, and the next viewer after that tries again', async () => {
  const works = draw;
  draw = async () => {
    throw new CardError('draw_failed', 'text lost');
  };
  for (const cache of ['Miss', 'Hit']) {
    expect(shown(await cf.ask(SAMPLE_PATH))).toEqual({
      status: 200,
      card: 'fallback',
      cache: `${cache} from cloudfront`,
      keep: 'public, max-age=30',
      picture: 'fallback',
    });
  }
  expect(cf.uploads()).toEqual([]);
  draw = works;
  cf.state.now += 31_000;
  expect(shown(await cf.ask(SAMPLE_PATH))).toMatchObject({ card: fresh, picture: 'drawn' });
});

test('HEAD of a card that nobody has drawn draws nothing and is kept nowhere', async () => {
  draw = () => Promise.reject(new Error('It was drawn.'));
  for (const _ of [1, 2]) {
    expect(shown(await cf.ask(SAMPLE_PATH, { method: 'HEAD' }))).toEqual({
      status: 200,
      card: 'undrawn',
      cache: 'Miss from cloudfront',
      keep: 'no-store',
      picture: '',
    });
  }
});

test('HEAD, a part and a condition on a card that is there are answered without drawing', async () => {
  await cf.put(KEY, PICTURE, { ContentType: 'image/jpeg', CacheControl: YEAR });
  draw = () => Promise.reject(new Error('It was drawn.'));
  expect((await cf.ask(SAMPLE_PATH, { method: 'HEAD' })).headers).toMatchObject({
    'content-length': String(PICTURE.length),
    'x-card-status': stored,
  });
  const { headers } = await cf.ask(SAMPLE_PATH);
  expect(await cf.ask(SAMPLE_PATH, { headers: { range: 'bytes=0-1' } })).toMatchObject({
    status: 206,
    body: PICTURE.subarray(0, 2),
  });
  expect((await cf.ask(SAMPLE_PATH, { headers: { 'if-none-match': String(headers.etag) } })).status).toBe(304);
});

test('robots.txt is passed on, and when it is missing that is said', async () => {
  expect((await cf.ask('/robots.txt')).status).toBe(404);
  await cf.put('robots.txt', 'User-agent: *\n', { ContentType: 'text/plain' });
  cf.clearCache();
  expect(shown(await cf.ask('/robots.txt'))).toMatchObject({ status: 200, picture: 'User-agent: *\n' });
});
