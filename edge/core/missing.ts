/** An image that a card asks for and does not show. */
export interface MissingImage {
  readonly url: string;
  /** A short sentence, with the host and without the rest of the address. */
  readonly reason: string;
}

/** What a picture lacks. */
export interface Missing {
  readonly missingGlyphs: readonly string[];
  readonly missingImages: readonly MissingImage[];
}

export function isIncomplete({ missingGlyphs, missingImages }: Missing): boolean {
  return missingGlyphs.length > 0 || missingImages.length > 0;
}
