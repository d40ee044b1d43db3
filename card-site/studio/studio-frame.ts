// What the frame page offers the studio page around it, as `window.studioFrame`.
import type { CardPage, Drawn, Refusal } from '../../card-schema/card-page.ts';
import type { Focus } from '../../card-schema/photo-focus.ts';

/** A card as a person types it: createCard may still refuse it. */
export interface ShownCard {
  readonly template: string;
  readonly params: unknown;
}

/** A photo as it would be after an edit that is not saved yet. */
export interface DraftPhoto {
  readonly focus: Focus;
  /** Where its picture is; without it, where that of the photo itself is. */
  readonly src?: string;
}

/** By the ids of photos. */
export type DraftPhotos = Readonly<Record<string, DraftPhoto>>;

export interface FrameListener {
  /** The card is on the stage, whole. Also after a hot reload; each time it may be another stage. */
  onDrawn(stage: HTMLElement, drawn: Drawn): void;
  /** The card cannot be drawn, and why. What was drawn before stays. */
  onRefused(refusal: Refusal): void;
}

export interface StudioFrame {
  /** Draws a card and keeps it drawn: after every hot reload again. Another card takes its place, or the same with other drafts. */
  show(card: ShownCard, listener: FrameListener, drafts?: DraftPhotos): void;
  readonly draw: CardPage['draw'];
}

declare global {
  interface Window {
    studioFrame?: StudioFrame;
  }
}
