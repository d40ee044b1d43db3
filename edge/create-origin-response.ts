import { createHash } from 'node:crypto';
import type { CloudFrontResponseEvent, CloudFrontResultResponse } from 'aws-lambda';
import { type CardKey, formatCardKey, parseCardKey } from '../card-schema/card-key.ts';
import { DEFAULT_CARD } from '../card-schema/catalogue.ts';
import type { DesignVersions } from '../card-schema/design-version.ts';
import { CardError } from '../card-schema/errors.ts';
import { answerWithPicture, customHeadersOf, keyOf, setHeaders } from './adapters/cloudfront.ts';
import { CACHE_CONTROL, formatGlyphWarning, STORED_OBJECTS } from './core/answers.ts';
import { CACHE_TAG_HEADER, cacheTagsOf } from './core/cache-tag.ts';
import { type Config, type ConfigHeaders, createConfigParser } from './core/config.ts';
import { createDeadline } from './core/deadline.ts';
import { describeError } from './core/describe-error.ts';
import { type MadePicture, makePicture } from './core/make-picture.ts';
import type { DrawCard, Log, PictureStore } from './core/ports.ts';
import { createTimings, formatServerTiming, type Timings } from './core/timings.ts';

export interface OriginResponseParts {
  readonly designVersions: DesignVersions;
  /** JPEG bytes for the times when nothing can be drawn. */
  readonly fallbackPicture: Uint8Array;
  readonly draw: DrawCard;
  readonly storeFor: (config: Config) => PictureStore;
  readonly log: Log;
}

/** What S3 answers when it has the object, or when the asker has it already. 416 is the viewer's own mistake. */
const FOUND = new Set(['200', '206', '304', '416']);

/** Passes on what S3 found; draws the card that S3 does not have, keeps it and answers with it. */
export function createOriginResponse({ designVersions, fallbackPicture, draw, storeFor, log }: OriginResponseParts) {
  const parseConfig = createConfigParser();
  const fallbackEtag = etagOf(fallbackPicture);
  const defaultKey = formatCardKey(DEFAULT_CARD, designVersions);

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

  function fallback(response: CloudFrontResultResponse, head: boolean, timings: Timings): CloudFrontResultResponse {
    return answerWithPicture(response, head ? undefined : fallbackPicture, {
      status: 'fallback',
      cacheControl: head ? CACHE_CONTROL.undrawn : CACHE_CONTROL.fallback,
      etag: fallbackEtag,
      serverTiming: formatServerTiming(timings),
    });
  }

  function drawn(
    response: CloudFrontResultResponse,
    made: MadePicture,
    isDefault: boolean,
    timings: Timings,
  ): CloudFrontResultResponse {
    const { jpeg, stored, etag, missingGlyphs } = made;
    const kept = isDefault ? CACHE_CONTROL.default : CACHE_CONTROL.card;
    return answerWithPicture(response, jpeg, {
      status: isDefault ? 'default' : 'drawn',
      cacheControl: stored ? kept : CACHE_CONTROL.unstored,
      etag: etag ?? etagOf(jpeg),
      serverTiming: formatServerTiming(timings),
      ...(missingGlyphs.length > 0 ? { warning: formatGlyphWarning(missingGlyphs) } : {}),
    });
  }

  return async function originResponse(event: CloudFrontResponseEvent): Promise<CloudFrontResultResponse> {
    // biome-ignore lint/style/noNonNullAssertion: Lambda@Edge always sends exactly one record
    const { request, response } = event.Records[0]!.cf;
    const answer: CloudFrontResultResponse = response;
    if (STORED_OBJECTS.has(request.uri)) return answer;
    const key = keyOf(request);
    const isDefault = key === defaultKey;
    if (FOUND.has(response.status)) return tagged(passOn(answer, isDefault), key);

    const timings = createTimings();
    const head = request.method === 'HEAD';
    if (response.status !== '404') {
      // A broken policy or a bad day of S3 must not have every card of the site drawn again.
      log('origin_refused', { status: response.status, key });
      return fallback(answer, head, timings);
    }
    if (head)
      return answerWithPicture(answer, undefined, {
        status: isDefault ? 'default' : 'drawn',
        cacheControl: CACHE_CONTROL.undrawn,
      });
    try {
      const made = await timings.measure('total', () => makeMissing(customHeadersOf(request), parseCardKey(key), key, timings));
      log('card_drawn', {
        key,
        bytes: made.jpeg.length,
        quality: made.quality,
        stored: made.stored,
        missingGlyphs: made.missingGlyphs,
        ms: timings.all(),
      });
      return tagged(drawn(answer, made, isDefault, timings), key);
    } catch (error) {
      log('card_failed', { key, ...describeError(error), ms: timings.all() });
      return fallback(answer, false, timings);
    }
  };
}

/** S3 has it, so it goes on as it is. The default card stands in for any address, and so it is kept for minutes only. */
function passOn(response: CloudFrontResultResponse, isDefault: boolean): CloudFrontResultResponse {
  response.headers ??= {};
  setHeaders(response.headers, {
    'x-card-status': isDefault ? 'default' : 'hit',
    ...(isDefault ? { 'cache-control': CACHE_CONTROL.default } : {}),
  });
  return response;
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
