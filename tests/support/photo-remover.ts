// The remover of photos on stores in memory, with cards that are only keys.
import { randomUUID } from 'node:crypto';
import { MAX_RECEIVES } from '../../cloud/photos/receives.ts';
import { createPhotoRemover, type PhotoRemoverParts } from '../../cloud/photos/removal/create-photo-remover.ts';
import type { CardShelf } from '../../cloud/photos/removal/ports.ts';
import type { RemovalMessage } from '../../cloud/photos/removal/removal.ts';
import {
  createMemoryPhotos,
  createMemoryRemovals,
  createMemoryUploads,
  type MemoryPhotos,
  type MemoryRemovals,
  type MemoryUploads,
} from './memory-photos.ts';

/** Keys of cards, each with what its object says of photos. */
type MemoryCards = Map<string, string>;

function createMemoryShelf(cards: MemoryCards, pageSize = 1000): CardShelf {
  return {
    async page(cursor) {
      const keys = [...cards.keys()].sort();
      const start = cursor === undefined ? 0 : keys.findIndex((key) => key > cursor);
      const page = start < 0 ? [] : keys.slice(start, start + pageSize);
      const last = page.at(-1);
      const more = last !== undefined && keys.at(-1) !== last;
      return { cards: page.map((key) => ({ key })), ...(more ? { next: last } : {}) };
    },
    photosOf: async ({ key }) => (cards.get(key) ?? '').split(',').filter(Boolean),
    async remove(found) {
      for (const { key } of found) cards.delete(key);
    },
  };
}

export interface RemoverOfTests {
  readonly photos: MemoryPhotos;
  readonly uploads: MemoryUploads;
  readonly removals: MemoryRemovals;
  readonly cards: MemoryCards;
  readonly forgotten: (readonly string[])[];
  readonly lines: Record<string, unknown>[];
  /** Everything that is in the queue, until it is empty or only what comes later is in it. Says how many messages there were. */
  drain(options?: { later?: boolean; remainingMs?: number }): Promise<number>;
}

export function openRemover(
  change: (parts: PhotoRemoverParts) => PhotoRemoverParts = (parts) => parts,
  { photos, uploads, removals }: Pick<RemoverOfTests, 'photos' | 'uploads' | 'removals'> = {
    ...{ photos: createMemoryPhotos(), uploads: createMemoryUploads(), removals: createMemoryRemovals() },
  },
): RemoverOfTests {
  const cards: MemoryCards = new Map();
  const forgotten: (readonly string[])[] = [];
  const lines: Record<string, unknown>[] = [];
  const idsIn = (folder: string) => [
    ...new Set([...photos.files.keys()].flatMap((key) => (key.startsWith(folder) ? (key.split('/')[1] ?? []) : []))),
  ];
  const remover = createPhotoRemover(
    change({
      store: photos.store,
      table: uploads.table,
      listPhotos: async () => ({ ids: idsIn('photos/') }),
      listReviews: async () => ({ ids: idsIn('reviews/') }),
      shelf: createMemoryShelf(cards),
      async forget(ids) {
        forgotten.push(ids);
      },
      removals: removals.removals,
      againSeconds: 240,
      stage: 'test',
      log: (event, fields = {}) => void lines.push({ event, ...fields }),
    }),
  );
  async function deliver(message: RemovalMessage, remainingMs: number): Promise<void> {
    const messageId = randomUUID();
    for (let receives = 1; receives <= MAX_RECEIVES; receives++) {
      const attributes = { ApproximateReceiveCount: String(receives), SentTimestamp: String(Date.now()) };
      const record = { messageId, body: JSON.stringify({ removal: message }), attributes } as Parameters<
        typeof remover
      >[0]['Records'][number]; // nothing else is read
      const { batchItemFailures } = await remover({ Records: [record] }, { getRemainingTimeInMillis: () => remainingMs });
      if (batchItemFailures.length === 0) return;
    }
  }
  return {
    ...{ photos, uploads, removals, cards, forgotten, lines },
    async drain({ later = true, remainingMs = 60_000 } = {}) {
      let count = 0;
      for (;;) {
        const at = removals.messages.findIndex(({ delaySeconds }) => later || delaySeconds === 0);
        const [next] = at < 0 ? [] : removals.messages.splice(at, 1);
        if (!next) return count;
        count++;
        await deliver(next.message, remainingMs);
      }
    },
  };
}
