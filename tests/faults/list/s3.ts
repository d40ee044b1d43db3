import type { Bench, Fault } from '../fault.ts';
import { type Asked, type Meddle, pass } from '../fault-proxy.ts';
import {
  answer,
  changed,
  clockAhead,
  corruptUpload,
  half,
  halfUpload,
  hang,
  later,
  lostAnswer,
  reset,
  s3Refusal,
  times,
  where,
} from '../meddling.ts';
import { proxied } from './proxied.ts';

const isRead = ({ method, path }: Asked) => method === 'GET' && path.endsWith('.jpg');
const isPut = ({ method }: Asked) => method === 'PUT';

const reading = { seam: 'S3, on reading' } as const;
const onRead = (meddle: Meddle) => proxied('s3', where(isRead, meddle));
const storing = { seam: 'S3, on storing' } as const;
const onPut = (meddle: Meddle) => proxied('s3', where(isPut, meddle));

/** Answers the reading, and is gone before the card is drawn. */
function goneAfterReading({ s3 }: Bench): void {
  s3.meddle(
    where(isRead, async (exchange) => {
      exchange.response.once('finish', () => void s3.refuse());
      await pass(exchange);
    }),
  );
}

export const S3_FAULTS: readonly Fault[] = [
  {
    ...reading,
    name: 'answers 403',
    expected: 'fallback',
    ...onRead(s3Refusal(403, 'AccessDenied')),
    logged: /origin_refused/,
    quick: true,
  },
  {
    ...reading,
    name: 'answers 403 for a card that it has',
    expected: 'fallback',
    drawn: true,
    ...onRead(s3Refusal(403, 'AccessDenied')),
  },
  { ...reading, name: 'answers 500', expected: 'fallback', ...onRead(s3Refusal(500, 'InternalError')) },
  { ...reading, name: 'answers 503', expected: 'fallback', ...onRead(s3Refusal(503, 'SlowDown')) },
  {
    ...reading,
    name: 'answers 404 for a card that it has',
    expected: 'card',
    drawn: true,
    ...onRead(s3Refusal(404, 'NoSuchKey')),
  },
  { ...reading, name: 'is slow, 1 s', expected: 'card', ...onRead(later(1000)) },
  { ...reading, name: 'refuses connections', expected: 'cloudfront', switchOn: ({ s3 }) => s3.refuse(), checked: true },
  // In a deployment CloudFront waits for 30 s.
  {
    ...{ ...reading, name: 'never answers', expected: 'cloudfront' },
    ...{ readTimeoutMs: 5000, besidesMs: 5000, ...onRead(hang), atLeastMs: 4900 },
  },
  { ...reading, name: 'breaks off in the middle of a card', expected: 'cloudfront', drawn: true, ...onRead(half) },

  {
    ...storing,
    name: 'refuses connections',
    expected: 'unstored',
    switchOn: goneAfterReading,
    logged: /store_failed.*ECONNREFUSED/,
  },
  { ...storing, name: 'resets the connection', expected: 'unstored', ...onPut(reset), quick: true },
  { ...storing, name: 'resets the first connection', expected: 'card', ...onPut(times(1, reset)) },
  { ...storing, name: 'never answers', expected: 'unstored', ...onPut(hang) },
  { ...storing, name: 'is slow, 1 s', expected: 'card', budgetMs: 4000, ...onPut(later(1000)) },
  { ...storing, name: 'answers 403', expected: 'unstored', ...onPut(s3Refusal(403, 'AccessDenied')), logged: /store_failed/ },
  { ...storing, name: 'answers 404, there is no bucket', expected: 'unstored', ...onPut(s3Refusal(404, 'NoSuchBucket')) },
  { ...storing, name: 'answers 409 once', expected: 'card', ...onPut(times(1, s3Refusal(409, 'ConditionalRequestConflict'))) },
  { ...storing, name: 'answers 409 always', expected: 'unstored', ...onPut(s3Refusal(409, 'ConditionalRequestConflict')) },
  {
    ...storing,
    name: 'has the card from another sandbox by then, 412',
    expected: 'card',
    ...onPut(async (exchange) => {
      await exchange.forward(); // the other one is a moment earlier
      await pass(exchange);
    }),
  },
  { ...storing, name: 'answers 500', expected: 'unstored', ...onPut(s3Refusal(500, 'InternalError')) },
  { ...storing, name: 'answers 500 once', expected: 'card', ...onPut(times(1, s3Refusal(500, 'InternalError'))) },
  { ...storing, name: 'answers 503 in bursts of one', expected: 'card', ...onPut(times(1, s3Refusal(503, 'SlowDown'))) },
  { ...storing, name: 'answers 503 in a long burst', expected: 'unstored', ...onPut(s3Refusal(503, 'SlowDown')) },
  { ...storing, name: 'breaks off in the middle of the upload, once', expected: 'card', ...onPut(times(1, halfUpload)) },
  { ...storing, name: 'breaks off in the middle of each upload', expected: 'unstored', ...onPut(halfUpload) },
  { ...storing, name: 'stores the card, and its answer is lost', expected: 'card', ...onPut(times(1, lostAnswer)) },
  {
    ...storing,
    name: 'answers byte by byte',
    expected: 'unstored',
    ...onPut(
      where(isPut, async ({ response }) => {
        response.writeHead(500, { 'content-type': 'application/xml', 'content-length': 1000 });
        for (let sent = 0; sent < 1000 && !response.destroyed; sent++) {
          response.write(' ');
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      }),
    ),
  },
  { ...storing, name: 'has a clock that is 20 minutes ahead', expected: 'card', ...onPut(clockAhead(20 * 60_000)) },
  { ...storing, name: 'gets other bytes than were sent, checksum wrong', expected: 'unstored', ...onPut(corruptUpload) },
  { ...storing, name: 'gets other bytes once', expected: 'unstored', ...onPut(times(1, corruptUpload)) },
  {
    ...storing,
    name: 'answers 200 without an etag',
    expected: 'card',
    ...onPut(changed(({ headers: { etag: _, ...headers }, ...answered }) => ({ ...answered, headers }))),
  },
  { ...storing, name: 'answers what is not XML', expected: 'unstored', ...onPut(answer(500, 'upstream connect error')) },
];
