import type { Random } from './random.ts';
import type { Texts } from './texts.ts';

/** What a piece of a card is made with. */
export interface Materials {
  readonly random: Random;
  readonly texts: Texts;
  /** Addresses of images, one of each kind of file. */
  readonly images: readonly string[];
}

/** A part of a card: its markup, and a script that runs when the markup is in place. */
export interface Piece {
  readonly html: string;
  readonly script?: string;
}

export type MakePiece = (materials: Materials) => Piece;
