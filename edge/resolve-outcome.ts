import type { CloudFrontRequest, CloudFrontResponse } from 'aws-lambda';
import { CardError } from '../card-schema/errors.ts';
import { customHeadersOf, photosIn } from './adapters/aws/cloudfront.ts';
import { STATIC_OBJECTS } from './core/answers.ts';
import type { ConfigHeaders } from './core/config.ts';
import { errorFields } from './core/error-fields.ts';
import { makeOnce } from './core/memo.ts';
import type { Outcome } from './core/reply.ts';
import { loggableKey } from './core/request-line.ts';
import type { Asked, MakeMissingCard, MissingCardParts } from './make-missing-card.ts';

export interface OutcomeParts extends MissingCardParts {
  /** Begins what takes longest, before the code that draws is loaded. Gets the configuration's headers. It must not fail. @default nothing */
  readonly beforeLoading?: (headers: ConfigHeaders) => Promise<void>;
}

/** What S3 answers when it has the object, or when the asker has it already. 416 is the viewer's own mistake. */
const FOUND = new Set(['200', '206', '304', '416']);

/**
 * Decides from S3's answer what happens to a request, and draws the card that S3 does not have. The code for that is loaded when it is
 * first needed: a start in an empty sandbox is billed, and most of them are for cards that S3 has.
 */
export function createOutcomeResolver(parts: OutcomeParts) {
  const { designVersions, beforeLoading = async () => {}, log } = parts;
  const loadMaker = makeOnce(async (request: CloudFrontRequest): Promise<MakeMissingCard> => {
    await beforeLoading(customHeadersOf(request));
    return (await import('./make-missing-card.ts')).createMissingCardMaker(parts);
  });

  return async function resolveOutcome(
    request: CloudFrontRequest,
    { status, headers }: CloudFrontResponse,
    asked: Asked,
  ): Promise<Outcome> {
    if (STATIC_OBJECTS.has(request.uri)) return { outcome: 'static_object' };
    if (FOUND.has(status)) return { outcome: 'card_found', photos: photosIn(headers) };
    // A broken policy or a bad day of S3 must not have every card of the site drawn again.
    if (status !== '404') return { outcome: 'origin_refused' };
    if (request.method === 'HEAD') return { outcome: 'head_miss' };
    try {
      const makeMissingCard = await loadMaker(request);
      return { outcome: 'card_drawn', made: await makeMissingCard(request, asked) };
    } catch (error) {
      if (error instanceof CardError && error.code === 'drawing_off') return { outcome: 'drawing_off' };
      log('card_failed', { ...loggableKey(asked.key, designVersions), ...errorFields(error) });
      return { outcome: 'card_failed', error };
    }
  };
}
