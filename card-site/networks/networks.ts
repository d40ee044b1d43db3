// The networks whose way with a card is known.
import { LARGE_FEEDS, OPEN_FEEDS } from './feeds.ts';
import { MESSENGERS } from './messengers.ts';
import type { Network } from './network.ts';
import { fromNetwork } from './sources.ts';

export const NETWORKS: readonly Network[] = [...LARGE_FEEDS, ...MESSENGERS, ...OPEN_FEEDS];

/** A network whose preview is not drawn, and whose limit counts all the same. */
export const SIGNAL = {
  name: 'Signal',
  maxBytes: 1_048_576,
  source: fromNetwork(
    'Signal’s code, linkPreviewFetch.ts',
    'https://github.com/signalapp/Signal-Desktop/blob/main/ts/linkPreviews/linkPreviewFetch.ts',
  ),
} as const;
