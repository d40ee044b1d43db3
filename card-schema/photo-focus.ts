// What a crop of a photo must keep.

/** Left, top, width and height, as fractions of the photo's width and height. A head may reach beyond the photo. */
export type Box = readonly [left: number, top: number, width: number, height: number];

/** From the left and from the top, as fractions of the photo's width and height. */
export type Point = readonly [left: number, top: number];

/** A face with the hair around it. */
export interface Head {
  readonly head: Box;
  readonly face: Box;
}

export interface Focus {
  /** Of the photo, upright, in pixels; only their relation matters to a crop. */
  readonly width: number;
  readonly height: number;
  readonly heads: readonly Head[];
  /** Everything else that was found. */
  readonly objects: readonly { readonly box: Box; readonly score: number }[];
  /** The focal point that a person has set, which outweighs all that was found. */
  readonly point?: Point;
}
