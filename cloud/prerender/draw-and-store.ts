import type { Card } from '../../card-schema/catalogue.ts';
import { CardError } from '../../card-schema/errors.ts';
import { formatWarning, isIncomplete } from '../../edge/core/answers.ts';
import type { Config } from '../../edge/core/config.ts';
import { createDeadline } from '../../edge/core/deadline.ts';
import type { DrawCard, PictureStore } from '../../edge/core/ports.ts';
import { createTimings, type Timings } from '../../edge/core/timings.ts';

export interface CardToDraw {
  readonly card: Card;
  readonly key: string;
  readonly designVersion: string;
}

export interface DrawAndStoreParts {
  readonly config: Config;
  readonly draw: DrawCard;
  readonly store: PictureStore;
}

/** No viewer waits, so a picture that took long to draw is not lost to a slow store. */
const STORE_AT_MOST_MS = 10_000;

/** `late` when another one had stored the picture by the time it was drawn. */
export type Drawn = 'drawn' | 'late';

/** Throws CardError: `incomplete` for a picture that lacks something, which is not stored, and what drawing and storing throw. */
export async function drawAndStore(
  { card, key, designVersion }: CardToDraw,
  { config, draw, store }: DrawAndStoreParts,
  timings: Timings = createTimings(),
): Promise<Drawn> {
  const deadline = createDeadline(config.budgetMs);
  const drawing = await draw({ card, designVersion, config, deadline, timings: createTimings() });
  if (isIncomplete(drawing)) throw new CardError('incomplete', `The card is not stored: ${formatWarning(drawing)}.`);
  const { jpeg } = drawing;
  const { created } = await timings.measure('store', () => store.put(key, jpeg, createDeadline(STORE_AT_MOST_MS)));
  return created ? 'drawn' : 'late';
}
