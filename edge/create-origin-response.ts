import { createHash } from 'node:crypto';
import type { CloudFrontRequest, CloudFrontResponse, CloudFrontResponseEvent, CloudFrontResultResponse } from 'aws-lambda';
import { DEFAULT_CARD } from '../card-schema/catalogue.ts';
import type { DesignVersions } from '../card-schema/design-version.ts';
import { CardError } from '../card-schema/errors.ts';
import {
  type AnswerHeaders,
  answerWithPicture,
  cardStatusOf,
  customHeadersOf,
  keyOf,
  payloadOf,
  setHeaders,
} from './adapters/aws/cloudfront.ts';
import { CACHE_CONTROL, CROSS_ORIGIN_HEADERS, formatWarning, isIncomplete, STORED_OBJECTS } from './core/answers.ts';
import { CACHE_TAG_HEADER, cacheTagsOf } from './core/cache-tag.ts';
import { type CardKey, formatCardKey, parseCardKey } from './core/card-key.ts';
import { type Config, type ConfigHeaders, createConfigParser } from './core/config.ts';
import { createDeadline } from './core/deadline.ts';
import { describeError } from './core/describe-error.ts';
import { type MadePicture, makePicture } from './core/make-picture.ts';
import { metricsOf } from './core/metrics.ts';
import type { DrawCard, Log, PictureStore } from './core/ports.ts';
import { keyFields, loggableKey, missingFields, type RequestLine, reasonFields, type SandboxUsage } from './core/request-line.ts';
import { createTimings, formatServerTiming, type Timings } from './core/timings.ts';

export interface OriginResponseParts {
  readonly designVersions: DesignVersions;
  /** JPEG bytes for the times when nothing can be drawn. */
  readonly fallbackPicture: Uint8Array;
  readonly draw: DrawCard;
  readonly storeFor: (config: Config) => PictureStore;
  /** For the log; nothing is told unless given. */
  readonly readUsage?: () => SandboxUsage;
  readonly log: Log;
}

/** What S3 answers when it has the object, or when the asker has it already. 416 is the viewer's own mistake. */
const FOUND = new Set(['200', '206', '304', '416']);

/** What became of a request. The answer and the line of the log are made from it. */
type Outcome =
  | { readonly outcome: 'stored_object' | 'card_found' | 'card_undrawn' | 'origin_refused' }
  | { readonly outcome: 'card_drawn'; readonly made: MadePicture }
  | { readonly outcome: 'card_failed'; readonly error: unknown };

/** Passes on what S3 found; draws the card that S3 does not have, keeps it if it is complete, and answers with it. */
export function createOriginResponse(parts: OriginResponseParts) {
  const { designVersions, fallbackPicture, draw, storeFor, readUsage = () => ({}), log } = parts;
  const parseConfig = createConfigParser();
  const fallbackEtag = etagOf(fallbackPicture);
  const defaultKey = formatCardKey(DEFAULT_CARD, designVersions);
  let cold = true;

  async function makeMissing(headers: ConfigHeaders, { card, designVersion }: CardKey, key: string, timings: Timings) {
    const config = parseConfig(headers);
    if (designVersion !== designVersions[card.template]) {
      throw new CardError(
        'version_mismatch',
        `The key is of ${card.template} ${designVersion}; this function draws ${designVersions[card.template]}.`,
      );
    }
    const deadline = createDeadline(config.budgetMs);
    return makePicture({ card, designVersion, config, deadline, timings, key }, { draw, store: storeFor(config), log });
  }

  async function settle(request: CloudFrontRequest, { status }: CloudFrontResponse, timings: Timings): Promise<Outcome> {
    if (STORED_OBJECTS.has(request.uri)) return { outcome: 'stored_object' };
    if (FOUND.has(status)) return { outcome: 'card_found' };
    // A broken policy or a bad day of S3 must not have every card of the site drawn again.
    if (status !== '404') return { outcome: 'origin_refused' };
    if (request.method === 'HEAD') return { outcome: 'card_undrawn' };
    const key = keyOf(request);
    try {
      const found = parseCardKey(key, payloadOf(request));
      return { outcome: 'card_drawn', made: await makeMissing(customHeadersOf(request), found, key, timings) };
    } catch (error) {
      log('card_failed', { ...loggableKey(key), ...describeError(error), ...reasonFields(error) });
      return { outcome: 'card_failed', error };
    }
  }

  function answer(response: CloudFrontResultResponse, settled: Outcome, key: string, head: boolean, serverTiming: string) {
    const isDefault = key === defaultKey;
    switch (settled.outcome) {
      case 'stored_object':
        return response;
      case 'card_found':
        return tagged(passOn(response, isDefault, serverTiming), key);
      case 'card_undrawn':
        return answerWithPicture(response, undefined, { status: 'undrawn', cacheControl: CACHE_CONTROL.undrawn, serverTiming });
      case 'card_drawn':
        return tagged(
          answerWithPicture(response, settled.made.jpeg, { ...aboutDrawn(settled.made, isDefault), serverTiming }),
          key,
        );
      default:
        return answerWithPicture(response, head ? undefined : fallbackPicture, {
          status: 'fallback',
          cacheControl: head ? CACHE_CONTROL.undrawn : CACHE_CONTROL.fallback,
          etag: fallbackEtag,
          serverTiming,
        });
    }
  }

  return async function originResponse(event: CloudFrontResponseEvent): Promise<CloudFrontResultResponse> {
    // biome-ignore lint/style/noNonNullAssertion: Lambda@Edge always sends exactly one record
    const { config, request, response } = event.Records[0]!.cf;
    const key = keyOf(request);
    // The answer is the origin's own, edited, and the next request is not the first.
    const before = { cold, originStatus: Number(response.status) };
    cold = false;
    const timings = createTimings();
    const settled = await timings.measure('total', () => settle(request, response, timings));
    const answered = answer(response, settled, key, request.method === 'HEAD', formatServerTiming(timings));
    answered.headers ??= {};
    setHeaders(answered.headers, CROSS_ORIGIN_HEADERS);
    const line: RequestLine = {
      function: 'origin-response',
      requestId: config.requestId,
      method: request.method,
      outcome: settled.outcome,
      ...before,
      ...(settled.outcome === 'stored_object' ? {} : keyFields(key)),
      ...cardStatusOf(answered),
      httpStatus: Number(answered.status),
      ...fieldsOf(settled, timings),
      ms: timings.all(),
      ...readUsage(),
    };
    log('request', line, metricsOf(line));
    return answered;
  };
}

/** S3 has it, so it goes on as it is. The default card stands in for any address, and so it is kept for minutes only. */
function passOn(response: CloudFrontResultResponse, isDefault: boolean, serverTiming: string): CloudFrontResultResponse {
  response.headers ??= {};
  setHeaders(response.headers, {
    'x-card-status': isDefault ? 'default' : 'hit',
    'server-timing': serverTiming,
    ...(isDefault ? { 'cache-control': CACHE_CONTROL.default } : {}),
  });
  return response;
}

function aboutDrawn(made: MadePicture, isDefault: boolean): AnswerHeaders {
  const etag = made.etag ?? etagOf(made.jpeg);
  if (isIncomplete(made)) {
    return { status: 'incomplete', cacheControl: CACHE_CONTROL.incomplete, etag, warning: formatWarning(made) };
  }
  const kept = isDefault ? CACHE_CONTROL.default : CACHE_CONTROL.card;
  return { status: isDefault ? 'default' : 'drawn', cacheControl: made.stored ? kept : CACHE_CONTROL.unstored, etag };
}

/** What the log tells of a drawing, whether it came to a picture or not. */
function fieldsOf(settled: Outcome, timings: Timings): Partial<RequestLine> {
  if (settled.outcome !== 'card_drawn' && settled.outcome !== 'card_failed') return {};
  const counts = {
    browserStarts: timings.times('browser start'),
    tries: timings.times('try'),
    packMisses: timings.times('pack miss'),
  };
  if (settled.outcome === 'card_failed') return { ...reasonFields(settled.error), ...counts };
  const { jpeg, quality, stored } = settled.made;
  return { ...counts, bytes: jpeg.length, quality, stored, ...missingFields(settled.made) };
}

/** A deployment takes the pictures of a former design out of CloudFront's cache by these tags. */
function tagged(response: CloudFrontResultResponse, key: string): CloudFrontResultResponse {
  response.headers ??= {};
  setHeaders(response.headers, { [CACHE_TAG_HEADER]: cacheTagsOf(key) });
  return response;
}

function etagOf(bytes: Uint8Array): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`;
}
