import type { DesignVersions } from '../../card-schema/design-version.ts';
import { formatCardKey } from '../../edge/core/card-key.ts';
import type { Config } from '../../edge/core/config.ts';
import { createDeadline } from '../../edge/core/deadline.ts';
import { createDrawingRecord } from '../../edge/core/drawing-record.ts';
import { errorFields } from '../../edge/core/error-fields.ts';
import { policyFor } from '../../edge/core/error-policy.ts';
import { makePicture, WITHOUT_VIEWER } from '../../edge/core/make-picture.ts';
import type { DrawCard, Log, PictureStore } from '../../edge/core/ports.ts';
import type { CardMessage, PlaceInJob } from '../../edge/core/prerender/messages.ts';
import type { JobFailure } from './job-table.ts';
import type { HasPicture } from './picture-lookup.ts';

export interface PrerenderCardParts {
  readonly config: Config;
  readonly designVersions: DesignVersions;
  readonly draw: DrawCard;
  readonly store: PictureStore;
  readonly hasPicture: HasPicture;
  readonly markFailed: (job: string, failure: JobFailure) => Promise<void>;
  readonly log: Log;
}

/** In the log and, as a dimension, of the metrics. */
export const FUNCTION_NAME = 'prerender-worker';

/** How often SQS gives a message before it is a dead letter; infra/prerender.yml says the same. */
export const MAX_RECEIVES = 3;

/**
 * Draws and stores the card of a message, unless S3 has it. Gives the place that is done, if the card has one; that of a failure
 * that was reported is not. Throws what is worth another delivery, or has nobody to report to.
 */
export async function prerenderCard(
  { card, place }: CardMessage,
  receives: number,
  parts: PrerenderCardParts,
): Promise<PlaceInJob | undefined> {
  const key = formatCardKey(card, parts.designVersions);
  try {
    if (!(await parts.hasPicture(key))) await drawAndLog({ card, key }, parts);
    return place;
  } catch (error) {
    const fields = errorFields(error);
    const final = !policyFor(error).requeue;
    logFailure(fields, { key, receives, final }, parts);
    // In the report before it is among the dead letters: who follows the job would wait for it for ever.
    if (place && (final || receives >= MAX_RECEIVES)) {
      await parts.markFailed(place.job, { line: place.line, code: fields.code, message: fields.reason, card });
      if (final) return undefined;
    }
    throw error;
  }
}

async function drawAndLog({ card, key }: { card: CardMessage['card']; key: string }, parts: PrerenderCardParts): Promise<void> {
  const { config, designVersions, log } = parts;
  const record = createDrawingRecord();
  const deadline = createDeadline(config.budgetMs);
  const job = { card, key, designVersion: designVersions[card.template], config, deadline, record };
  await record.stage('total', () => makePicture(job, parts, WITHOUT_VIEWER));
  const ms = record.stagesMs();
  log('card_drawn', { stage: config.stage, function: FUNCTION_NAME, key, ms }, { CardsDrawn: 1, DrawMs: ms.total ?? 0 });
}

function logFailure(fields: ReturnType<typeof errorFields>, more: object, { config, log }: PrerenderCardParts): void {
  const line = { stage: config.stage, function: FUNCTION_NAME, ...fields, ...more };
  if (fields.code === 'incomplete') log('card_incomplete', line, { CardsDrawn: 1, CardsIncomplete: 1 });
  else log('card_failed', line, { CardsFailed: 1 });
}
