// What all parts of the photo page share: the photo, what is known of it, what has been changed, and ways to change it.
import type { Draft } from './draft.ts';
import type { FoundHead } from './found-heads.ts';
import type { ShownPhoto } from './photo-calls.ts';

/** What a mouse or a finger does in the photo. */
export type Tool = 'focus' | 'hide';

export interface Editing {
  readonly photo: ShownPhoto;
  readonly heads: readonly FoundHead[];
  readonly draft: Draft;
  /** Changes with one and the same gesture are one step of the history. */
  readonly change: (draft: Draft, gesture?: unknown) => void;
  /** For screen readers. */
  readonly announce: (text: string) => void;
}
