import type { CloudFrontRequest, CloudFrontResponse } from 'aws-lambda';
import { templateNamed } from '../card-schema/catalogue.ts';
import type { DesignVersions } from '../card-schema/design-version.ts';
import { CardError } from '../card-schema/errors.ts';
import { isDrawnForAnybody } from '../card-schema/template.ts';
import { customHeadersOf, payloadOf, photosIn } from './adapters/aws/cloudfront.ts';
import { STATIC_OBJECTS } from './core/answers.ts';
import { type AskedKey, cardOfKey } from './core/card-key.ts';
import { type Config, createConfigParser } from './core/config.ts';
import { createDeadline } from './core/deadline.ts';
import { createBrakedDraw } from './core/drawing-brake.ts';
import type { DrawingRecord } from './core/drawing-record.ts';
import { errorFields } from './core/error-fields.ts';
import { type MadePicture, makePicture } from './core/make-picture.ts';
import type { DrawCard, Log, PictureStore, ReadDrawingState } from './core/ports.ts';
import type { Outcome } from './core/reply.ts';
import { loggableKey } from './core/request-line.ts';

export interface OutcomeParts {
  readonly designVersions: DesignVersions;
  readonly draw: DrawCard;
  readonly readDrawingState: ReadDrawingState;
  /** Of the brake's clock. @default Date.now */
  readonly now?: () => number;
  readonly storeFor: (config: Config) => PictureStore;
  readonly log: Log;
}

export interface Request {
  readonly key: AskedKey;
  readonly record: DrawingRecord;
}

/** What S3 answers when it has the object, or when the asker has it already. 416 is the viewer's own mistake. */
const FOUND = new Set(['200', '206', '304', '416']);

/** Decides from S3's answer what happens to a request, and draws the card that S3 does not have. */
export function createOutcomeResolver(parts: OutcomeParts) {
  const { designVersions, draw, storeFor, log } = parts;
  const parseConfig = createConfigParser();
  const brakedDraw = createBrakedDraw(parts);

  async function makeMissing(request: CloudFrontRequest, { key, record }: Request): Promise<MadePicture> {
    const { card, designVersion } = cardOfKey(key, payloadOf(request));
    const config = parseConfig(customHeadersOf(request));
    const own = designVersions[card.template];
    if (designVersion !== own) {
      throw new CardError('version_mismatch', `The key is of ${card.template} ${designVersion}; this function draws ${own}.`);
    }
    const job = { card, designVersion, config, deadline: createDeadline(config.budgetMs), record, key: key.key };
    const isBraked = isDrawnForAnybody(templateNamed(card.template));
    return makePicture(job, { draw: isBraked ? brakedDraw : draw, store: storeFor(config), log });
  }

  return async function resolveOutcome(
    request: CloudFrontRequest,
    { status, headers }: CloudFrontResponse,
    asked: Request,
  ): Promise<Outcome> {
    if (STATIC_OBJECTS.has(request.uri)) return { outcome: 'static_object' };
    if (FOUND.has(status)) return { outcome: 'card_found', photos: photosIn(headers) };
    // A broken policy or a bad day of S3 must not have every card of the site drawn again.
    if (status !== '404') return { outcome: 'origin_refused' };
    if (request.method === 'HEAD') return { outcome: 'head_miss' };
    try {
      return { outcome: 'card_drawn', made: await makeMissing(request, asked) };
    } catch (error) {
      if (error instanceof CardError && error.code === 'drawing_off') return { outcome: 'drawing_off' };
      log('card_failed', { ...loggableKey(asked.key), ...errorFields(error) });
      return { outcome: 'card_failed', error };
    }
  };
}
