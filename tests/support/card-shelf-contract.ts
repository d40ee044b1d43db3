// What every shelf of cards promises to the removal of photos, on a bucket of S3 with versions or without.
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandInput,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from '@jest/globals';
import { createCardShelf } from '../../cloud/photos/adapters/card-shelf.ts';
import type { CardShelf, StoredCard } from '../../cloud/photos/removal/ports.ts';
import { createDeadline } from '../../edge/core/deadline.ts';

export interface OpenCardShelf {
  readonly bucket: string;
  readonly shelf: CardShelf;
  readonly versioned: boolean;
  put(key: string, photos?: readonly string[]): Promise<void>;
  /** As people do it: in a bucket with versions, a marker is laid over the object. */
  drop(key: string): Promise<void>;
  /** How many versions there are of all keys, markers left out. */
  kept(): Promise<number>;
}

const [PHOTO, OTHER] = ['0123456789abcdef', '7h3k9m2p4q8r5t6v'] as const;
const CARDS = ['aaaa', 'bbbb', 'cccc', 'dddd', 'eeee'].map((values) => `0123456789ab/article/W${values}.jpg`);
const [FIRST = '', SECOND = ''] = CARDS;
/** Neither pack nor setting is a card. */
const NO_CARDS = ['packs/0123', 'robots.txt', '0123456789ab/article/notes.txt'];

const deadline = () => createDeadline(30_000);

async function allOf({ shelf }: OpenCardShelf): Promise<{ readonly cards: readonly StoredCard[]; readonly pages: number }> {
  const cards: StoredCard[] = [];
  let cursor: string | undefined;
  for (let pages = 1; ; pages++) {
    const page = await shelf.page(cursor, deadline());
    cards.push(...page.cards);
    cursor = page.next;
    if (cursor === undefined) return { cards, pages };
  }
}

export function describeCardShelf(title: string, open: () => Promise<OpenCardShelf>): void {
  describe(title, () => {
    test('pages through cards and nothing else, and says what photos each was drawn with', async () => {
      const opened = await open();
      for (const key of [...CARDS, ...NO_CARDS]) await opened.put(key, key === FIRST ? [PHOTO, OTHER] : []);
      const { cards, pages } = await allOf(opened);
      expect(cards.map(({ key }) => key)).toEqual(CARDS);
      expect(pages).toBeGreaterThan(2);
      const photosOf = (at: number) => opened.shelf.photosOf(cards[at] as StoredCard, deadline()); // all five are there
      expect([await photosOf(0), await photosOf(1)]).toEqual([[PHOTO, OTHER], []]);
    });

    test('removes for good, old versions and what lies under a marker too, and no other card', async () => {
      const opened = await open();
      const puts = opened.versioned ? 3 : 1;
      for (const key of CARDS) await opened.put(key);
      // More versions of one key than a page has.
      for (let put = 1; put < puts; put++) await opened.put(SECOND, [PHOTO]);
      if (opened.versioned) await opened.drop(SECOND);
      const { cards } = await allOf(opened);
      const found = cards.filter(({ key }) => key === SECOND);
      expect([found.length, cards.length]).toEqual([puts, CARDS.length - 1 + puts]);
      await opened.shelf.remove(found, deadline());
      expect((await allOf(opened)).cards.map(({ key }) => key)).toEqual(CARDS.filter((key) => key !== SECOND));
      expect(await opened.kept()).toBe(CARDS.length - 1);
      // What is gone meanwhile is fine, and shows nothing.
      await opened.shelf.remove(found, deadline());
      for (const card of found) expect(await opened.shelf.photosOf(card, deadline())).toEqual([]);
    });
  });
}

/** A new bucket of this server. Its pages are short, so that every caller has to turn them, also between versions of one key. */
export async function openCardShelf(
  client: S3Client,
  suffix: string,
  { versioned }: { versioned: boolean },
): Promise<OpenCardShelf> {
  const Bucket = `pictures-${suffix}`;
  await client.send(new CreateBucketCommand({ Bucket }));
  if (versioned) await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      ({ input, ...args }) =>
        next({
          ...args,
          input: /^List/.test(commandName) ? { MaxKeys: 2, ...(input as ListObjectVersionsCommandInput) } : input,
        }),
    { step: 'initialize', name: 'shortPages', override: true },
  );
  return {
    bucket: Bucket,
    shelf: createCardShelf({ client, bucket: Bucket, versioned }),
    versioned,
    async put(Key, photos = []) {
      const Metadata = photos.length > 0 ? { photos: photos.join(',') } : {};
      await client.send(new PutObjectCommand({ Bucket, Key, Body: 'picture', Metadata }));
    },
    async drop(Key) {
      await client.send(new DeleteObjectCommand({ Bucket, Key }));
    },
    async kept() {
      if (!versioned)
        return (await allOf({ shelf: createCardShelf({ client, bucket: Bucket, versioned }) } as OpenCardShelf)).cards.length;
      const { Versions = [] } = await client.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 1000 }));
      return Versions.length;
    },
  };
}
