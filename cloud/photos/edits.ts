import type { Box, Point } from '../../card-schema/photo-focus.ts';

/** What a person decided about a photo. All of it is part of the photo's id. */
export interface Edits {
  /** What every crop keeps. */
  readonly focus?: Point;
  /** Hides every face that is found, but those in `keep`. */
  readonly blur?: 'faces';
  /** Numbers of faces that stay, in the order of the record's `hidden`, from 1. */
  readonly keep?: readonly number[];
  /** Heads that were missed, which are hidden too. */
  readonly add?: readonly Box[];
  /** A person looked: it is published though no face was found. */
  readonly seen?: true;
}
