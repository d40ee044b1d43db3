// What the card page offers the browser that opened it, as `window.edgecard`.
import type { DesignVersions } from './design-version.ts';
import type { Focus } from './photo-focus.ts';

export interface CardPage {
  /** The design versions that this page draws. Another deploy's page must be reloaded, never used. */
  readonly designVersions: DesignVersions;
  /**
   * Draws a card in place of the one before. Resolves when React has committed, the fonts for this very text are loaded,
   * every image is decoded, the texts are fitted and each photo is cropped by its focus. Rejects with an Error that has the members of a Refusal.
   */
  draw(template: string, params: unknown, focuses?: Focuses): Promise<Drawn>;
  /** What of text stands on the stage now: a picture of a dash and a letter is sparse, and not blank. */
  visibleText(): VisibleText;
}

/** Id of a photo → what its crops must keep. */
export type Focuses = Readonly<Record<string, Focus>>;

/** Counted as readers count: a letter with its marks is one character. */
export interface VisibleText {
  readonly characters: number;
  /** Letters and digits among them. */
  readonly letters: number;
}

export type DrawRefusal =
  | 'unknown template'
  | 'font failed'
  | 'image failed'
  | 'text lost' // half of the letters of a text that the schema requires, or more, have no font
  | 'text does not fit'
  | 'timed out'
  | 'unexpected'; // any other error: a component that throws, or params that the schema refuses

/** Why a card is not drawn, as data: nobody has to look for the reason in a sentence. */
export interface Refusal {
  readonly reason: DrawRefusal;
  readonly detail: string;
}

/** A refusal for people and for the log. */
export function formatRefusal({ reason, detail }: Refusal): string {
  return reason === 'unexpected' ? detail : `${reason}: ${detail}`;
}

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
