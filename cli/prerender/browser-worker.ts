// A worker that draws with a browser of its own; all of them use one card site.
import type { Config } from '../../edge/core/config.ts';
import { createDeadline } from '../../edge/core/deadline.ts';
import { createDrawingRecord } from '../../edge/core/drawing-record.ts';
import { handledLater } from '../../edge/core/handled-later.ts';
import { makePicture, WITHOUT_VIEWER } from '../../edge/core/make-picture.ts';
import type { DrawCard, Log } from '../../edge/core/ports.ts';
import { openLocalBrowser } from '../../local/stack/sandbox.ts';
import type { Worker } from '../pool/run-pool.ts';
import type { BeingStored, CardToDraw, Drawn } from './prerender-lines.ts';
import type { Target } from './target.ts';

export interface BrowserWorkerParts {
  readonly target: Pick<Target, 'store' | 'fetchImageFor' | 'fetchPhotoFor'>;
  readonly config: Config;
  readonly log: Log;
}

export function createBrowserWorker({ target, config, log }: BrowserWorkerParts): Worker<CardToDraw, BeingStored> {
  const opening = openLocalBrowser(log, target);
  opening.catch(() => {}); // the first card awaits it, and gets its failure
  return {
    async work(toDraw) {
      const { draw } = await opening;
      const job = { ...toDraw, config, deadline: createDeadline(config.budgetMs), record: createDrawingRecord() };
      let drawing: Promise<unknown> | undefined;
      const drawAtOnce: DrawCard = (asked) => {
        const begun = draw(asked);
        drawing = begun;
        return begun;
      };
      const making = makePicture(job, { draw: drawAtOnce, store: target.store, log }, WITHOUT_VIEWER);
      const stored = handledLater(making.then((made): Drawn => (made.stored?.created ? 'drawn' : 'late')));
      await drawing?.catch(() => {}); // who awaits `stored` gets its failure
      return { stored };
    },
    close: async () => (await opening).close(),
  };
}
