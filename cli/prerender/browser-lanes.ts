// Lanes that draw with a browser each, all on one card site.
import { rmSync } from 'node:fs';
import { type CardToDraw, type Drawn, drawAndStore } from '../../cloud/prerender/draw-and-store.ts';
import type { Config } from '../../edge/core/config.ts';
import type { Log } from '../../edge/core/ports.ts';
import { type LocalBrowser, openLocalBrowser } from '../../local/stack/sandbox.ts';
import type { Target } from './target.ts';
import type { Lane } from './work-in-lanes.ts';

export interface BrowserLaneParts {
  readonly target: Pick<Target, 'store' | 'fetchImageFor'>;
  readonly config: Config;
  readonly log: Log;
}

export function openBrowserLane({ target, config, log }: BrowserLaneParts): Lane<CardToDraw, Drawn> {
  const opening = openLocalBrowser(log, target.fetchImageFor);
  opening.then(forgetAtExit, () => {}); // a failure is heard by the first card
  return {
    work: async (card) => drawAndStore(card, { config, draw: (await opening).draw, store: target.store }),
    close: async () => (await opening).close(),
  };
}

/** Scratch of browsers that are open: a run that is ended at once closes none of them. */
const scratches = new Set<string>();
process.once('exit', () => {
  for (const scratch of scratches) rmSync(scratch, { recursive: true, force: true });
});

function forgetAtExit({ scratch }: LocalBrowser): void {
  scratches.add(scratch);
}
