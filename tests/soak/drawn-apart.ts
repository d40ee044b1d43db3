// Holds pictures against their cards: each card is drawn once more, by a browser that knows nothing of what gave the picture.
import type { Card } from '../../card-schema/catalogue.ts';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { maxWorkers } from '../../cli/pool/max-workers.ts';
import { runPool } from '../../cli/pool/run-pool.ts';
import { parseConfig } from '../../edge/core/config.ts';
import { createDeadline } from '../../edge/core/deadline.ts';
import { createDrawingRecord } from '../../edge/core/drawing-record.ts';
import { localConfigHeaders } from '../../local/stack/config.ts';
import { openLocalBrowser } from '../../local/stack/sandbox.ts';
import { decode, shareOfDifferentPixels } from '../support/pictures.ts';

export interface Given {
  readonly name: string;
  readonly card: Card;
  /** All that was given for this card. */
  readonly pictures: readonly Uint8Array[];
}

export interface DrawnApartOptions {
  /** Origin of the card site. */
  readonly site: string;
  readonly designVersions: DesignVersions;
}

const MAX_DRAWING_MS = 25_000;

/** The names of those for which anything else than their card was given, or nothing. */
export async function unlikeDrawnApart(
  given: Iterable<Given> | AsyncIterable<Given>,
  { site, designVersions }: DrawnApartOptions,
): Promise<readonly string[]> {
  const config = parseConfig(localConfigHeaders(site));
  const open = () => {
    const opening = openLocalBrowser(() => {});
    return {
      async work({ card, pictures }: Given) {
        const { draw } = await opening;
        const job = { card, designVersion: designVersions[card.template], config };
        const { jpeg } = await draw({ ...job, deadline: createDeadline(MAX_DRAWING_MS), record: createDrawingRecord() });
        return areAll(jpeg, pictures);
      },
      close: async () => (await opening).close(),
    };
  };
  const unlike: string[] = [];
  for await (const outcome of runPool(given, { open, maxWorkers: maxWorkers() })) {
    if ('error' in outcome) throw outcome.error;
    if (!outcome.result) unlike.push(outcome.job.name);
  }
  return unlike;
}

async function areAll(wanted: Uint8Array, pictures: readonly Uint8Array[]): Promise<boolean> {
  for (const picture of pictures) {
    if (Buffer.compare(picture, wanted) === 0) continue;
    const pixels = await decode(picture).catch(() => undefined);
    if (!pixels || shareOfDifferentPixels(pixels, await decode(wanted)) > 0) return false;
  }
  return pictures.length > 0;
}
