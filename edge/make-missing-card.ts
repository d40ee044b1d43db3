// The card that S3 does not have. Loaded with the first of them: it brings the templates along, and what checks their fields.
import type { CloudFrontRequest } from 'aws-lambda';
import { TEMPLATES, templateNamed } from '../card-schema/catalogue.ts';
import type { DesignVersions } from '../card-schema/design-version.ts';
import { CardError } from '../card-schema/errors.ts';
import { isDrawnForAnybody } from '../card-schema/template.ts';
import { customHeadersOf, payloadOf } from './adapters/aws/cloudfront.ts';
import type { AskedKey } from './core/asked-key.ts';
import { cardOfKey } from './core/card-key.ts';
import { type Config, createConfigParser } from './core/config.ts';
import { deadlineAt } from './core/deadline.ts';
import { createBrakedDraw } from './core/drawing-brake.ts';
import type { DrawingRecord } from './core/drawing-record.ts';
import { type MadePicture, makePicture } from './core/make-picture.ts';
import type { DrawCard, Log, PictureStore, ReadDrawingState } from './core/ports.ts';

export interface MissingCardParts {
  readonly designVersions: DesignVersions;
  readonly draw: DrawCard;
  readonly readDrawingState: ReadDrawingState;
  /** Of the brake's clock. @default Date.now */
  readonly now?: () => number;
  readonly storeFor: (config: Config) => PictureStore;
  readonly log: Log;
}

export interface Asked {
  readonly key: AskedKey;
  readonly record: DrawingRecord;
  /** Unix time of the handler's start, in milliseconds: the budget begins there. */
  readonly startMs: number;
}

/** Draws and stores a card. Throws CardError. */
export type MakeMissingCard = (request: CloudFrontRequest, asked: Asked) => Promise<MadePicture>;

export function createMissingCardMaker(parts: MissingCardParts): MakeMissingCard {
  const { designVersions, draw, storeFor, log } = parts;
  const parseConfig = createConfigParser();
  const brakedDraw = createBrakedDraw(parts);

  return async (request, { key, record, startMs }) => {
    const isUnsigned = isUnsignedKey(key);
    if (isUnsigned) record.count('unsigned drawing');
    const { card, designVersion } = cardOfKey(key, payloadOf(request));
    const config = parseConfig(customHeadersOf(request));
    const own = designVersions[card.template];
    if (designVersion !== own) {
      throw new CardError('version_mismatch', `The key is of ${card.template} ${designVersion}; this function draws ${own}.`);
    }
    const job = { card, designVersion, config, deadline: deadlineAt(startMs + config.budgetMs), record, key: key.key };
    return makePicture(job, { draw: isUnsigned ? brakedDraw : draw, store: storeFor(config), log });
  };
}

/** Whether it is of a template whose cards anybody may ask for, card or not. */
function isUnsignedKey({ parts }: AskedKey): boolean {
  return parts !== undefined && Object.hasOwn(TEMPLATES, parts.template) && isDrawnForAnybody(templateNamed(parts.template));
}
