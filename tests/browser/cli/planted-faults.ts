// @examples article score
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { buildCardSite } from '../../../card-site/bundle/build-card-site.ts';
import { projectPath } from '../../../project-path.ts';
import type { Answered, Plant } from './faulty-proxy.ts';
import { isNoCard } from './healthy-stack.ts';

const read = (path: string) => readFile(projectPath(path));
const withHeaders = (answered: Answered, headers: Answered['headers']): Answered => ({
  ...answered,
  headers: { ...answered.headers, ...headers },
});

const isCard = (path: string) => /\d+-\d+-\d+\.jpg$/.test(path);
const isSigned = (path: string) => path.includes('/article/');
const isPage = (path: string) => !path.startsWith('/assets/');

type Part = 'pictures' | 'cardSite' | 's3';
interface Planted {
  readonly part: Part;
  readonly plant: Plant;
  /** The checks that complain, and no others. */
  readonly complains: readonly string[];
  readonly complaint: RegExp;
}

const spoilCard = (spoil: (answered: Answered) => Answered): Pick<Planted, 'part' | 'plant'> => ({
  part: 'pictures',
  plant: (answered, { path }) => (isCard(path) ? spoil(answered) : answered),
});

export const FAULTS: Readonly<Record<string, () => Promise<Planted>>> = {
  'a card of the wrong content type': async () => ({
    ...spoilCard((answered) => withHeaders(answered, { 'content-type': 'application/octet-stream' })),
    complains: ['card'],
    complaint: /content-type is application\/octet-stream, not image\/jpeg/,
  }),
  'the fallback picture': async () => {
    const body = await read('edge/fallback.jpg');
    const headers = { 'x-card-status': 'fallback', 'cache-control': 'public, max-age=30' };
    return {
      ...spoilCard((answered) => ({ ...withHeaders(answered, headers), body })),
      complains: ['card'],
      complaint: /viewers get the fallback picture/,
    };
  },
  'a fallback picture that is cached as a card': async () => {
    const body = await read('edge/fallback.jpg');
    return {
      ...spoilCard((answered) => ({ ...answered, body })),
      complains: ['card', 'card'],
      complaint: /the fallback picture is kept like a card: cache-control is public, max-age=31536000/,
    };
  },
  'a picture of the wrong size': async () => {
    const body = await sharp({ create: { width: 1000, height: 500, channels: 3, background: 'teal' } })
      .jpeg()
      .toBuffer();
    return {
      ...spoilCard((answered) => ({ ...answered, body })),
      complains: ['card'],
      complaint: /the picture is 1000 × 500, not 1200 × 630/,
    };
  },
  'a body that is not a picture': async () => ({
    ...spoilCard((answered) => ({ ...answered, body: Buffer.from('<html>Sign in to the hotel’s WiFi</html>') })),
    complains: ['card'],
    complaint: /what comes is not a picture/,
  }),
  'a card that is an error': async () => ({
    ...spoilCard((answered) => ({ ...answered, status: 503 })),
    complains: ['card'],
    complaint: /a card is answered with 503/,
  }),
  'a card that S3 did not take': async () => ({
    ...spoilCard((answered) => withHeaders(answered, { 'cache-control': 'public, max-age=60' })),
    complains: ['card'],
    complaint: /drawn, but not stored/,
  }),
  'a card that caches forget': async () => ({
    ...spoilCard((answered) => withHeaders(answered, { 'cache-control': 'no-cache' })),
    complains: ['card'],
    complaint: /cache-control of a card is no-cache, not public, max-age=31536000/,
  }),
  'a card that lacks an image': async () => ({
    ...spoilCard((answered) =>
      withHeaders(answered, {
        'x-card-status': 'incomplete',
        'cache-control': 'public, max-age=300',
        'x-card-warning': 'no image: images.app.com answered 404',
      }),
    ),
    complains: ['card'],
    complaint: /the card is incomplete: no image: images\.app\.com answered 404/,
  }),
  'an answer that no function has seen': async () => ({
    ...spoilCard(({ headers: { 'x-card-status': _, ...headers }, ...answered }) => ({ ...answered, headers })),
    complains: ['card'],
    complaint: /x-card-status is missing/,
  }),
  'a 404 for what is not a card': async () => ({
    part: 'pictures',
    plant: (answered, { path }) => (isNoCard(path) ? { ...answered, status: 404 } : answered),
    complains: ['default card'],
    complaint: /an address that is not a card is answered with 404/,
  }),
  'a default card that is kept for a year': async () => ({
    part: 'pictures',
    plant: (answered, { path }) =>
      isNoCard(path) ? withHeaders(answered, { 'cache-control': 'public, max-age=31536000' }) : answered,
    complains: ['default card'],
    complaint: /is kept as public, max-age=31536000, not public, max-age=300/,
  }),
  'a forged signature that is taken': async () => ({
    part: 'pictures',
    plant: (answered, { path }) =>
      isSigned(path) ? withHeaders(answered, { 'x-card-status': 'hit', 'cache-control': 'public, max-age=31536000' }) : answered,
    complains: ['signatures'],
    complaint: /a card with a forged signature shows a card \(x-card-status: hit\)/,
  }),
  'a right signature that is refused': async () => ({
    part: 'pictures',
    plant: (answered, { path }) =>
      isSigned(path) ? withHeaders(answered, { 'x-card-status': 'default', 'cache-control': 'public, max-age=300' }) : answered,
    complains: ['signatures'],
    complaint: /a card signed with your key shows the default card/,
  }),
  'a clock that is five minutes off': async () => ({
    part: 'pictures',
    plant: (answered) => withHeaders(answered, { date: new Date(Date.now() + 300_000).toUTCString() }),
    complains: ['clock'],
    complaint: /this machine's clock is (299|300|301) s behind that of 127\.0\.0\.1/,
  }),
  'a guard that is open': async () => {
    const body = await readFile(join((await buildCardSite()).site, 'index.html'));
    return {
      part: 'cardSite',
      plant: (answered, { path }) =>
        isPage(path) ? { ...withHeaders(answered, { 'content-type': 'text/html' }), status: 200, body } : answered,
      complains: ['guard', 'guard', 'guard'],
      complaint: /a card page opens without a token/,
    };
  },
  'a guard that does not look at the time': async () => ({
    part: 'cardSite',
    plant: (answered, { path }) =>
      Number(/token=(\d+)/.exec(path)?.[1] ?? Number.POSITIVE_INFINITY) < Date.now() / 1000
        ? { ...answered, status: 200 }
        : answered,
    complains: ['guard'],
    complaint: /a card page opens with an expired token/,
  }),
  'a guard that has another key than the functions': async () => ({
    part: 'cardSite',
    plant: (answered, { path }) => (isPage(path) ? { ...answered, status: 403, body: Buffer.alloc(0) } : answered),
    complains: ['guard', ...Array(5).fill('site versions')],
    complaint: /a card page with its token is answered with 403/,
  }),
  'a bucket that is open to the public': async () => ({
    part: 's3',
    plant: (answered, { signed }) => (signed ? answered : { ...answered, status: 200 }),
    complains: ['public access', 'public access'],
    complaint: /strangers can read http:\/\/127\.0\.0\.1:\d+\/edgecard-pictures/,
  }),
};
