// The function that removes what a photo has left, as its wiring has it, and the cards and caches that it finds it in.
import { createCardShelf } from '../../../cloud/photos/adapters/card-shelf.ts';
import { createInvalidations } from '../../../cloud/photos/adapters/invalidations.ts';
import { createPhotoList } from '../../../cloud/photos/adapters/photo-list.ts';
import { REVIEW_FOLDERS } from '../../../cloud/photos/photo-keys.ts';
import type { PhotoStore, UploadTable } from '../../../cloud/photos/ports.ts';
import { AGAIN_SECONDS, createPhotoRemover } from '../../../cloud/photos/removal/create-photo-remover.ts';
import type { Removals } from '../../../cloud/photos/removal/ports.ts';
import type { Log } from '../../../edge/core/ports.ts';
import { createMortal, type Mortal } from './mortal.ts';
import { openPhotoQueue, type PhotoQueue } from './photo-queue.ts';
import { DISTRIBUTIONS, type PhotoServices } from './photo-services.ts';
import { remaining } from './remaining.ts';

export interface RemovalBench {
  readonly queue: PhotoQueue;
  readonly remover: Mortal;
  take(body: string, delaySeconds: number): void;
  /** Delivers all that waits; and what comes later, when its time has come. */
  drain(): Promise<void>;
}

const REMAINING_MS = 30_000;
const MAX_DELIVERIES = 30;

interface Parts {
  readonly stage: string;
  readonly store: PhotoStore;
  readonly table: UploadTable;
  readonly removals: Removals;
  readonly log: Log;
}

export function openRemovalBench(
  { clients, bucket }: PhotoServices,
  { stage, store, table, removals, log }: Parts,
): RemovalBench {
  const [pictures, photoSite] = DISTRIBUTIONS;
  const remover = createMortal((live) => {
    const listed = (prefix?: string) => live('list', { list: createPhotoList(clients.s3, bucket, prefix) }).list;
    const handler = createPhotoRemover({
      stage,
      store: live('store', store),
      table: live('table', table),
      listPhotos: listed(),
      listReviews: listed(REVIEW_FOLDERS),
      shelf: live('shelf', createCardShelf({ client: clients.cards, bucket: 'pictures', versioned: true })),
      ...live('caches', { forget: createInvalidations(clients.cloudFront, { pictures, photoSite }) }),
      removals: live('removals', removals),
      againSeconds: AGAIN_SECONDS,
      log,
    });
    return (event, remainingMs) => handler(event, { getRemainingTimeInMillis: remaining(remainingMs) });
  });
  const queue = openPhotoQueue(remover.work);
  const delayed: string[] = [];
  return {
    queue,
    remover,
    take(body, delaySeconds) {
      if (delaySeconds > 0) delayed.push(body);
      else queue.send(body);
    },
    async drain() {
      for (let delivery = 0; delivery < MAX_DELIVERIES; delivery++) {
        if (queue.waiting.length === 0) for (const body of delayed.splice(0)) queue.send(body);
        if (queue.waiting.length === 0) return;
        await queue.deliver(REMAINING_MS);
      }
      throw new Error('The removal goes round in circles.');
    },
  };
}
