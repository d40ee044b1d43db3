// What came of the cards of `npm run soak:traps`, and whether that is as it must be.
import { plural } from '../../cli/terminal/plural.ts';
import type { MadePicture } from '../../edge/core/make-picture.ts';
import type { TrapsFigures } from '../../tools/docs/soak-results.ts';

/** A picture over this is not shown by some networks: edge/core/drawing-settings.ts wants no more. */
const MAX_PICTURE_BYTES = 300_000;
/** A long text in a narrow place does not fit, and its page says so. That is rare. */
const MAX_REFUSED_SHARE = 0.01;

export type Counts = Omit<TrapsFigures, 'seed' | 'seconds' | 'scripts'>;

export interface Tally {
  /** A card of the project's own, and which of its characters no font has. */
  made(name: string, picture: MadePicture, undrawable: readonly string[]): void;
  /** A card of the gallery. */
  drew(): void;
  refused(name: string): void;
  missed(name: string): void;
  lost(name: string): void;
  counts(): Counts;
  /** A sentence for each card that is not as it must be, and one where the run proves little. */
  problems(): readonly string[];
  /** What pages refused, with their reason. */
  refusals(): readonly string[];
}

export function createTally(): Tally {
  let [cards, drawn, incomplete, stored, galleryDrawn, largestBytes] = [0, 0, 0, 0, 0, 0];
  const refusals: string[] = [];
  const misses: string[] = [];
  const lost: string[] = [];
  const storedWithLoss: string[] = [];
  const tooLarge: string[] = [];
  let galleryCards = 0;

  const counts = (): Counts => ({
    cards,
    drawn,
    incomplete,
    stored,
    galleryCards,
    galleryDrawn,
    storedWithLoss: storedWithLoss.length,
    tooLarge: tooLarge.length,
    largestBytes,
    refused: refusals.length,
    packMisses: misses.length,
    lost: lost.length,
  });
  const count = (name: string) => {
    if (name.startsWith('gallery')) galleryCards++;
    else cards++;
  };
  return {
    made(name, picture, undrawable) {
      count(name);
      drawn++;
      const missing = [...new Set([...picture.missingGlyphs, ...undrawable])];
      if (picture.missingGlyphs.length + picture.missingImages.length > 0) incomplete++;
      if (picture.stored) stored++;
      if (picture.stored && missing.length > 0) storedWithLoss.push(`${name}: kept without ${missing.map(named).join(', ')}`);
      largestBytes = Math.max(largestBytes, picture.jpeg.byteLength);
      if (picture.jpeg.byteLength > MAX_PICTURE_BYTES) tooLarge.push(`${name}: ${picture.jpeg.byteLength} bytes`);
    },
    drew() {
      galleryCards++;
      galleryDrawn++;
    },
    refused(name) {
      count(name);
      refusals.push(name);
    },
    missed: (name) => void misses.push(`${name}: code was missing`),
    lost(name) {
      count(name);
      lost.push(`${name}: not drawn`);
    },
    counts,
    problems() {
      const few = refusals.length > (cards + galleryCards) * MAX_REFUSED_SHARE;
      const share = few ? [`More than ${MAX_REFUSED_SHARE * 100} % were refused, so the rest proves little.`] : [];
      return [...storedWithLoss, ...lost, ...tooLarge, ...misses, ...share];
    },
    refusals: () => refusals,
  };
}

function named(character: string): string {
  return `${character} (U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')})`;
}

/** One sentence for people. */
export function formatCounts(counts: Counts): string {
  const { cards, drawn, incomplete, stored, galleryCards, galleryDrawn, refused } = counts;
  return [
    `${plural(cards, 'card')}: ${drawn} drawn, ${incomplete} of them incomplete, ${stored} kept, ${counts.storedWithLoss} kept with a loss,`,
    `${counts.tooLarge} over 300 KB (the largest ${counts.largestBytes} bytes); ${galleryCards} gallery cards, ${galleryDrawn} drawn;`,
    `${refused} refused by their page, ${counts.packMisses} pack misses, ${counts.lost} lost.`,
  ].join(' ');
}
