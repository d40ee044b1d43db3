/** What a file says of its image, by its structure alone: nothing is decoded here. */
export interface ImageFacts {
  /** Pixels before any turning; 0 where the file says none. Never less than what a browser makes of the file. */
  readonly width: number;
  readonly height: number;
  /** EXIF orientation, 1 to 8, that browsers ignore in this type; 1 where there is none or they follow it. */
  readonly orientation: number;
}

/** Reads a file to its end. A file that ends early makes it throw RangeError, one that is wrong an Error that says what is. */
export type ReadFacts = (bytes: Buffer) => ImageFacts;

/** Throws what Buffer throws past its end, so that every early end looks alike. */
export function endsEarly(): never {
  throw new RangeError('The file ends early.');
}
