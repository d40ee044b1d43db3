// The way of every line of a list: read, looked up, drawn where it has to be, stored.
import type { Card } from '../../card-schema/catalogue.ts';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { CardError } from '../../card-schema/errors.ts';
import type { HasPicture } from '../../cloud/prerender/picture-lookup.ts';
import { formatCardKey } from '../../edge/core/card-key.ts';
import type { CardLine } from '../../edge/core/prerender/readable-line.ts';
import { mapLimit } from '../pool/map-limit.ts';
import { type JobOutcome, runPool, type Worker } from '../pool/run-pool.ts';
import { createSeenCards } from './seen-cards.ts';

export interface CardToDraw {
  readonly card: Card;
  readonly key: string;
  readonly designVersion: string;
}

/** `late` when another one had stored the picture by the time it was drawn. */
export type Drawn = 'drawn' | 'late';

/** A card that is drawn and on its way into the store: its browser can draw another one meanwhile. */
export interface BeingStored {
  readonly stored: Promise<Drawn>;
}

/**
 * How a line ended, with how many browsers were at work then. Every line has one outcome; `twice` is the card of an earlier line,
 * however that one ended.
 */
export type LineOutcome = CardLine &
  (
    | { readonly kind: Drawn; readonly workers: number }
    | { readonly kind: 'stored' | 'twice' }
    | { readonly kind: 'failed' | 'incomplete'; readonly error: unknown; readonly workers?: number }
  );

export interface PrerenderLinesParts {
  readonly parse: (text: string) => Promise<Card>;
  readonly designVersions: DesignVersions;
  readonly hasPicture: HasPicture;
  /** Called with each card that has to be drawn, while it waits for a browser. */
  readonly prepare?: (card: Card) => void;
  readonly openWorker: () => Worker<CardToDraw, BeingStored>;
  readonly maxWorkers: number;
  /** From then on no card is begun; what has been begun is ended. */
  readonly stopping: AbortSignal;
  readonly onOutcome: (outcome: LineOutcome) => void;
}

/** Lines that are looked up while browsers draw: enough to hide a round trip to S3, and few enough to forget when it ends. */
const MAX_LOOKUPS = 16;
/** For each browser: as many pictures as it draws in 200 ms, a long time for a store to take one (docs/decisions/0019-batch.md). */
const MAX_BEING_STORED = 8;

interface LineToDraw extends CardLine {
  readonly toDraw: CardToDraw;
}

interface CardOfLine extends CardLine {
  readonly card: Card;
}

/** Draws what is not stored yet. Ends when every line has its outcome, or soon after it was stopped. */
export async function prerenderLines(lines: AsyncIterable<CardLine>, parts: PrerenderLinesParts): Promise<void> {
  const { parse, designVersions, hasPicture, prepare = () => {}, openWorker, maxWorkers, stopping, onOutcome } = parts;
  const seen = createSeenCards();

  async function read(line: CardLine): Promise<CardOfLine | LineOutcome> {
    try {
      if (line.unreadable) throw line.unreadable;
      return { ...line, card: await parse(line.text) };
    } catch (error) {
      return { ...line, kind: 'failed', error };
    }
  }

  /** In the order of the list, so that of two lines with one card it is always the second that is repeated. */
  async function* newCards(): AsyncGenerator<CardOfLine> {
    for await (const line of mapLimit(lines, { max: MAX_LOOKUPS, inOrder: true }, read)) {
      if ('kind' in line) onOutcome(line);
      else if (seen.isRepeated(line.card)) onOutcome({ line: line.line, text: line.text, kind: 'twice' });
      else yield line;
    }
  }

  async function look({ line, text, card }: CardOfLine): Promise<LineToDraw | LineOutcome> {
    try {
      const key = formatCardKey(card, designVersions);
      if (await hasPicture(key)) return { line, text, kind: 'stored' };
      prepare(card);
      return { line, text, toDraw: { card, key, designVersion: designVersions[card.template] } };
    } catch (error) {
      return { line, text, kind: 'failed', error };
    }
  }

  async function* toDraw(): AsyncGenerator<LineToDraw> {
    for await (const looked of mapLimit(newCards(), { max: MAX_LOOKUPS, inOrder: true }, look)) {
      if ('kind' in looked) onOutcome(looked);
      else if (stopping.aborted) return;
      else yield looked;
    }
  }

  const open = (): Worker<LineToDraw, BeingStored> => {
    const worker = openWorker();
    return {
      work: ({ toDraw: card }) => worker.work(card),
      close: () => worker.close(),
    };
  };
  for await (const outcome of mapLimit(runPool(toDraw(), { open, maxWorkers }), { max: MAX_BEING_STORED * maxWorkers }, settle))
    onOutcome(outcome);
}

async function settle({ job: { line, text }, workers, ...end }: JobOutcome<LineToDraw, BeingStored>): Promise<LineOutcome> {
  try {
    if ('error' in end) throw end.error;
    return { line, text, workers, kind: await end.result.stored };
  } catch (error) {
    return { line, text, workers, kind: kindOf(error), error };
  }
}

function kindOf(error: unknown): 'failed' | 'incomplete' {
  return error instanceof CardError && error.code === 'incomplete' ? 'incomplete' : 'failed';
}
