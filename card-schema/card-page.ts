// What the card page offers the browser that opened it, as `window.edgecard`.
import type { DesignVersions } from './design-version.ts';

export interface CardPage {
  /** The design versions that this page draws. Another deploy's page must be reloaded, never used. */
  readonly designVersions: DesignVersions;
  /**
   * Draws a card in place of the one before. Resolves when React has committed, the fonts for this very text are loaded,
   * every image is decoded and the texts are fitted. Rejects with an Error whose message is `<reason>: <detail>`.
   */
  draw(template: string, params: unknown): Promise<Drawn>;
  /** What of text stands on the stage now: a picture of a dash and a letter is sparse, and not blank. */
  visibleText(): VisibleText;
}

/** Counted as readers count: a letter with its marks is one character. */
export interface VisibleText {
  readonly characters: number;
  /** Letters and digits among them. */
  readonly letters: number;
}

/** `text lost`: half of the letters of a text that the schema requires, or more, have no font. */
export type DrawRefusal = 'unknown template' | 'font failed' | 'image failed' | 'text lost' | 'text does not fit' | 'timed out';

export interface Drawn {
  /** Characters, each once, for which no font of the card site has a glyph. */
  readonly missingGlyphs: readonly string[];
  /** Addresses of images, as the params name them, that could not be shown: the card is drawn as if it had none. */
  readonly missingImages: readonly string[];
}

declare global {
  interface Window {
    edgecard?: CardPage;
  }
}
