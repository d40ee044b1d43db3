import { createHash } from 'node:crypto';
import type { CardImages } from '../../core/fetch-card-images.ts';
import type { CardImage } from '../../core/ports.ts';

/** Which images a document has. It keeps decoded images by their address, and would show an old one for a new one. */
export interface ShownImages {
  /** Takes the images of the next card, and says whether the document can show them. */
  replace(images: CardImages): 'same document' | 'needs a new document';
  /** A new document has no images but those of its card. */
  startDocument(): void;
  /** Takes note of how many images of a card the document could not decode, which it remembers by their addresses too. */
  drew(undecodable: number): void;
}

export function createShownImages(): ShownImages {
  /** Address → hash of the bytes, for this card, and for all that the document has been given. */
  let ofCard: ReadonlyMap<string, string> = new Map();
  const ofDocument = new Map<string, string>();
  let hasUndecodable = false;
  return {
    replace(images) {
      ofCard = new Map([...images].map(([url, image]) => [url, hashOf(image)]));
      const hasOther = [...ofCard].some(([url, hash]) => (ofDocument.get(url) ?? hash) !== hash);
      for (const [url, hash] of ofCard) ofDocument.set(url, hash);
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
  };
}

function hashOf({ bytes }: CardImage): string {
  return createHash('sha256').update(bytes).digest('hex');
}
