import { createHash } from 'node:crypto';
import type { Focuses } from '../../../card-schema/card-page.ts';
import type { Focus } from '../../../card-schema/photo-focus.ts';
import { photoAddress, photoIdOf } from '../../../card-schema/photo-id.ts';
import type { FetchedImages } from '../../core/fetch-card-images.ts';
import type { CardImage } from '../../core/ports.ts';

/** Which images a document has. It keeps decoded images by their address, and would show an old one for a new one. */
export interface ShownImages {
  /** Takes the images of the next card, and says whether the document can show them. */
  replace(fetched: Shown): 'same document' | 'needs a new document';
  /** A new document has no images but those of its card. */
  startDocument(): void;
  /** Takes note of how many images of a card the document could not decode, which it remembers by their addresses too. */
  drew(undecodable: number): void;
  /** What crops of these photos must keep, as it was when the document was given them; undefined unless it has each of them, and for none. */
  focusesOf(photoIds: readonly string[]): Focuses | undefined;
  /** Whether these are, byte for byte, what the document shows at their addresses. */
  has(fetched: Shown): boolean;
}

type Shown = Pick<FetchedImages, 'images' | 'focuses'>;

export function createShownImages(): ShownImages {
  /** Address → hash of the bytes, for this card, and for all that the document has been given. */
  let ofCard: ReadonlyMap<string, string> = new Map();
  const ofDocument = new Map<string, string>();
  const focuses = new Map<string, Focus | undefined>();
  let hasUndecodable = false;

  function focusesIn(photoIds: readonly string[]): Focuses {
    const found = photoIds.map((id) => [id, focuses.get(id)] as const);
    return Object.fromEntries(found.flatMap(([id, focus]) => (focus ? [[id, focus]] : [])));
  }

  return {
    replace(fetched) {
      ofCard = hashesOf(fetched);
      const hasOther = [...ofCard].some(([url, hash]) => (ofDocument.get(url) ?? hash) !== hash);
      for (const [url, hash] of ofCard) ofDocument.set(url, hash);
      for (const id of photosIn(fetched)) focuses.set(id, fetched.focuses[id]);
      return hasOther || hasUndecodable ? 'needs a new document' : 'same document';
    },
    startDocument() {
      ofDocument.clear();
      for (const [url, hash] of ofCard) ofDocument.set(url, hash);
      hasUndecodable = false;
    },
    drew(undecodable) {
      hasUndecodable = undecodable > 0;
    },
    focusesOf(photoIds) {
      const hasAll = !hasUndecodable && photoIds.length > 0 && photoIds.every((id) => ofDocument.has(photoAddress(id)));
      return hasAll ? focusesIn(photoIds) : undefined;
    },
    has(fetched) {
      const sameBytes = [...hashesOf(fetched)].every(([url, hash]) => ofDocument.get(url) === hash);
      // Not imported: it takes 9 ms to load, and no first card needs it.
      const { isDeepStrictEqual } = process.getBuiltinModule('node:util');
      const sameFocuses = isDeepStrictEqual(focusesIn(photosIn(fetched)), fetched.focuses);
      return !hasUndecodable && sameBytes && sameFocuses;
    },
  };
}

function photosIn({ images }: Shown): readonly string[] {
  return [...images.keys()].flatMap((address) => photoIdOf(address) ?? []);
}

function hashesOf({ images }: Shown): ReadonlyMap<string, string> {
  return new Map([...images].map(([url, image]) => [url, hashOf(image)]));
}

function hashOf({ bytes }: CardImage): string {
  return createHash('sha256').update(bytes).digest('hex');
}
